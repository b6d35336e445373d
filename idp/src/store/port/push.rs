//! Pushes to relying parties.

use crate::domain::push::Push;
use crate::store::error::StoreError;

/// What may be read of pushes.
pub trait PushReads {
    /// The push that is due first, of those before which no other of their topic waits.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn next_push(&self) -> Result<Option<Push>, StoreError>;

    /// The oldest push of a topic that waits.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn waiting_push(&self, topic: &str) -> Result<Option<Push>, StoreError>;

    /// Pushes of a greater number, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn pushes(&self, after: u64, limit: u32) -> Result<Vec<Push>, StoreError>;
}

/// What may be written of pushes.
pub trait PushWrites {
    /// A number for a new push, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_push_id(&mut self) -> Result<u64, StoreError>;

    /// Keeps a push; of those that are done, only the newest are kept.
    ///
    /// # Errors
    /// The engine failed.
    fn put_push(&mut self, push: &Push) -> Result<(), StoreError>;
}
