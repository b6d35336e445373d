//! The realm's settings, and the moments at which something falls due.

use crate::domain::deadline::Deadline;
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// What may be read of settings.
pub trait SettingReads {
    /// A setting's text.
    ///
    /// # Errors
    /// The engine failed.
    fn setting(&self, name: &str) -> Result<Option<String>, StoreError>;

    /// The earliest deadline: its row, its moment, what it is.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn next_deadline(&self) -> Result<Option<(i64, Timestamp, Deadline)>, StoreError>;
}

/// What may be written of settings.
pub trait SettingWrites {
    /// Keeps a setting.
    ///
    /// # Errors
    /// The engine failed.
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError>;

    /// Adds a deadline.
    ///
    /// # Errors
    /// The engine failed.
    fn put_deadline(&mut self, due_at: Timestamp, deadline: &Deadline) -> Result<(), StoreError>;

    /// Removes a deadline that was met.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_deadline(&mut self, row: i64) -> Result<(), StoreError>;
}
