//! Agreements of the digital profile.

use crate::domain::agreement::Agreement;
use crate::domain::id::{Mnemonic, Oid};
use crate::store::StoreError;

/// What may be read of agreements.
pub trait AgreementReads {
    /// The agreements a citizen was asked for, oldest first; with a relying party, only those it asked for.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn agreements(&self, person: Oid, client: Option<&Mnemonic>) -> Result<Vec<Agreement>, StoreError>;
}

/// What may be written of agreements.
pub trait AgreementWrites {
    /// A number for a new agreement, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_agreement_id(&mut self) -> Result<u64, StoreError>;

    /// Forgets an agreement that nobody has decided on.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_agreement(&mut self, id: u64) -> Result<(), StoreError>;

    /// Keeps an agreement.
    ///
    /// # Errors
    /// The engine failed.
    fn put_agreement(&mut self, agreement: &Agreement) -> Result<(), StoreError>;
}
