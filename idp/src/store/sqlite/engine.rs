//! Where the databases are: in memory, or the default realm's in a file and the others in a folder beside it.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::id::RealmId;
use crate::store::kept::{Kept, Unfilled};
use crate::store::sqlite::draft::{Aside, UNFINISHED};
use crate::store::sqlite::migrate::{STEPS, seen};
use crate::store::sqlite::{SqliteStore, file};
use crate::store::{Draft, Engine, Store, StoreError, Version};

/// The end of a database's name in the folder of the other realms.
const DATABASE: &str = ".sqlite";

/// SQLite databases, one per realm.
pub struct SqliteEngine {
    file: Option<PathBuf>,
    /// The world is ours as long as this is open.
    held: Mutex<Option<File>>,
    open: Mutex<HashMap<RealmId, Arc<SqliteStore>>>,
}

/// A database prepared aside for a realm.
struct SqliteDraft<'e> {
    engine: &'e SqliteEngine,
    realm: RealmId,
    aside: Aside,
}

impl Draft for SqliteDraft<'_> {
    fn store(&self) -> Box<dyn Store> {
        Box::new(Arc::clone(&self.aside.store))
    }

    fn fill(&self, kept: &Kept) -> Result<(), Unfilled> {
        self.aside.store.fill(kept)
    }

    fn place(self: Box<Self>) -> Result<(), StoreError> {
        let Self { engine, realm, aside } = *self;
        let store = Arc::clone(&aside.store);
        aside.place(engine.present(&realm).as_deref(), engine.path(&realm).as_deref())?;
        engine.open_stores().insert(realm, store);
        Ok(())
    }
}

impl SqliteEngine {
    /// Databases that end with the process.
    pub fn in_memory() -> Self {
        Self { file: None, held: Mutex::default(), open: Mutex::default() }
    }

    /// Databases that last: the default realm in `file`, the others in the folder `file.realms`.
    pub fn in_file(file: PathBuf) -> Self {
        Self { file: Some(file), held: Mutex::default(), open: Mutex::default() }
    }

    /// The file of a realm; none in memory.
    pub(crate) fn path(&self, realm: &RealmId) -> Option<PathBuf> {
        let file = self.file.as_ref()?;
        if realm.is_default() {
            Some(file.clone())
        } else {
            Some(self.folder()?.join(format!("{realm}{DATABASE}")))
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        let file = self.file.as_ref()?;
        let mut name = file.file_name()?.to_owned();
        name.push(".realms");
        Some(file.with_file_name(name))
    }

    /// Makes the folder of a file, and sees to it that the world is this process's alone.
    fn prepare_folder(&self, path: &Path) -> Result<(), StoreError> {
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(|why| file::unwritable(path, &why))?;
        }
        self.hold()
    }

    /// The store of a realm that is open.
    fn present(&self, realm: &RealmId) -> Option<Arc<SqliteStore>> {
        self.open_stores().get(realm).cloned()
    }

    fn make(&self, realm: &RealmId) -> Result<Arc<SqliteStore>, StoreError> {
        let store = match self.path(realm) {
            None => SqliteStore::in_memory()?,
            Some(path) => {
                self.prepare_folder(&path)?;
                SqliteStore::in_file(&path)?
            }
        };
        Ok(Arc::new(store))
    }

    /// Other realms stand beside the default one: who holds its file holds the world.
    fn hold(&self) -> Result<(), StoreError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let (None, Some(file)) = (held.as_ref(), &self.file) {
            *held = Some(file::hold(file)?);
            self.remove_leftovers(file)?;
        }
        Ok(())
    }

    /// Removes what a process left unfinished when it was killed.
    fn remove_leftovers(&self, file: &Path) -> Result<(), StoreError> {
        file::remove(&file::beside(file, UNFINISHED))?;
        let Some(folder) = self.folder() else { return Ok(()) };
        for name in names_in(&folder) {
            let Some((database, end)) = name.split_once(DATABASE) else { continue };
            let is_unfinished = end.starts_with(UNFINISHED);
            let is_alone = end.starts_with('-') && !folder.join(format!("{database}{DATABASE}")).exists();
            if is_unfinished || is_alone {
                let path = folder.join(&name);
                fs::remove_file(&path).map_err(|why| file::unwritable(&path, &why))?;
            }
        }
        Ok(())
    }

    fn open_stores(&self) -> MutexGuard<'_, HashMap<RealmId, Arc<SqliteStore>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn store_of(&self, realm: &RealmId) -> Result<Arc<SqliteStore>, StoreError> {
        if let Some(store) = self.present(realm) {
            return Ok(store);
        }
        let store = self.make(realm)?;
        Ok(Arc::clone(self.open_stores().entry(realm.clone()).or_insert(store)))
    }
}

/// The names of a folder's files; none where there is no folder.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

impl Engine for SqliteEngine {
    fn open(&self, realm: &RealmId) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(self.store_of(realm)?))
    }

    fn draft(&self, realm: &RealmId, copy_of: Option<&RealmId>) -> Result<Box<dyn Draft + '_>, StoreError> {
        let origin = copy_of.map(|origin| self.store_of(origin)).transpose()?;
        let path = self.path(realm);
        path.as_ref().map_or(Ok(()), |path| self.prepare_folder(path))?;
        let aside = Aside::begin(path.as_deref(), origin.as_deref())?;
        Ok(Box::new(SqliteDraft { engine: self, realm: realm.clone(), aside }))
    }

    fn discard(&self, realm: &RealmId) -> Result<(), StoreError> {
        let present = self.open_stores().remove(realm);
        // Closed before the files go: SQLite removes a log by its name when it closes.
        present.map_or(Ok(()), |store| store.close())?;
        self.path(realm).map_or(Ok(()), |path| file::remove(&path))
    }

    fn keeps(&self, realm: &RealmId) -> Result<bool, StoreError> {
        Ok(self.present(realm).is_some() || self.path(realm).is_some_and(|path| path.exists()))
    }

    fn version(&self, realm: &RealmId) -> Result<Version, StoreError> {
        let present = STEPS.len();
        let Some(path) = self.path(realm) else { return Ok(Version { seen: present, present }) };
        let seen = seen(&file::open_to_read(&path)?).map_err(|why| file::told(&path, why))?;
        Ok(Version { seen, present })
    }

    fn realms(&self) -> Result<Vec<RealmId>, StoreError> {
        if let Some(file) = &self.file {
            self.prepare_folder(file)?;
        }
        let mut found: Vec<RealmId> = self.open_stores().keys().cloned().collect();
        if let Some(folder) = self.folder() {
            let names = names_in(&folder);
            found.extend(names.iter().filter_map(|name| name.strip_suffix(DATABASE)?.parse().ok()));
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}
