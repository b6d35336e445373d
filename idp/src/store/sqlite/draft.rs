//! A database prepared aside, and how it takes the place of a realm's present one in one step.
//!
//! In a file it is built under a name of its own beside the realm's. Where the realm has a sound database, its
//! content is copied over in one transaction of that database; otherwise the finished file is renamed. A process
//! that is killed leaves the state before or the state after, and perhaps a file that the next start removes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::sqlite::{SqliteStore, file};
use crate::store::{Store as _, StoreError};

/// The end of an unfinished database's name.
pub(super) const UNFINISHED: &str = ".unfinished";

/// A database prepared aside; dropped before it is placed, it leaves no file.
pub(super) struct Aside {
    pub(super) store: Arc<SqliteStore>,
    /// Where it is built; none in memory.
    file: Option<PathBuf>,
    is_placed: bool,
}

impl Aside {
    /// Begins a database for the place `path`, or in memory; empty or as a copy.
    ///
    /// # Errors
    /// SQLite failed; nothing is left.
    pub(super) fn begin(path: Option<&Path>, copy_of: Option<&SqliteStore>) -> Result<Self, StoreError> {
        let file = path.map(|path| file::beside(path, UNFINISHED));
        let store = match &file {
            // A copy brings its schema.
            None if copy_of.is_some() => SqliteStore::blank(),
            None => SqliteStore::in_memory(),
            Some(file) => file::remove(file).and_then(|()| SqliteStore::unsynced(file)),
        };
        let store = store.inspect_err(|_| remove(file.as_ref()))?;
        let aside = Self { store: Arc::new(store), file, is_placed: false };
        copy_of.map_or(Ok(()), |origin| aside.store.copy_from(origin))?;
        Ok(aside)
    }

    /// Takes the place of the present database, which is closed; `path` is where a file is wanted.
    ///
    /// # Errors
    /// SQLite or the file system failed; a sound present database stays.
    pub(super) fn place(
        mut self,
        present: Option<&SqliteStore>,
        path: Option<&Path>,
    ) -> Result<(), StoreError> {
        if let (Some(path), Some(file)) = (path, &self.file) {
            match present.filter(|present| present.check().is_ok()) {
                Some(present) => self.copy_over(present, file, path)?,
                None => self.rename(present, file, path)?,
            }
            remove(self.file.as_ref());
        }
        self.is_placed = true;
        present.map_or(Ok(()), SqliteStore::close)
    }

    fn copy_over(&self, present: &SqliteStore, file: &Path, path: &Path) -> Result<(), StoreError> {
        match present.copy_from(&self.store) {
            Ok(()) => self.store.take_over(present),
            Err(why) if present.check().is_ok() => Err(why),
            // The failure has shown that the present one is damaged.
            Err(_) => self.rename(Some(present), file, path),
        }
    }

    fn rename(&self, present: Option<&SqliteStore>, file: &Path, path: &Path) -> Result<(), StoreError> {
        if let Some(present) = present {
            present.refuse_replaced()?;
        }
        self.store.close_whole()?;
        // Closed before the files change: SQLite removes a log by its name when it closes.
        present.map_or(Ok(()), SqliteStore::close)?;
        let placed = file::move_to(file, path)
            .and_then(|()| SqliteStore::in_file(path))
            .and_then(|opened| self.store.take_over(&opened));
        placed.inspect_err(|why| match present {
            Some(present) => present.note_damage(why),
            // It was moved and cannot be opened: it would be found by the next start.
            None if !file.exists() => remove(Some(&path.to_owned())),
            None => {}
        })
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.is_placed {
            // A connection that cannot be closed now ends with its last holder; the files go anyway.
            let _ = self.store.close();
            remove(self.file.as_ref());
        }
    }
}

/// Removes the files; what cannot be removed is removed by the next start.
fn remove(file: Option<&PathBuf>) {
    if let Some(file) = file {
        let _ = file::remove(file);
    }
}
