//! A store brought to this version without serving it: looked at as a whole first, changed only if all of it will do.

use std::path::PathBuf;

use crate::app::Broken;
use crate::boot::{BootError, Storage, engine};
use crate::domain::id::RealmId;
use crate::store::{StoreError, Version};

/// Why nothing is brought to this version.
#[derive(Debug, thiserror::Error)]
pub enum NotMigrated {
    /// A world in memory has no other version.
    #[error("a world in memory is always of this version: name a file or a database with --store")]
    Memory,
    /// There is nothing.
    #[error("{}: there is no such file; serve makes a new one by itself", .0.display())]
    Absent(PathBuf),
    /// The store will not do.
    #[error(transparent)]
    Boot(#[from] BootError),
    /// A realm cannot be brought to this version.
    #[error("realm {realm}: {why}")]
    Realm {
        /// Which.
        realm: RealmId,
        /// Why.
        why: StoreError,
    },
}

/// A realm that was looked at, and from which version it was brought to which.
pub type Migrated = (RealmId, Version);

/// Brings every realm of a store to this version; each in one transaction.
///
/// # Errors
/// The store cannot be used, or a newer version of the program made one of its realms: then nothing was changed.
pub fn run(storage: &Storage) -> Result<Vec<Migrated>, NotMigrated> {
    match storage {
        Storage::Memory => return Err(NotMigrated::Memory),
        Storage::File(file) if !file.exists() => return Err(NotMigrated::Absent(file.clone())),
        Storage::File(_) | Storage::Postgres(_) => {}
    }
    let broken = |why| BootError::Broken(Broken::Store(why));
    let engine = engine(storage)?;
    let mut realms = engine.realms().map_err(broken)?;
    let default = RealmId::default_realm();
    if !realms.contains(&default) && engine.keeps(&default).map_err(broken)? {
        realms.insert(0, default);
    }
    let of = |realm: &RealmId, why| NotMigrated::Realm { realm: realm.clone(), why };
    let looked_at = realms.into_iter().map(|realm| {
        let version = engine.version(&realm).map_err(|why| of(&realm, why))?;
        Ok::<_, NotMigrated>((realm, version))
    });
    let looked_at: Vec<Migrated> = looked_at.collect::<Result<_, _>>()?;
    for (realm, _) in looked_at.iter().filter(|(_, version)| version.seen < version.present) {
        engine.open(realm).map_err(|why| of(realm, why))?;
    }
    Ok(looked_at)
}

/// What is told of a realm, as a line.
pub fn line((realm, Version { seen, present }): &Migrated) -> String {
    if seen == present {
        format!("realm {realm}: version {present} already")
    } else {
        format!("realm {realm}: from version {seen} to {present}")
    }
}
