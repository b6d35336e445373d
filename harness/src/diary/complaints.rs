//! Owns what the portal has against the diary itself: only its administrator can have it put right.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was heard, each complaint once.
#[derive(Debug, Default)]
pub(crate) struct Complaints(Mutex<BTreeSet<&'static str>>);

impl Complaints {
    /// Keeps a complaint.
    pub(crate) fn keep(&self, complaint: &'static str) {
        self.heard().insert(complaint);
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<&'static str> {
        self.heard().iter().copied().collect()
    }

    fn heard(&self) -> MutexGuard<'_, BTreeSet<&'static str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
