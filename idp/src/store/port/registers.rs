//! The records of the two simulated registers.

use crate::domain::person::Snils;
use crate::domain::register::{PassportRecord, PensionRecord};
use crate::store::error::StoreError;

/// What may be read of the registers.
pub trait RegisterReads {
    /// The Pension Fund's record of a SNILS.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn pension_record(&self, snils: Snils) -> Result<Option<PensionRecord>, StoreError>;

    /// Every record of the Pension Fund, by SNILS.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn pension_records(&self) -> Result<Vec<PensionRecord>, StoreError>;

    /// The Interior Ministry's record of a document, by its key.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn passport_record(&self, key: &str) -> Result<Option<PassportRecord>, StoreError>;

    /// Every record of the Interior Ministry, by key.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn passport_records(&self) -> Result<Vec<PassportRecord>, StoreError>;
}

/// What may be written of the registers.
pub trait RegisterWrites {
    /// Keeps a record of the Pension Fund.
    ///
    /// # Errors
    /// The engine failed.
    fn put_pension_record(&mut self, record: &PensionRecord) -> Result<(), StoreError>;

    /// Removes a record of the Pension Fund; tells whether there was one.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_pension_record(&mut self, snils: Snils) -> Result<bool, StoreError>;

    /// Keeps a record of the Interior Ministry.
    ///
    /// # Errors
    /// The engine failed.
    fn put_passport_record(&mut self, record: &PassportRecord) -> Result<(), StoreError>;

    /// Removes a record of the Interior Ministry; tells whether there was one.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_passport_record(&mut self, key: &str) -> Result<bool, StoreError>;
}
