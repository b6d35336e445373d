//! The outbox: every SMS, mail and letter the realm would have sent.

use crate::domain::notice::{Channel, Notice, Posted};
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// Which messages to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Only those to this recipient, canonical.
    pub to: Option<String>,
    /// Only of this kind.
    pub channel: Option<Channel>,
    /// Only those of a greater number.
    pub after: Option<i64>,
    /// Only those of a smaller number.
    pub before: Option<i64>,
    /// At most so many; every one when left out.
    pub limit: Option<u32>,
    /// Whether the newest come first.
    pub newest_first: bool,
}

/// What may be read of the outbox.
pub trait OutboxReads {
    /// Messages, in the order the filter asks for.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn outbox(&self, filter: &OutboxFilter) -> Result<Vec<Posted>, StoreError>;
}

/// What may be written of the outbox.
pub trait OutboxWrites {
    /// Puts a message into the outbox.
    ///
    /// # Errors
    /// The engine failed.
    fn post(&mut self, notice: &Notice, at: Timestamp) -> Result<(), StoreError>;
}
