//! The passport of a citizen of Russia: its number, and the ages at which it is changed.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::birth::BirthDate;
use crate::domain::person::chars;

/// Series and number, four and six digits, spelled `9901 000006`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PassportNumber(u64);

/// A text that is no passport number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a series of 4 digits and a number of 6 digits such as 9901 000006")]
pub struct PassportNumberError;

/// The birthdays that make a citizen take a new passport (the statute on the passport, section 7).
pub const CHANGE_AGES: [u8; 3] = [14, 20, 45];

/// The earliest day on which the passport that counts on `today` could have been asked for; none before 14.
pub fn current_since(birth: BirthDate, today: Date) -> Option<Date> {
    CHANGE_AGES.iter().rev().map(|age| birth.birthday(*age)).find(|birthday| *birthday <= today)
}

impl PassportNumber {
    /// The number by its ten digits, the series first.
    ///
    /// # Errors
    /// More than ten digits.
    pub const fn from_digits(digits: u64) -> Result<Self, PassportNumberError> {
        if digits < 10_000_000_000 { Ok(Self(digits)) } else { Err(PassportNumberError) }
    }

    /// The number by its two fields in a form.
    ///
    /// # Errors
    /// Not four and six digits; blanks do not count.
    pub fn from_parts(series: &str, number: &str) -> Result<Self, PassportNumberError> {
        let series = series.replace(chars::is_blank, "");
        let number = number.replace(chars::is_blank, "");
        let good = chars::are_digits(&series, 4) && chars::are_digits(&number, 6);
        let digits = if good { chars::number(&format!("{series}{number}"), 10) } else { None };
        digits.map(Self).ok_or(PassportNumberError)
    }

    /// The four digits of the series.
    pub fn series(self) -> String {
        format!("{:04}", self.0 / 1_000_000)
    }

    /// The six digits of the number.
    pub fn number(self) -> String {
        format!("{:06}", self.0 % 1_000_000)
    }

    /// The spelling that may be shown to others: only the last three digits.
    pub fn masked(self) -> String {
        format!("**** ***{:03}", self.0 % 1000)
    }
}

impl FromStr for PassportNumber {
    type Err = PassportNumberError;

    fn from_str(text: &str) -> Result<Self, PassportNumberError> {
        let digits = text.replace(chars::is_blank, "");
        chars::number(&digits, 10).map(Self).ok_or(PassportNumberError)
    }
}

impl fmt::Display for PassportNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.series(), self.number())
    }
}

impl fmt::Debug for PassportNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PassportNumber({})", self.masked())
    }
}

impl TryFrom<String> for PassportNumber {
    type Error = PassportNumberError;

    fn try_from(text: String) -> Result<Self, PassportNumberError> {
        text.parse()
    }
}

impl From<PassportNumber> for String {
    fn from(number: PassportNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ten_digits_in_any_grouping_make_a_number() {
        let number = PassportNumber::from_parts("9901", "000006").unwrap();
        for text in ["9901 000006", "9901000006", "99 01 000006", " 9901 000006 "] {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
        assert_eq!((number.series().as_str(), number.number().as_str()), ("9901", "000006"));
        assert_eq!(PassportNumber::from_parts("99 01", " 000006"), Ok(number));
        assert_eq!(PassportNumber::from_digits(9_901_000_006), Ok(number));
        assert_eq!(PassportNumber::try_from(String::from(number)), Ok(number));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "9901", "990100000", "99010000066", "9901-000006", "99О1 000006"] {
            assert_eq!(text.parse::<PassportNumber>(), Err(PassportNumberError), "{text}");
        }
        assert_eq!(PassportNumber::from_parts("99010", "00006"), Err(PassportNumberError));
        assert_eq!(PassportNumber::from_digits(10_000_000_000), Err(PassportNumberError));
    }

    #[test]
    fn a_passport_counts_from_the_latest_of_three_birthdays() {
        let birth: BirthDate = "29.02.2004".parse().unwrap();
        for (today, since) in [
            (date(2018, 2, 28), None),
            (date(2018, 3, 1), Some(date(2018, 3, 1))),
            (date(2024, 2, 28), Some(date(2018, 3, 1))),
            (date(2024, 2, 29), Some(date(2024, 2, 29))),
            (date(2049, 2, 28), Some(date(2024, 2, 29))),
            (date(2080, 1, 1), Some(date(2049, 3, 1))),
        ] {
            assert_eq!(current_since(birth, today), since, "{today}");
        }
    }

    #[test]
    fn debug_shows_the_last_three_digits_only() {
        let number = PassportNumber::from_parts("9901", "123456").unwrap();
        assert_eq!(format!("{number:?}"), "PassportNumber(**** ***456)");
    }
}
