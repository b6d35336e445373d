//! Owns real time: how long things take, which day it is. No decision about a relying party depends on it.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
pub use machine::Stopwatch;

/// The day in UTC, by which ages in a list are judged unless another day is named.
#[expect(clippy::disallowed_methods, reason = "a check of a list is made on a day; --date names another")]
pub fn today() -> Option<Date> {
    Timestamp::try_from(SystemTime::now()).ok().map(|now| now.to_zoned(TimeZone::UTC).date())
}
