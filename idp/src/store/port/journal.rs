//! The journal: what every request came to, and why.

use crate::domain::journal::{Entry, Outcome, Written};
use crate::store::error::StoreError;

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalFilter {
    /// Only those written after this number.
    pub after: Option<i64>,
    /// Only those written before this number.
    pub before: Option<i64>,
    /// Only the one of this number.
    pub seq: Option<i64>,
    /// Only those that came to this.
    pub outcome: Option<Outcome>,
    /// Only those of this relying party.
    pub client: Option<String>,
    /// Only those with this error code.
    pub code: Option<String>,
    /// At most so many: the newest.
    pub limit: u32,
}

/// How much the journal keeps: the newest entries within both bounds, and always the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalBounds {
    /// At most so many entries.
    pub entries: u32,
    /// At most so many bytes of all their bodies.
    pub bytes: u64,
}

/// What may be read of the journal.
pub trait JournalReads {
    /// Entries, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn journal(&self, filter: &JournalFilter) -> Result<Vec<Written>, StoreError>;
}

/// What may be written of the journal.
pub trait JournalWrites {
    /// Adds an entry and tells its number; the oldest beyond `kept` give way.
    ///
    /// # Errors
    /// The engine failed.
    fn append_journal(&mut self, entry: &Entry, kept: JournalBounds) -> Result<i64, StoreError>;
}
