//! What is kept of banks' calls.

use crate::domain::import::Kept;
use crate::store::error::StoreError;

/// What may be read of banks' calls.
pub trait ImportReads {
    /// What is kept under a number.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn import(&self, number: u64) -> Result<Option<Kept>, StoreError>;

    /// What is kept of a matter, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn imports_of(&self, topic: &str) -> Result<Vec<Kept>, StoreError>;
}

/// What may be written of banks' calls.
pub trait ImportWrites {
    /// Keeps it, in place of what has its number.
    ///
    /// # Errors
    /// The engine failed.
    fn put_import(&mut self, kept: &Kept) -> Result<(), StoreError>;
}
