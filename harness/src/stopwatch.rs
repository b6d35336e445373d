//! Owns real time: how long things take, which day it is. No decision about a relying party depends on it.

use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Measures from its making on.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(clippy::disallowed_methods, reason = "a run tells how long it took; no verdict depends on it")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// The day in UTC, by which ages in a list are judged unless another day is named.
#[expect(clippy::disallowed_methods, reason = "a check of a list is made on a day; --date names another")]
pub fn today() -> Option<Date> {
    Timestamp::try_from(SystemTime::now()).ok().map(|now| now.to_zoned(TimeZone::UTC).date())
}
