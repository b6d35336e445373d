//! Owns when the work of the night was done last.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

/// The last night on which the work was done, and when that was.
#[derive(Debug, Default)]
pub(crate) struct Night(Mutex<Option<(Date, Timestamp)>>);

impl Night {
    /// Since when nothing was done, when a night has passed.
    pub(crate) fn falls(&self, today: Date, now: Timestamp) -> Option<Timestamp> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.filter(|(day, _)| *day != today);
        if before.is_some() || last.is_none() {
            *last = Some((today, now));
        }
        before.map(|(_, at)| at)
    }
}
