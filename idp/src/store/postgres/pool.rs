//! The connections of a server to its database: made when they are needed, kept for the next, at most so many.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::store::StoreError;
use crate::store::error::engine;
use crate::store::nodes::Heard;
use crate::store::postgres::address::Address;
use crate::store::postgres::driver::Driver;
use crate::store::postgres::encryption::Encryption;
use crate::store::postgres::link::{Failure, Link};
use crate::store::postgres::listening::listen;
use crate::store::postgres::told::{told, unavailable};

/// Fewer than the hundred that a server of PostgreSQL allows unless it is told otherwise.
const CONNECTIONS_MAX: usize = 32;
/// The oldest version that has everything the schema uses.
const OLDEST_MAJOR: u32 = 13;

/// How long what may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// A statement, its wait for the realm's lock included; the server itself ends it then.
    pub statement: Duration,
    /// An answer of any kind, after which the connection is given up: longer than a statement.
    pub answer: Duration,
    /// A transaction that does nothing; the server itself ends it then, so that a node that hangs holds no realm.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let of = Duration::from_secs;
        Self { statement: of(10), answer: of(15), idle: of(5) }
    }
}

/// The connections to a database.
pub(super) struct Pool {
    address: Address,
    driver: Driver,
    encryption: Encryption,
    /// The same for the address at which nodes hear one another.
    listening: Encryption,
    patience: Patience,
    links: Mutex<Links>,
    returned: Condvar,
}

#[derive(Default)]
struct Links {
    idle: Vec<Link>,
    taken: usize,
}

/// A connection in use; dropped, it can be used by the next.
pub(super) struct Taken {
    link: Option<Link>,
    pool: Arc<Pool>,
}

/// How connections to an address are encrypted.
fn encryption_of(address: &Address) -> Result<Encryption, StoreError> {
    Encryption::of(address.protection()).map_err(|why| unavailable(address, why.why, why.fix))
}

impl Pool {
    /// No connection yet.
    ///
    /// # Errors
    /// The system gives no thread, or the file of authorities cannot be used.
    pub(super) fn new(address: Address, patience: Patience) -> Result<Self, StoreError> {
        let encryption = encryption_of(&address)?;
        // Whoever listens elsewhere is told here what of that address cannot be used.
        let listening = encryption_of(address.listening())?;
        let driver = Driver::start().map_err(engine)?;
        let (links, returned) = (Mutex::default(), Condvar::new());
        Ok(Self { address, driver, encryption, listening, patience, links, returned })
    }

    /// How long what may take.
    pub(super) fn patience(&self) -> Patience {
        self.patience
    }

    /// A failure with the database it happened at.
    pub(super) fn told(&self, why: Failure) -> StoreError {
        told(&self.address, why)
    }

    /// Something that is wrong with the database, with what to do.
    pub(super) fn unavailable(&self, why: impl Into<String>, fix: &'static str) -> StoreError {
        unavailable(&self.address, why, fix)
    }

    /// Calls `heard` with whatever nodes tell one another, on the thread that watches sockets.
    pub(super) fn listen(&self, heard: Heard) {
        let config = self.address.listening().config().clone();
        self.driver.beside(listen(config, self.listening.clone(), heard));
    }

    /// A sound connection: one that is idle, or a new one.
    ///
    /// # Errors
    /// The database cannot be reached or will not do, or all connections stay in use.
    pub(super) fn take(self: &Arc<Self>) -> Result<Taken, StoreError> {
        let in_use = |links: &mut Links| links.taken >= CONNECTIONS_MAX;
        let (mut links, waited) = self
            .returned
            .wait_timeout_while(self.links(), self.patience.answer, in_use)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(self.unavailable("all connections stay in use", "look what keeps the database busy"));
        }
        links.taken += 1;
        let idle =
            std::iter::from_fn(|| links.idle.pop()).find_map(|mut link| link.is_sound().then_some(link));
        drop(links);
        let mut taken = Taken { link: idle, pool: Arc::clone(self) };
        if taken.link.is_none() {
            taken.link = Some(self.open()?);
        }
        Ok(taken)
    }

    /// Asks one thing that needs no transaction: the numbers of the first row. The statement names the schemas of its tables.
    ///
    /// # Errors
    /// The database failed; [`StoreError::Closed`] where a table is not there.
    pub(super) fn glance<const N: usize>(
        self: &Arc<Self>,
        sql: &str,
    ) -> Result<Option<[i64; N]>, StoreError> {
        let mut link = self.take()?;
        let client = link.client();
        let rows = link.ask(client.query_typed(sql, &[]), self.patience.answer);
        let rows = rows.map_err(|why| self.told(why))?;
        let Some(row) = rows.first() else { return Ok(None) };
        let mut numbers = [0; N];
        for (place, number) in numbers.iter_mut().enumerate() {
            *number = row.try_get(place).map_err(|why| self.told(why.into()))?;
        }
        Ok(Some(numbers))
    }

    fn open(&self) -> Result<Link, StoreError> {
        let opened =
            Link::open(&self.driver, self.address.config(), self.encryption.clone(), self.patience.answer);
        let link = opened.map_err(|why| self.told(why))?;
        let version = link.parameter("server_version").unwrap_or_default();
        let major = version.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse::<u32>();
        if major.is_ok_and(|major| major < OLDEST_MAJOR) {
            let why = format!("it is PostgreSQL {version}");
            return Err(self.unavailable(why, "use PostgreSQL 13 or later"));
        }
        match link.parameter("server_encoding") {
            Some("UTF8") | None => Ok(link),
            Some(encoding) => {
                let why = format!("its encoding is {encoding}");
                Err(self.unavailable(why, "make the database with ENCODING 'UTF8' TEMPLATE template0"))
            }
        }
    }

    fn links(&self) -> MutexGuard<'_, Links> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Taken {
    type Target = Link;

    fn deref(&self) -> &Link {
        self.link.as_ref().expect("invariant: it has a connection until it is dropped")
    }
}

impl DerefMut for Taken {
    fn deref_mut(&mut self) -> &mut Link {
        self.link.as_mut().expect("invariant: it has a connection until it is dropped")
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut links = self.pool.links();
        links.taken -= 1;
        links.idle.extend(self.link.take().and_then(|mut link| link.is_sound().then_some(link)));
        drop(links);
        self.pool.returned.notify_one();
    }
}
