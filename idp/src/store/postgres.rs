//! PostgreSQL: one schema per realm, for a stand that many share.
//!
//! A transaction of one realm that writes waits for the realm's lock, which the database keeps as long as the transaction:
//! writers come one after another on all servers, as on one with SQLite. Nothing outlives a transaction on a connection
//! (no prepared statement, no setting, no lock), so that a pooler may stand between.
//!
//! **Invariant:** nothing about the content is remembered between transactions: another server may have written.

mod address;
mod audit;
mod dialect;
mod driver;
mod encryption;
mod engine;
mod kept;
mod link;
mod listening;
mod migrate;
mod no_address;
mod nodes;
mod place;
mod pool;
mod protection;
mod servers;
mod standing;
mod statements;
mod told;
mod trust;

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use parking_lot::{Mutex, MutexGuard};
use tokio_postgres::{Client, Error};

pub use address::Address;
pub use engine::PostgresEngine;
pub use no_address::NoAddress;
pub use pool::Patience;

use crate::domain::time::Timestamp;
use crate::store::error::engine;
use crate::store::kept::{Kept, Unfilled};
use crate::store::nodes::SharedStore;
use crate::store::port::MadeUpPeople;
use crate::store::postgres::link::Failure;
use crate::store::postgres::place::Place;
use crate::store::postgres::pool::{Pool, Taken};
use crate::store::postgres::told::BUSY;
use crate::store::sql::Statements as _;
use crate::store::sql::pushes::NEXT_DUE as NEXT_PUSH_DUE;
use crate::store::sql::settings::NEXT_DUE;
use crate::store::{ReadTx, Store, StoreError, WriteTx};

/// A realm's schema.
pub(crate) struct PostgresStore {
    pool: Arc<Pool>,
    /// None once the realm was dropped or reset.
    place: RwLock<Option<Place>>,
    /// Waited for here, so that those who wait hold no connection.
    turn: Mutex<()>,
    /// Of which generation the tables are; 0 while any will do.
    generation: AtomicI64,
    people: OnceLock<&'static dyn MadeUpPeople>,
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Read one consistent state.
    Read,
    /// Write, alone in the realm.
    Write,
}

impl PostgresStore {
    fn over(pool: Arc<Pool>, place: Place) -> Self {
        Self {
            pool,
            place: RwLock::new(Some(place)),
            turn: Mutex::new(()),
            generation: AtomicI64::new(0),
            people: OnceLock::new(),
        }
    }

    fn place(&self) -> Result<Place, StoreError> {
        self.place.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(StoreError::Closed)
    }

    /// The store has moved to its place, or is closed for good.
    fn move_to(&self, place: Option<Place>) {
        *self.place.write().unwrap_or_else(PoisonError::into_inner) = place;
    }

    /// From now on it is of no other generation than it is now: what another node puts in its place is refused.
    fn pin(&self) -> Result<(), StoreError> {
        let generation = self.revision()?.generation;
        self.generation.store(generation, Ordering::Relaxed);
        Ok(())
    }

    fn is_pinned(&self) -> bool {
        self.generation.load(Ordering::Relaxed) != 0
    }

    /// Begins a transaction. The beginning travels with the first statement.
    fn begin(&self, mode: Mode) -> Result<Tx<'_>, StoreError> {
        let turn = (mode == Mode::Write).then(|| self.turn_to_write()).transpose()?;
        let place = self.place()?;
        let mut link = self.pool.take()?;
        link.send(self.beginning(mode, &place));
        Ok(Tx {
            link: RefCell::new(link),
            store: self,
            is_open: true,
            is_failed: Cell::new(false),
            moves_settings: false,
            turn,
        })
    }

    /// The statements that begin a transaction.
    fn beginning(&self, mode: Mode, place: &Place) -> String {
        let Place { schema, lock } = place;
        let patience = self.pool.patience();
        let (kind, lock) = match mode {
            Mode::Read => ("REPEATABLE READ READ ONLY", String::new()),
            // What others committed while the lock was waited for is seen: each statement looks anew.
            // Whether it may write is for the database to say.
            Mode::Write => ("READ COMMITTED", format!("; SELECT pg_advisory_xact_lock({lock})")),
        };
        // Placing a draft syncs everything that was written before it.
        let sync = if place.is_aside() { "; SET LOCAL synchronous_commit TO off" } else { "" };
        let own = match self.generation.load(Ordering::Relaxed) {
            0 => String::new(),
            generation => format!("; {}", standing::only_in(generation)),
        };
        format!(
            "BEGIN ISOLATION LEVEL {kind}; SET LOCAL search_path TO \"{schema}\", pg_temp; \
             SET LOCAL statement_timeout TO {}; SET LOCAL idle_in_transaction_session_timeout TO {}{sync}{lock}{own}",
            patience.statement.as_millis(),
            patience.idle.as_millis(),
        )
    }

    /// Waits for the turn as long as the database would let it wait for the realm's lock: a database that stands still keeps
    /// each of those before, one after the other.
    fn turn_to_write(&self) -> Result<MutexGuard<'_, ()>, StoreError> {
        let turn = self.turn.try_lock_for(self.pool.patience().statement);
        turn.ok_or_else(|| self.pool.unavailable("other requests keep the realm busy", BUSY))
    }

    /// Fills the schema, which is empty, with everything that another store kept.
    fn fill(&self, kept: &Kept) -> Result<(), Unfilled> {
        let tx = self.begin(Mode::Write)?;
        kept::fill(&tx, &self.place()?.schema, kept)?;
        Ok(tx.end()?)
    }

    /// Fills the schema, which is empty, with a copy of another realm's tables.
    fn copy_from(&self, origin: &Self) -> Result<(), StoreError> {
        let tx = self.begin(Mode::Write)?;
        kept::copy(&tx, &self.place()?.schema, &origin.place()?)?;
        tx.end()
    }
}

