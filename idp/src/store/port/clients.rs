//! Relying parties, and the scopes that citizens allowed them.

use crate::domain::client::Client;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// What may be read of relying parties.
pub trait ClientReads {
    /// The relying party of a mnemonic.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn client(&self, mnemonic: &Mnemonic) -> Result<Option<Client>, StoreError>;

    /// All of them, by mnemonic.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn clients(&self) -> Result<Vec<Client>, StoreError>;

    /// Those whose mnemonic comes after a text, by mnemonic.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn clients_after(&self, after: &str, limit: u32) -> Result<Vec<Client>, StoreError>;

    /// The scopes a citizen allowed a relying party, by name.
    ///
    /// # Errors
    /// The engine failed.
    fn scope_consent(&self, person: Oid, client: &Mnemonic) -> Result<Vec<String>, StoreError>;

    /// The relying parties a citizen allowed something, by mnemonic.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn scope_consent_clients(&self, person: Oid) -> Result<Vec<Mnemonic>, StoreError>;
}

/// What may be written of relying parties.
pub trait ClientWrites {
    /// Keeps a registration; tells whether it is new.
    ///
    /// # Errors
    /// The engine failed.
    fn put_client(&mut self, client: &Client) -> Result<bool, StoreError>;

    /// Removes a registration; tells whether there was one.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_client(&mut self, mnemonic: &Mnemonic) -> Result<bool, StoreError>;

    /// Remembers scopes that a citizen allowed.
    ///
    /// # Errors
    /// The engine failed.
    fn put_scope_consent(
        &mut self,
        person: Oid,
        client: &Mnemonic,
        scopes: &[String],
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Forgets the scopes that a citizen allowed a relying party; tells whether there were any.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_scope_consent(&mut self, person: Oid, client: &Mnemonic) -> Result<bool, StoreError>;
}
