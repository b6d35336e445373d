//! The earliest deadline of a database, remembered beside it.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::time::Timestamp;

/// Stands for "ask the database". No deadline is that long ago.
const UNKNOWN: i64 = i64::MIN;
/// Stands for "no deadline".
const NONE: i64 = i64::MAX;

/// The earliest deadline, once it is known.
#[derive(Debug)]
pub(crate) struct NextDue(AtomicI64);

impl Default for NextDue {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl NextDue {
    /// The earliest deadline; the outer nothing says that the database has to be asked.
    pub(crate) fn known(&self) -> Option<Option<Timestamp>> {
        match self.0.load(Ordering::Acquire) {
            UNKNOWN => None,
            NONE => Some(None),
            at => Some(Some(Timestamp::from_millis(at))),
        }
    }

    /// Remembers what the database says. Called while its connection is held, so that no commit is missed.
    pub(crate) fn remember(&self, at: Option<Timestamp>) {
        self.0.store(at.map_or(NONE, Timestamp::as_millis), Ordering::Release);
    }

    /// Has the database asked again.
    pub(crate) fn forget(&self) {
        self.0.store(UNKNOWN, Ordering::Release);
    }
}
