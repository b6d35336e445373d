//! Moments and spans of simulated time, and the spellings the wire uses for them.

use std::fmt;
use std::str::FromStr;

use jiff::tz::{Offset, TimeZone};
use jiff::{Span as CivilSpan, Timestamp as Instant, civil};
use serde::{Deserialize, Serialize};

/// A moment of a realm's time, in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A length of time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

/// A text that is not a moment or a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not RFC 3339.
    #[error("not an RFC 3339 moment such as 2018-12-01T09:00:00Z")]
    Moment,
    /// Not an ISO 8601 duration.
    #[error("not an ISO 8601 duration such as P14D or PT5M")]
    Duration,
    /// Outside the years the simulator counts with (1900 to 2200).
    #[error("outside the years 1900 to 2200")]
    OutOfRange,
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// A span of seconds.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs * 1000)
    }

    /// A span of minutes.
    pub const fn from_mins(mins: i64) -> Self {
        Self::from_secs(mins * 60)
    }

    /// A span of hours.
    pub const fn from_hours(hours: i64) -> Self {
        Self::from_mins(hours * 60)
    }

    /// A span of days of 24 hours.
    pub const fn from_days(days: i64) -> Self {
        Self::from_hours(days * 24)
    }

    /// The span in whole seconds, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The span in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The length without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }
}

impl Timestamp {
    const EARLIEST: i64 = -2_208_988_800_000;
    const LATEST: i64 = 7_258_118_400_000;

    /// A moment by its milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// A moment by its seconds since 1970.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs * 1000)
    }

    /// Milliseconds since 1970.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Seconds since 1970, rounded down: what tokens carry.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The span from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0 - earlier.0)
    }

    /// The calendar date in UTC+3, the zone the portal lives in.
    pub fn date(self) -> civil::Date {
        self.instant().to_zoned(TimeZone::fixed(Offset::constant(3))).date()
    }

    /// The moment a calendar date begins in UTC+3.
    pub fn start_of(date: civil::Date) -> Self {
        let midnight = date.at(0, 0, 0, 0).to_zoned(TimeZone::fixed(Offset::constant(3)));
        Self(midnight.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
    }

    /// The moment after an ISO 8601 duration such as `P14D` or `P1M` (calendar units count in UTC).
    ///
    /// # Errors
    /// The text is no duration, or leads outside the years counted with.
    pub fn after_iso(self, duration: &str) -> Result<Self, TimeError> {
        let span = iso_duration(duration)?;
        let zoned = self.instant().to_zoned(TimeZone::UTC);
        let moved = zoned.checked_add(span).map_err(|_| TimeError::OutOfRange)?;
        Self::within(moved.timestamp().as_millisecond())
    }

    /// ESIA's spelling, `yyyy.MM.dd HH:mm:ss Z`, in UTC.
    pub fn to_wire(self) -> String {
        self.instant().strftime("%Y.%m.%d %H:%M:%S +0000").to_string()
    }

    /// The spelling of an HTTP `Date` header (RFC 9110 section 5.6.7).
    pub fn to_http_date(self) -> String {
        self.instant().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    /// The spelling for people, in Moscow time: `01.12.2018 00:00 (МСК)`.
    pub fn to_page(self) -> String {
        let zoned = self.instant().to_zoned(TimeZone::fixed(Offset::constant(3)));
        zoned.strftime("%d.%m.%Y %H:%M (МСК)").to_string()
    }

    /// The spelling of documents of organisations, in Moscow time without its zone: `2022-10-31T11:14:45.433`.
    pub fn to_local(self) -> String {
        let zoned = self.instant().to_zoned(TimeZone::fixed(Offset::constant(3)));
        zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string()
    }

    /// The spelling with the offset of UTC: `2022-08-13T11:17:55.134+0000`.
    pub fn to_offset(self) -> String {
        self.instant().strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string()
    }

    fn within(millis: i64) -> Result<Self, TimeError> {
        if (Self::EARLIEST..Self::LATEST).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(TimeError::OutOfRange)
        }
    }

    fn instant(self) -> Instant {
        Instant::from_millisecond(self.0).unwrap_or(Instant::UNIX_EPOCH)
    }
}

impl std::ops::Add<Span> for Timestamp {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl std::ops::Sub<Span> for Timestamp {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let instant = Instant::from_str(text.trim()).map_err(|_| TimeError::Moment)?;
        Self::within(instant.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.instant())
    }
}

impl FromStr for Span {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let span = iso_duration(text)?;
        let anchor = civil::date(2000, 1, 1);
        let millis = span.total((jiff::Unit::Millisecond, anchor)).map_err(|_| TimeError::Duration)?;
        Ok(Self(millis as i64))
    }
}

/// Reads an ISO 8601 duration; the library's own spelling (`14 days`) is no part of the wire.
fn iso_duration(text: &str) -> Result<CivilSpan, TimeError> {
    let text = text.trim();
    if !text.trim_start_matches(['+', '-']).starts_with('P') {
        return Err(TimeError::Duration);
    }
    CivilSpan::from_str(text).map_err(|_| TimeError::Duration)
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", CivilSpan::new().milliseconds(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_spelled_as_it_was_read() {
        let moment: Timestamp = "2018-12-01T00:00:00+03:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2018-11-30T21:00:00Z");
        assert_eq!(moment.to_wire(), "2018.11.30 21:00:00 +0000");
        assert_eq!(moment.to_http_date(), "Fri, 30 Nov 2018 21:00:00 GMT");
        assert_eq!(moment.date(), civil::date(2018, 12, 1));
        assert_eq!(Timestamp::start_of(civil::date(2018, 12, 1)), moment);
    }

    #[test]
    fn durations_move_the_moment() {
        let start: Timestamp = "2024-01-31T10:00:00Z".parse().unwrap();
        assert_eq!(start.after_iso("P14D").unwrap().to_string(), "2024-02-14T10:00:00Z");
        assert_eq!(start.after_iso("P1M").unwrap().to_string(), "2024-02-29T10:00:00Z");
        assert_eq!(start.after_iso("PT90S").unwrap().since(start), Span::from_secs(90));
        assert_eq!(start.after_iso("two weeks"), Err(TimeError::Duration));
        assert_eq!(start.after_iso("14 days"), Err(TimeError::Duration));
        assert_eq!(start.after_iso("P999Y"), Err(TimeError::OutOfRange));
        assert_eq!("PT3S".parse::<Span>(), Ok(Span::from_secs(3)));
    }
}
