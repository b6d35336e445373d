//! Telephone numbers in the one form ESIA spells them, `+7(XXX)XXXXXXX`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A Russian telephone number, mobile or home: which of the two it is, the contact says.
///
/// **Invariant:** ten digits after the country code; the test stand's `+7(000)…` are numbers too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(u64);

/// A text that is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Not a country code and ten digits.
    #[error("expected +7 or 8 and ten digits such as +7(000)0000006")]
    Form,
    /// The number of another country.
    #[error("expected a Russian number, which starts with +7 or 8")]
    Country,
}

impl Phone {
    /// The number by its ten digits after the country code.
    ///
    /// # Errors
    /// More than ten digits.
    pub const fn from_national(digits: u64) -> Result<Self, PhoneError> {
        if digits < 10_000_000_000 { Ok(Self(digits)) } else { Err(PhoneError::Form) }
    }

    /// The spelling without brackets, `+7XXXXXXXXXX`, as logins carry it.
    pub fn bare(self) -> String {
        format!("+7{:010}", self.0)
    }

    /// The spelling for the page that says where a code went: only the last four digits.
    pub fn masked(self) -> String {
        format!("+7(***)***{:04}", self.0 % 10_000)
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// A form that decodes `+` as a blank leaves `7` in front, so `7XXXXXXXXXX` is accepted as well.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let (international, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
        let (mut value, mut count) = (0_u64, 0);
        for sign in rest.chars() {
            match sign.to_digit(10) {
                Some(digit) if count < 15 => {
                    value = value * 10 + u64::from(digit);
                    count += 1;
                }
                None if matches!(sign, '(' | ')') || chars::is_dash(sign) || chars::is_blank(sign) => {}
                _ => return Err(PhoneError::Form),
            }
        }
        match (count, value / 10_000_000_000, international) {
            (11, 7, _) | (11, 8, false) => Self::from_national(value % 10_000_000_000),
            (11, _, _) | (12..=15, _, true) => Err(PhoneError::Country),
            _ => Err(PhoneError::Form),
        }
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "+7({:03}){:07}", self.0 / 10_000_000, self.0 % 10_000_000)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Phone({})", self.masked())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_becomes_one() {
        for text in [
            "+7(000)1234506",
            "+70001234506",
            "80001234506",
            "70001234506",
            "8 (000) 123-45-06",
            "+7 000 123 45 06",
            " +7(000)123–45–06 ",
        ] {
            let phone: Phone = text.parse().unwrap();
            assert_eq!(phone.to_string(), "+7(000)1234506", "{text}");
            assert_eq!(phone.bare(), "+70001234506");
            assert_eq!(Phone::try_from(String::from(phone)), Ok(phone));
        }
    }

    #[test]
    fn every_other_spelling_is_refused_with_its_reason() {
        for (text, why) in [
            ("", PhoneError::Form),
            ("+", PhoneError::Form),
            ("0001234506", PhoneError::Form),
            ("+7000123450", PhoneError::Form),
            ("800012345067", PhoneError::Form),
            ("+7(000)12345ab", PhoneError::Form),
            ("+7+0001234506", PhoneError::Form),
            ("8.000.123.45.06", PhoneError::Form),
            ("+80001234506", PhoneError::Country),
            ("+375291234567", PhoneError::Country),
            ("10001234506", PhoneError::Country),
        ] {
            assert_eq!(text.parse::<Phone>(), Err(why), "{text}");
        }
    }

    #[test]
    fn only_the_last_four_digits_are_shown() {
        let phone: Phone = "+7(000)1234506".parse().unwrap();
        assert_eq!(phone.masked(), "+7(***)***4506");
        assert_eq!(format!("{phone:?}"), "Phone(+7(***)***4506)");
    }
}
