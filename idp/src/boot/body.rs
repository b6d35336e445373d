//! One body of a store, shown as JSON that people read.

use crate::boot::Storage;
use crate::domain::id::RealmId;
use crate::store::sqlite::{SqliteEngine, Unshown, shown};

/// Which body is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where it is kept.
    pub storage: Storage,
    /// In which realm.
    pub realm: RealmId,
    /// In which table.
    pub table: String,
    /// In which row: the values of its key, in order.
    pub key: Vec<String>,
}

/// Why no body is shown.
#[derive(Debug, thiserror::Error)]
pub enum NotShown {
    /// A world in memory is no file.
    #[error("bodies are read from a file: name it with --store")]
    Memory,
    /// PostgreSQL keeps bodies as they are.
    #[error("PostgreSQL keeps bodies readable: SELECT body FROM \"esia_{realm}\".{table}")]
    Postgres {
        /// The realm.
        realm: RealmId,
        /// The table.
        table: String,
    },
    /// The file does not show it.
    #[error(transparent)]
    Unshown(#[from] Unshown),
}

/// The body, as JSON with a line for each member.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn show(asked: Asked) -> Result<String, NotShown> {
    let Asked { storage, realm, table, key } = asked;
    match storage {
        Storage::Memory => Err(NotShown::Memory),
        Storage::Postgres(_) => Err(NotShown::Postgres { realm, table }),
        Storage::File(file) => {
            let file = SqliteEngine::in_file(file.clone()).path(&realm).unwrap_or(file);
            Ok(shown(&file, &table, &key)?)
        }
    }
}
