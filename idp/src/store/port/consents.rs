//! Consents of the digital profile.

use crate::domain::consent::Consent;
use crate::domain::id::{Mnemonic, Oid};
use crate::store::StoreError;

/// What may be read of consents.
pub trait ConsentReads {
    /// The consents a citizen was asked for, oldest first; with a relying party, only those it asked for.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn consents(&self, person: Oid, client: Option<&Mnemonic>) -> Result<Vec<Consent>, StoreError>;
}

/// What may be written of consents.
pub trait ConsentWrites {
    /// A number for a new consent, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_consent_id(&mut self) -> Result<u64, StoreError>;

    /// Forgets a consent that nobody has decided on.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_consent(&mut self, id: u64) -> Result<(), StoreError>;

    /// Keeps a consent.
    ///
    /// # Errors
    /// The engine failed.
    fn put_consent(&mut self, consent: &Consent) -> Result<(), StoreError>;
}
