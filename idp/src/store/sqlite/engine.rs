//! Where the databases are: in memory, or the default realm's in a file and the others in a folder beside it.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::id::RealmId;
use crate::store::sqlite::migrate::engine;
use crate::store::sqlite::{SqliteStore, file};
use crate::store::{Engine, ReadTx, Store, StoreError, WriteTx};

/// SQLite databases, one per realm.
pub struct SqliteEngine {
    file: Option<PathBuf>,
    /// The world is ours as long as this is open.
    held: Mutex<Option<File>>,
    open: Mutex<HashMap<RealmId, Arc<SqliteStore>>>,
}

/// A database shared between the engine, which forks from it, and its realm.
struct Shared(Arc<SqliteStore>);

impl Store for Shared {
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        self.0.read()
    }

    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        self.0.write()
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

    fn path(&self, realm: &RealmId) -> Option<PathBuf> {
        let file = self.file.as_ref()?;
        if realm.is_default() {
            Some(file.clone())
        } else {
            Some(self.folder()?.join(format!("{realm}.sqlite")))
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        let file = self.file.as_ref()?;
        let mut name = file.file_name()?.to_owned();
        name.push(".realms");
        Some(file.with_file_name(name))
    }

    fn make(&self, realm: &RealmId) -> Result<Arc<SqliteStore>, StoreError> {
        let store = match self.path(realm) {
            None => SqliteStore::in_memory()?,
            Some(path) => {
                if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                    fs::create_dir_all(parent).map_err(|why| file::unwritable(&path, &why))?;
                }
                self.hold()?;
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
        }
        Ok(())
    }

    fn open_stores(&self) -> MutexGuard<'_, HashMap<RealmId, Arc<SqliteStore>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn store_of(&self, realm: &RealmId) -> Result<Arc<SqliteStore>, StoreError> {
        if let Some(store) = self.open_stores().get(realm) {
            return Ok(Arc::clone(store));
        }
        let store = self.make(realm)?;
        Ok(Arc::clone(self.open_stores().entry(realm.clone()).or_insert(store)))
    }
}

impl Engine for SqliteEngine {
    fn open(&self, realm: &RealmId) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Shared(self.store_of(realm)?)))
    }

    fn fork(&self, from: &RealmId, realm: &RealmId) -> Result<Box<dyn Store>, StoreError> {
        let source = self.store_of(from)?;
        let store = self.store_of(realm)?;
        store.copy_from(&source)?;
        Ok(Box::new(Shared(store)))
    }

    fn discard(&self, realm: &RealmId) -> Result<(), StoreError> {
        self.open_stores().remove(realm);
        let Some(path) = self.path(realm) else { return Ok(()) };
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            match fs::remove_file(PathBuf::from(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(engine(error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn realms(&self) -> Result<Vec<RealmId>, StoreError> {
        let mut found: Vec<RealmId> = self.open_stores().keys().cloned().collect();
        if let Some(Ok(entries)) = self.folder().map(fs::read_dir) {
            let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
            found.extend(names.filter_map(|name| name.strip_suffix(".sqlite")?.parse().ok()));
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}
