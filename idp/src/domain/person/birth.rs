//! The day a person was born, and the ages and birthdays that follow from it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::date::{self, DateError};

/// The age from which a person registers and is identified alone (Government decree 111 of 04.02.2022).
pub const AGE_OF_OWN_ACCOUNT: u8 = 14;
/// The age from which nobody is a child.
pub const AGE_OF_MAJORITY: u8 = 18;

/// A birth date, spelled `dd.MM.yyyy`.
///
/// **Invariant:** after 01.01.1900 and before 2200; whether it has come yet depends on the realm's clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthDate(Date);

impl BirthDate {
    /// The birth date of someone born on this day.
    ///
    /// # Errors
    /// The day is outside the range.
    pub fn new(date: Date) -> Result<Self, DateError> {
        date::within(date).map(Self)
    }

    /// The day itself.
    pub const fn date(self) -> Date {
        self.0
    }

    /// The day on which the person becomes `years` old; someone born on 29 February waits for 1 March.
    pub fn birthday(self, years: u8) -> Date {
        let year = self.0.year() + i16::from(years);
        Date::new(year, self.0.month(), self.0.day()).unwrap_or(jiff::civil::date(year, 3, 1))
    }

    /// The whole years lived on a day, zero before the birth.
    pub fn age_on(self, day: Date) -> u8 {
        let years = (day.year() - self.0.year()).clamp(0, i16::from(u8::MAX)) as u8;
        if self.birthday(years) <= day { years } else { years.saturating_sub(1) }
    }
}

impl FromStr for BirthDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        date::parse(text).map(Self)
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&date::spell(self.0))
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "BirthDate(**.**.{:04})", self.0.year())
    }
}

impl TryFrom<String> for BirthDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<BirthDate> for String {
    fn from(birth: BirthDate) -> Self {
        birth.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn born(text: &str) -> BirthDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_makes_one_older() {
        for (birth, day, age) in [
            ("01.12.2004", date(2018, 11, 30), 13),
            ("01.12.2004", date(2018, 12, 1), 14),
            ("01.12.2004", date(2019, 12, 2), 15),
            ("29.02.2004", date(2018, 2, 28), 13),
            ("29.02.2004", date(2018, 3, 1), 14),
            ("29.02.2004", date(2020, 2, 28), 15),
            ("29.02.2004", date(2020, 2, 29), 16),
            ("01.12.2004", date(2004, 12, 1), 0),
            ("01.12.2004", date(2001, 1, 1), 0),
        ] {
            assert_eq!(born(birth).age_on(day), age, "{birth} on {day}");
        }
    }

    #[test]
    fn the_age_on_a_birthday_is_its_number() {
        for birth in ["29.02.2004", "28.02.2004", "01.03.2004", "31.12.1999", "01.01.2000"] {
            for years in 0..=120 {
                let day = born(birth).birthday(years);
                assert_eq!(born(birth).age_on(day), years, "{birth}");
                let eve = day.yesterday().unwrap();
                assert_eq!(born(birth).age_on(eve), years.saturating_sub(1), "{birth}");
            }
        }
    }

    #[test]
    fn the_latest_birthday_still_is_a_day() {
        assert_eq!(born("31.12.2199").birthday(u8::MAX), date(2454, 12, 31));
    }

    #[test]
    fn days_before_the_last_century_are_refused() {
        assert_eq!(BirthDate::new(date(1900, 1, 1)), Err(DateError::OutOfRange));
        assert_eq!("30.02.1980".parse::<BirthDate>(), Err(DateError::NoSuchDay));
        assert_eq!(BirthDate::try_from(String::from(born("02.01.1900"))), Ok(born("02.01.1900")));
    }

    #[test]
    fn debug_shows_the_year_only() {
        assert_eq!(format!("{:?}", born("01.12.2004")), "BirthDate(**.**.2004)");
    }
}
