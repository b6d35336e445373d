//! The storage port: what the provider keeps, read and written in transactions. Engines stand below.

mod error;
pub mod kept;
pub mod nodes;
pub mod port;
pub mod postgres;
pub(crate) mod sql;
pub mod sqlite;

use std::sync::Arc;

use crate::domain::id::RealmId;
use crate::domain::time::Timestamp;
pub use crate::store::error::StoreError;
use crate::store::kept::{Kept, Unfilled};
use crate::store::nodes::{SharedEngine, SharedStore};
use crate::store::port::MadeUpPeople;
pub use crate::store::port::{ReadTx, WriteTx};

/// One realm's storage.
pub trait Store: Send + Sync {
    /// Begins to read a consistent state.
    ///
    /// # Errors
    /// The engine failed.
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError>;

    /// Begins to write; dropping the transaction rolls it back.
    ///
    /// # Errors
    /// The engine failed.
    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError>;

    /// The earliest deadline, as of the last commit: quickly, and waits for no transaction.
    ///
    /// # Errors
    /// The engine failed.
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// When the earliest push is to be tried, as of the last commit: quickly, and waits for no transaction.
    ///
    /// # Errors
    /// The engine failed.
    fn next_push_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Everything that is kept, but for the collections that are named.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn kept(&self, but: &[&str]) -> Result<Kept, StoreError>;

    /// Says who makes up the people of its populations; without that, they are not found.
    fn people_by(&self, people: &'static dyn MadeUpPeople);

    /// Whether what is written now is kept: cheap, and waits for no transaction.
    ///
    /// # Errors
    /// The database is damaged, its file is gone or was replaced; or it cannot be reached, or takes no writes.
    fn check(&self) -> Result<(), StoreError>;

    /// The same store as other nodes have it open; none where only this process has it.
    fn shared(&self) -> Option<&dyn SharedStore> {
        None
    }
}

/// A store shared between its engine, which forks from it, and its realm.
impl<S: Store> Store for Arc<S> {
    fn read(&self) -> Result<Box<dyn ReadTx + '_>, StoreError> {
        (**self).read()
    }

    fn write(&self) -> Result<Box<dyn WriteTx + '_>, StoreError> {
        (**self).write()
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        (**self).next_due()
    }

    fn next_push_due(&self) -> Result<Option<Timestamp>, StoreError> {
        (**self).next_push_due()
    }

    fn kept(&self, but: &[&str]) -> Result<Kept, StoreError> {
        (**self).kept(but)
    }

    fn people_by(&self, people: &'static dyn MadeUpPeople) {
        (**self).people_by(people);
    }

    fn check(&self) -> Result<(), StoreError> {
        (**self).check()
    }

    fn shared(&self) -> Option<&dyn SharedStore> {
        (**self).shared()
    }
}

/// A store that is prepared aside. Dropped before it is placed, it leaves nothing behind.
pub trait Draft {
    /// The store; once it is placed, it is the realm's own.
    fn store(&self) -> Box<dyn Store>;

    /// Fills the store, which is empty, with everything that another one kept.
    ///
    /// # Errors
    /// It does not go together, or the engine failed; nothing is filled in then.
    fn fill(&self, kept: &Kept) -> Result<(), Unfilled>;

    /// Puts the store in the place of the realm's present one, if any, in one step: a process that is killed
    /// meanwhile leaves the one or the other, whole. The present one is closed.
    ///
    /// # Errors
    /// The engine failed, or another node put something there since the draft was begun; what is there stays.
    fn place(self: Box<Self>) -> Result<(), StoreError>;
}

/// Which version a realm's tables have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// The one they were left at.
    pub seen: usize,
    /// The one that this program brings them to when it opens them.
    pub present: usize,
}

/// Where realms' stores come from: one database each.
pub trait Engine: Send + Sync {
    /// Opens the store of a realm, empty or as it was left.
    ///
    /// # Errors
    /// The engine failed, or the database was made by a newer version.
    fn open(&self, realm: &RealmId) -> Result<Box<dyn Store>, StoreError>;

    /// Begins a store for a realm, empty or as a copy of another realm's. At most one per realm at a time.
    ///
    /// # Errors
    /// The engine failed.
    fn draft(&self, realm: &RealmId, copy_of: Option<&RealmId>) -> Result<Box<dyn Draft + '_>, StoreError>;

    /// Closes a realm's store and forgets it.
    ///
    /// # Errors
    /// The engine failed, or another node has forgotten it already.
    fn discard(&self, realm: &RealmId) -> Result<(), StoreError>;

    /// Whether something is kept under a realm's name, opened or not.
    ///
    /// # Errors
    /// The engine failed, or what is there is not ours.
    fn keeps(&self, realm: &RealmId) -> Result<bool, StoreError>;

    /// The version of a realm that is kept; nothing is written.
    ///
    /// # Errors
    /// The engine failed, or a newer version of the program made it.
    fn version(&self, realm: &RealmId) -> Result<Version, StoreError>;

    /// The realms that are kept. What an interrupted process left unfinished is removed first.
    ///
    /// # Errors
    /// The engine failed, or another process has the databases open.
    fn realms(&self) -> Result<Vec<RealmId>, StoreError>;

    /// The same engine as far as other nodes use its realms; none where only this process does.
    fn shared(&self) -> Option<&dyn SharedEngine> {
        None
    }
}
