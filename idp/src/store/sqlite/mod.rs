//! SQLite: one database per realm, in memory or in a file.
//!
//! One connection and one mutex per realm: transactions take microseconds, and waiting in our own queue is fair
//! where SQLite's busy handler is not. The mutex hands itself on after half a millisecond at the latest.

mod accounts;
mod agreements;
mod clients;
mod credentials;
mod desk;
mod engine;
mod family;
mod file;
mod grants;
mod journal;
mod migrate;
mod organisations;
mod outbox;
mod portfolio;
mod registers;
mod registrations;
mod row;
mod sessions;
mod settings;
mod signatures;
#[cfg(test)]
mod testing;

use std::path::Path;

use parking_lot::{Mutex, MutexGuard};
use rusqlite::Connection;

pub use engine::SqliteEngine;

use crate::store::sqlite::migrate::{engine, migrate};
use crate::store::{ReadTx, Store, StoreError, WriteTx};

/// A realm's database.
pub struct SqliteStore {
    connection: Mutex<Connection>,
}

impl SqliteStore {
    /// An empty database in memory.
    ///
    /// # Errors
    /// SQLite failed.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory().map_err(engine)?;
        Self::prepared(connection)
    }

    /// A database in a file, made when there is none. Every commit is synced before it returns.
    ///
    /// # Errors
    /// SQLite cannot use the file, or it is another program's, or a newer version's.
    pub fn in_file(path: &Path) -> Result<Self, StoreError> {
        let store = Self::prepared(file::open(path)?).map_err(|why| file::told(path, why))?;
        file::sign(&store.lock())?;
        Ok(store)
    }

    fn prepared(mut connection: Connection) -> Result<Self, StoreError> {
        connection.set_prepared_statement_cache_capacity(64);
        migrate(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic under the lock rolled its transaction back in `Tx::drop`: the connection is sound.
        self.connection.lock()
    }

    /// Copies everything from another database.
    pub(crate) fn copy_from(&self, other: &Self) -> Result<(), StoreError> {
        let from = other.lock();
        let mut to = self.lock();
        let backup = rusqlite::backup::Backup::new(&from, &mut to).map_err(engine)?;
        backup.step(-1).map_err(engine)?;
        Ok(())
    }
}

impl Store for SqliteStore {
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        // The lock alone keeps the state consistent: nobody else writes while it is held.
        Ok(Box::new(Tx { connection: self.lock(), open: false }))
    }

    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        let connection = self.lock();
        connection
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut begin| begin.execute([]))
            .map_err(engine)?;
        Ok(Box::new(Tx { connection, open: true }))
    }
}

/// A transaction: the locked connection.
pub(crate) struct Tx<'s> {
    connection: MutexGuard<'s, Connection>,
    open: bool,
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open {
            // The only failure is that nothing is open any more, which is what is wanted.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

impl ReadTx for Tx<'_> {}

impl WriteTx for Tx<'_> {
    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.execute("COMMIT", [])?;
        self.open = false;
        Ok(())
    }
}
