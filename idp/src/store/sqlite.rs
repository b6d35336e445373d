//! SQLite: one database per realm, in memory or in a file.
//!
//! One connection and one mutex per realm: transactions take microseconds, and waiting in our own queue is fair
//! where SQLite's busy handler is not. The mutex hands itself on after half a millisecond at the latest.
//!
//! **Invariant:** a commit is answered for only while the file that was opened is still the one of its name.

mod draft;
mod due;
mod engine;
mod file;
mod kept;
mod migrate;
mod packed;
mod shown;
mod statements;
#[cfg(test)]
mod testing;

use std::ops::Deref;
use std::path::Path;
use std::sync::{OnceLock, PoisonError, RwLock};

use parking_lot::{Mutex, MutexGuard};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

pub use engine::SqliteEngine;
pub(crate) use kept::in_present_form;
pub use shown::{Unshown, shown};

use crate::domain::time::Timestamp;
use crate::store::error::engine;
use crate::store::kept::{Kept, Unfilled};
use crate::store::port::{MadeUpPeople, PushReads as _, SettingReads as _};
use crate::store::sql::Statements as _;
use crate::store::sqlite::due::NextDue;
use crate::store::sqlite::file::{Durability, Home};
use crate::store::sqlite::migrate::{migrate, tidy};
use crate::store::{ReadTx, Store, StoreError, WriteTx};

/// The form of the rows that a realm keeps, whichever engine keeps them: the number of the last step that changed it.
pub(crate) const FORM: usize = migrate::STEPS.len();

/// So many statements stay prepared: more than the requests of a sign-in have between them.
const STATEMENTS: usize = 64;

/// The page of a database in memory. Each table and index has a page at least: with the usual 4096 octets an empty realm costs
/// 220 kB more, and nothing is read faster.
const MEMORY_PAGE_OCTETS: u32 = 1024;

/// A realm's database.
pub struct SqliteStore {
    held: Mutex<Held>,
    /// The files of the database; none in memory.
    home: RwLock<Option<Home>>,
    /// What damage was met, once any was.
    damage: OnceLock<String>,
    next_due: NextDue,
    next_push: NextDue,
    people: OnceLock<&'static dyn MadeUpPeople>,
}

/// The connection, as long as the store is open.
struct Held {
    connection: Connection,
    is_closed: bool,
}

impl Held {
    /// Stands in for a connection that was taken away.
    fn closed() -> Result<Self, StoreError> {
        Ok(Self { connection: Connection::open_in_memory().map_err(engine)?, is_closed: true })
    }
}

impl Deref for Held {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl SqliteStore {
    /// An empty database in memory.
    ///
    /// # Errors
    /// SQLite failed.
    pub fn in_memory() -> Result<Self, StoreError> {
        Ok(Self::over(prepared(memory()?)?, None))
    }

    /// A database in memory that has no schema yet, for a copy of another one.
    fn blank() -> Result<Self, StoreError> {
        let connection = memory()?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self::over(connection, None))
    }

    /// A database in a file, made when there is none. Every commit is synced before it returns.
    ///
    /// # Errors
    /// SQLite cannot use the file, or it is another program's, or a newer version's.
    pub fn in_file(path: &Path) -> Result<Self, StoreError> {
        Self::opened(path, Durability::EveryCommit)
    }

    /// A database in a file whose commits are not synced: fast to fill, and synced as a whole when it is finished.
    fn unsynced(path: &Path) -> Result<Self, StoreError> {
        Self::opened(path, Durability::None)
    }

    fn opened(path: &Path, durability: Durability) -> Result<Self, StoreError> {
        let connection = prepared(file::open(path, durability)?).map_err(|why| file::told(path, why))?;
        file::sign(&connection)?;
        let home = Home::of(path).map_err(|why| file::unwritable(path, &why))?;
        Ok(Self::over(connection, Some(home)))
    }