impl Store for PostgresStore {
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        Ok(Box::new(self.begin(Mode::Read)?))
    }

    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        Ok(Box::new(self.begin(Mode::Write)?))
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        // Each request asks, and takes what falls due in a transaction that looks again.
        let sql = self.place()?.qualified(NEXT_DUE);
        Ok(self.pool.glance(&sql)?.map(|[due_at]| Timestamp::from_millis(due_at)))
    }

    fn next_push_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.begin(Mode::Read)?.moment(NEXT_PUSH_DUE)
    }

    fn kept(&self, but: &[&str]) -> Result<Kept, StoreError> {
        kept::export(&self.begin(Mode::Read)?, &self.place()?.schema, but)
    }

    fn people_by(&self, people: &'static dyn MadeUpPeople) {
        // There is one maker in a program: whoever said it first said the same.
        let _ = self.people.set(people);
    }

    fn check(&self) -> Result<(), StoreError> {
        let tx = self.begin(Mode::Read)?;
        let sql = "SELECT CAST(pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS int)::bigint,
            (SELECT count(*) FROM (SELECT FROM settings LIMIT 1) AS one)";
        let is_read_only = tx.one(sql, &[], |row| row.get::<i64>(0))? == Some(1);
        if is_read_only {
            return Err(self
                .pool
                .unavailable("it takes no writes", "name the server that takes writes in --store"));
        }
        Ok(())
    }

    fn shared(&self) -> Option<&dyn SharedStore> {
        Some(self)
    }
}

/// A transaction that cannot be committed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a statement of the transaction failed before")]
struct Failed;

/// A transaction: a connection for itself.
pub(crate) struct Tx<'s> {
    link: RefCell<Taken>,
    store: &'s PostgresStore,
    is_open: bool,
    /// Whether a statement failed: the server would answer a commit by rolling back.
    is_failed: Cell<bool>,
    /// Whether other nodes must read the settings again.
    moves_settings: bool,
    turn: Option<MutexGuard<'s, ()>>,
}

impl Tx<'_> {
    /// Asks within the transaction.
    fn ask<T, F: Future<Output = Result<T, Error>>>(
        &self,
        question: impl FnOnce(Arc<Client>) -> F,
    ) -> Result<T, StoreError> {
        let mut link = self.link.borrow_mut();
        let client = link.client();
        link.ask(question(client), self.store.pool.patience().answer).map_err(|why| {
            self.is_failed.set(true);
            self.told(why)
        })
    }

    /// Runs statements without values.
    fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.ask(|client| async move { client.batch_execute(sql).await })
    }

    /// A moment that the database knows, or none.
    fn moment(&self, sql: &str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.one(sql, &[], |row| row.get::<i64>(0))?.map(Timestamp::from_millis))
    }

    fn told(&self, why: Failure) -> StoreError {
        self.store.pool.told(why)
    }

    /// The statements that end a transaction; a writer tells those who wait.
    fn ending(&self) -> String {
        let revise = if self.moves_settings { standing::REVISE } else { "" };
        let tell = if self.turn.is_some() && self.store.is_pinned() { standing::TELL } else { "" };
        format!("{revise}{tell}COMMIT")
    }

    fn end(mut self) -> Result<(), StoreError> {
        if self.is_failed.get() {
            return Err(engine(Failed));
        }
        let ended = self.run(&self.ending());
        // Whether a commit that was not answered came to pass is not known: the connection is not used again.
        if ended.is_err() {
            self.link.get_mut().give_up();
        }
        self.is_open = false;
        ended
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.is_open {
            self.link.get_mut().send("ROLLBACK".to_owned());
        }
    }
}

impl WriteTx for Tx<'_> {
    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.end()
    }
}
