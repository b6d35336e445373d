//! Registrations under way.

use crate::domain::id::RegistrationId;
use crate::domain::registration::Registration;
use crate::store::error::StoreError;

/// What may be read of registrations.
pub trait RegistrationReads {
    /// A registration under way.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn registration(&self, id: RegistrationId) -> Result<Option<Registration>, StoreError>;
}

/// What may be written of registrations.
pub trait RegistrationWrites {
    /// Keeps a registration under way.
    ///
    /// # Errors
    /// The engine failed.
    fn put_registration(&mut self, registration: &Registration) -> Result<(), StoreError>;

    /// Forgets a registration that is over.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_registration(&mut self, id: RegistrationId) -> Result<(), StoreError>;
}