    fn over(connection: Connection, home: Option<Home>) -> Self {
        let held = Mutex::new(Held { connection, is_closed: false });
        Self {
            held,
            home: RwLock::new(home),
            damage: OnceLock::new(),
            next_due: NextDue::default(),
            next_push: NextDue::default(),
            people: OnceLock::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        // A panic under the lock rolled its transaction back in `Tx::drop`: the connection is sound.
        self.held.lock()
    }

    fn open_connection(&self) -> Result<MutexGuard<'_, Held>, StoreError> {
        let held = self.lock();
        if held.is_closed { Err(StoreError::Closed) } else { Ok(held) }
    }

    /// Copies everything from another database over everything in this one, in one transaction.
    fn copy_from(&self, other: &Self) -> Result<(), StoreError> {
        let from = other.open_connection()?;
        let mut to = self.open_connection()?;
        self.next_due.forget();
        self.next_push.forget();
        let backup = Backup::new(&from, &mut to.connection).map_err(|why| self.told(why))?;
        match backup.step(-1).map_err(|why| self.told(why))? {
            StepResult::Done => Ok(()),
            other => Err(self.told_busy(other)),
        }
    }

    /// Fills the database, which is empty, with everything that another one kept.
    fn fill(&self, kept: &Kept) -> Result<(), Unfilled> {
        let mut held = self.open_connection()?;
        self.next_due.forget();
        self.next_push.forget();
        kept::fill(&mut held.connection, kept)
    }

    /// Takes over the connection and the files of another store, which is closed by that.
    fn take_over(&self, other: &Self) -> Result<(), StoreError> {
        let taken = std::mem::replace(&mut *other.open_connection()?, Held::closed()?);
        let home = other.home.write().unwrap_or_else(PoisonError::into_inner).take();
        let mut held = self.lock();
        *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        *held = taken;
        self.next_due.forget();
        self.next_push.forget();
        Ok(())
    }

    /// Closes the database for good; transactions under way are waited for.
    fn close(&self) -> Result<(), StoreError> {
        let mut held = self.lock();
        *held = Held::closed()?;
        *self.home.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// Closes the database with everything in its one file, so that the file can be moved.
    fn close_whole(&self) -> Result<(), StoreError> {
        let busy: bool = self
            .open_connection()?
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|why| self.told(why))?;
        if busy { Err(self.told_busy(StepResult::Busy)) } else { self.close() }
    }

    /// A failure with the file it happened to; damage is remembered.
    fn told(&self, why: rusqlite::Error) -> StoreError {
        let is_damage = file::is_damage(&why);
        let home = self.home.read().unwrap_or_else(PoisonError::into_inner);
        let error = engine(why);
        let error = match home.as_ref() {
            Some(home) => file::told(home.path(), error),
            None => error,
        };
        if is_damage {
            self.note_damage(&error);
        }
        error
    }

    /// Remembers why the database cannot be used any more.
    fn note_damage(&self, why: &StoreError) {
        // The first reason is the one that is told.
        let _ = self.damage.set(why.to_string());
    }

    fn told_busy(&self, step: StepResult) -> StoreError {
        let code = if step == StepResult::Locked {
            rusqlite::ffi::SQLITE_LOCKED
        } else {
            rusqlite::ffi::SQLITE_BUSY
        };
        self.told(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None))
    }

    /// Whether the file may be written over.
    ///
    /// # Errors
    /// Another file, which this store never opened, stands in its place.
    fn refuse_replaced(&self) -> Result<(), StoreError> {
        let home = self.home.read().unwrap_or_else(PoisonError::into_inner);
        home.as_ref().filter(|home| home.is_replaced()).map_or(Ok(()), Home::check)
    }

    fn check_files(&self) -> Result<(), StoreError> {
        self.home.read().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(Ok(()), Home::check)
    }
}

/// A connection to an empty database in memory.
fn memory() -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory().map_err(engine)?;
    connection.pragma_update(None, "page_size", MEMORY_PAGE_OCTETS).map_err(engine)?;
    Ok(connection)
}

/// A connection to a database of this version's schema.
fn prepared(mut connection: Connection) -> Result<Connection, StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    if migrate(&mut connection)? {
        // A file that stays long is sound.
        let _ = tidy(&connection);
    }
    Ok(connection)
}

