//! ESIA's spelling of a calendar day, `dd.MM.yyyy`, and the days it takes.

use jiff::civil::Date;

/// A text or day that cannot stand in a person's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not two, two and four digits.
    #[error("expected a date as dd.MM.yyyy such as 01.09.1980")]
    Form,
    /// The calendar has no such day.
    #[error("expected a day of the calendar")]
    NoSuchDay,
    /// Before or after the days that are taken.
    #[error("expected a day after 01.01.1900 and before 01.01.2200")]
    OutOfRange,
}

const LAST_REFUSED: Date = jiff::civil::date(1900, 1, 1);
const FIRST_REFUSED: Date = jiff::civil::date(2200, 1, 1);

/// Reads `dd.MM.yyyy`; outer blanks do not count.
///
/// # Errors
/// Another form, a day that does not exist, or a day outside the range.
pub fn parse(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let mut parts = text.split('.');
    let (day, month, year) = (part(parts.next(), 2)?, part(parts.next(), 2)?, part(parts.next(), 4)?);
    if parts.next().is_some() {
        return Err(DateError::Form);
    }
    let date = Date::new(year, month as i8, day as i8).map_err(|_| DateError::NoSuchDay)?;
    within(date)
}

/// The day itself, when records take it.
///
/// # Errors
/// The day is outside the range.
pub fn within(date: Date) -> Result<Date, DateError> {
    // The profile form takes dates after 1900; the first of January is what old databases put for "unknown".
    if date > LAST_REFUSED && date < FIRST_REFUSED { Ok(date) } else { Err(DateError::OutOfRange) }
}

/// Writes `dd.MM.yyyy`.
pub fn spell(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

fn part(text: Option<&str>, length: usize) -> Result<i16, DateError> {
    let text = text.filter(|text| crate::domain::person::chars::are_digits(text, length));
    text.and_then(|text| text.parse().ok()).ok_or(DateError::Form)
}

/// A day that may be absent, for `#[serde(with = "...")]`.
pub mod optional {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the day as `dd.MM.yyyy`.
    ///
    /// # Errors
    /// Whatever the serializer reports.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(super::spell).serialize(serializer)
    }

    /// Reads a day spelled `dd.MM.yyyy`.
    ///
    /// # Errors
    /// The text is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.as_deref().map(super::parse).transpose().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_spelled_as_it_was_read() {
        for text in ["02.01.1900", "29.02.2000", "31.12.2199"] {
            assert_eq!(spell(parse(text).unwrap()), text);
        }
    }

    #[test]
    fn every_other_spelling_is_refused_with_its_reason() {
        for (text, why) in [
            ("", DateError::Form),
            ("1.9.1980", DateError::Form),
            ("01.09.80", DateError::Form),
            ("01/09/1980", DateError::Form),
            ("1980-09-01", DateError::Form),
            ("01.09.1980.", DateError::Form),
            ("+1.09.1980", DateError::Form),
            ("00.09.1980", DateError::NoSuchDay),
            ("32.01.1980", DateError::NoSuchDay),
            ("29.02.1900", DateError::NoSuchDay),
            ("01.13.1980", DateError::NoSuchDay),
            ("01.01.1900", DateError::OutOfRange),
            ("01.01.2200", DateError::OutOfRange),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
    }
}
