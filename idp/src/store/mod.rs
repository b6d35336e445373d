//! The storage port: what the provider keeps, read and written in transactions. Engines stand below.

mod error;
pub mod port;
pub mod sqlite;

use crate::domain::id::RealmId;
pub use crate::store::error::StoreError;
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
}

/// Where realms' stores come from: one database each.
pub trait Engine: Send + Sync {
    /// Opens the store of a realm, empty or as it was left.
    ///
    /// # Errors
    /// The engine failed, or the database was made by a newer version.
    fn open(&self, realm: &RealmId) -> Result<Box<dyn Store>, StoreError>;

    /// Makes a store that begins as a copy of another realm's.
    ///
    /// # Errors
    /// The engine failed.
    fn fork(&self, from: &RealmId, realm: &RealmId) -> Result<Box<dyn Store>, StoreError>;

    /// Forgets a realm's store.
    ///
    /// # Errors
    /// The engine failed.
    fn discard(&self, realm: &RealmId) -> Result<(), StoreError>;

    /// The realms that are kept.
    ///
    /// # Errors
    /// The engine failed.
    fn realms(&self) -> Result<Vec<RealmId>, StoreError>;
}