impl Store for SqliteStore {
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        // The lock alone keeps the state consistent: nobody else writes while it is held.
        Ok(Box::new(Tx {
            connection: self.open_connection()?,
            store: self,
            open: false,
            moves_deadlines: false,
            moves_pushes: false,
        }))
    }

    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        let connection = self.open_connection()?;
        connection
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut begin| begin.execute([]))
            .map_err(|why| self.told(why))?;
        Ok(Box::new(Tx { connection, store: self, open: true, moves_deadlines: false, moves_pushes: false }))
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        if let Some(known) = self.next_due.known() {
            return Ok(known);
        }
        let tx = Tx {
            connection: self.open_connection()?,
            store: self,
            open: false,
            moves_deadlines: false,
            moves_pushes: false,
        };
        tx.remember_next_due()
    }

    fn next_push_due(&self) -> Result<Option<Timestamp>, StoreError> {
        if let Some(known) = self.next_push.known() {
            return Ok(known);
        }
        let connection = self.open_connection()?;
        let tx = Tx { connection, store: self, open: false, moves_deadlines: false, moves_pushes: false };
        tx.remember_next_push()
    }

    fn kept(&self, but: &[&str]) -> Result<Kept, StoreError> {
        kept::export(&self.open_connection()?.connection, but)
    }

    fn people_by(&self, people: &'static dyn MadeUpPeople) {
        // There is one maker in a program: whoever said it first said the same.
        let _ = self.people.set(people);
    }

    fn check(&self) -> Result<(), StoreError> {
        self.check_files()?;
        self.damage.get().map_or(Ok(()), |why| Err(StoreError::Damaged { why: why.clone() }))
    }
}

/// A transaction: the locked connection.
pub(crate) struct Tx<'s> {
    connection: MutexGuard<'s, Held>,
    store: &'s SqliteStore,
    open: bool,
    /// Whether it has added or removed a deadline.
    moves_deadlines: bool,
    /// Whether it has written a push.
    moves_pushes: bool,
}

impl Tx<'_> {
    /// Reads the earliest deadline and remembers it.
    fn remember_next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let at = self.next_deadline()?.map(|(_, at, _)| at);
        self.store.next_due.remember(at);
        Ok(at)
    }

    /// Reads when the earliest push is to be tried, and remembers it.
    fn remember_next_push(&self) -> Result<Option<Timestamp>, StoreError> {
        let at = self.next_push()?.map(|push| push.due_at);
        self.store.next_push.remember(at);
        Ok(at)
    }

    /// A failure with the file it happened to.
    fn told(&self, why: rusqlite::Error) -> StoreError {
        self.store.told(why)
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open {
            // The only failure is that nothing is open any more, which is what is wanted.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

impl WriteTx for Tx<'_> {
    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        self.store.check_files()?;
        self.execute("COMMIT", &[])?;
        self.open = false;
        if self.moves_deadlines {
            // What cannot be read now is asked for again, and told then.
            self.store.next_due.forget();
            let _ = self.remember_next_due();
        }
        if self.moves_pushes {
            self.store.next_push.forget();
            let _ = self.remember_next_push();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_with_the_file_and_harms_nothing() {
        let path = std::env::temp_dir().join(format!("esia-idp-full-{}.sqlite", std::process::id()));
        let store = SqliteStore::in_file(&path).unwrap();
        let put = |value: &str| {
            let mut tx = store.write()?;
            tx.put_setting("a", value)?;
            tx.commit()
        };
        put("1").unwrap();
        // SQLite tells of its own limit in the words of a full disk.
        store.lock().pragma_update(None, "max_page_count", 1).unwrap();
        let told = put(&"2".repeat(1_000_000)).unwrap_err();
        assert!(
            matches!(&told, StoreError::Unusable { file, fix: "free some space", .. } if *file == path),
            "{told}"
        );
        assert!(told.to_string().contains("full"), "{told}");
        assert_eq!(store.read().unwrap().setting("a").unwrap().as_deref(), Some("1"));
        store.check().unwrap();
        store.close().unwrap();
        file::remove(&path).unwrap();
    }
}
