//! The pension insurance number (SNILS): nine digits of a number and two that check them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A person's insurance number, spelled `XXX-XXX-XXX XX`.
///
/// **Invariant:** the check digits agree with the number, unless the number is too old to have any.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Snils {
    number: u32,
    check: u8,
}

/// A text that is no insurance number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnilsError {
    /// Not eleven digits in groups of 3, 3, 3 and 2.
    #[error("expected 11 digits such as 112-233-445 95")]
    Form,
    /// The last two digits do not follow from the first nine.
    #[error("expected the last two digits to check the first nine")]
    CheckDigits,
    /// The number zero, or one of more than nine digits.
    #[error("expected a number from 000-000-001 to 999-999-999")]
    Number,
}

impl Snils {
    /// The last number that was given out without check digits.
    ///
    /// The published people of the test stand (`000-000-600 NN`) live below it: their last digits only tell them apart.
    pub const UNCHECKED_MAX: u32 = 1_001_998;
    const NUMBER_MAX: u32 = 999_999_999;

    /// The insurance number of a nine-digit number, its check digits computed.
    ///
    /// # Errors
    /// The number is zero or longer than nine digits.
    pub fn from_number(number: u32) -> Result<Self, SnilsError> {
        Self::checked(number, check_digits(number))
    }

    /// The number without its check digits.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The eleven digits without separators.
    pub fn digits(self) -> String {
        format!("{:09}{:02}", self.number, self.check)
    }

    /// The spelling that may be shown to others: only the last two digits.
    pub fn masked(self) -> String {
        format!("***-***-*** {:02}", self.check)
    }

    fn checked(number: u32, check: u8) -> Result<Self, SnilsError> {
        if !(1..=Self::NUMBER_MAX).contains(&number) {
            return Err(SnilsError::Number);
        }
        if number > Self::UNCHECKED_MAX && check != check_digits(number) {
            return Err(SnilsError::CheckDigits);
        }
        Ok(Self { number, check })
    }
}

/// The sum of the digits, each times its place from the right, modulo 101, where 100 is spelled 00.
fn check_digits(number: u32) -> u8 {
    let digits: [u32; 9] = chars::digits(u64::from(number));
    let sum: u32 = digits.iter().rev().zip(1..).map(|(digit, place)| digit * place).sum();
    (sum % 101 % 100) as u8
}

/// Separators stand only between the groups; a form may spell the blank as `+`.
fn is_separator(sign: char, digits_before: u32) -> bool {
    let loose = chars::is_dash(sign) || chars::is_blank(sign);
    match digits_before {
        3 | 6 => loose,
        9 => loose || sign == '+',
        _ => false,
    }
}

impl FromStr for Snils {
    type Err = SnilsError;

    fn from_str(text: &str) -> Result<Self, SnilsError> {
        let (mut value, mut count) = (0_u64, 0);
        for sign in text.trim().chars() {
            match sign.to_digit(10) {
                Some(digit) if count < 11 => {
                    value = value * 10 + u64::from(digit);
                    count += 1;
                }
                None if is_separator(sign, count) => {}
                _ => return Err(SnilsError::Form),
            }
        }
        if count != 11 {
            return Err(SnilsError::Form);
        }
        Self::checked((value / 100) as u32, (value % 100) as u8)
    }
}

impl fmt::Display for Snils {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (high, middle, low) = (self.number / 1_000_000, self.number / 1000 % 1000, self.number % 1000);
        write!(out, "{high:03}-{middle:03}-{low:03} {:02}", self.check)
    }
}

impl fmt::Debug for Snils {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Snils({})", self.masked())
    }
}

impl TryFrom<String> for Snils {
    type Error = SnilsError;

    fn try_from(text: String) -> Result<Self, SnilsError> {
        text.parse()
    }
}

impl From<Snils> for String {
    fn from(snils: Snils) -> Self {
        snils.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_is_accepted() {
        for (text, canonical) in [
            ("000-000-600 06", "000-000-600 06"),
            ("000-000-600 99", "000-000-600 99"),
            ("112-233-445 95", "112-233-445 95"),
            ("11223344595", "112-233-445 95"),
            ("112 233 445 95", "112-233-445 95"),
            ("112-233-445+95", "112-233-445 95"),
            ("112-233-445-95", "112-233-445 95"),
            ("112–233–445\u{a0}95", "112-233-445 95"),
            ("  900-000-001 82 ", "900-000-001 82"),
            ("087-654-303 00", "087-654-303 00"),
            ("001-001-998 00", "001-001-998 00"),
        ] {
            let snils: Snils = text.parse().unwrap();
            assert_eq!(snils.to_string(), canonical, "{text}");
            assert_eq!(snils.digits().parse(), Ok(snils));
            assert_eq!(Snils::try_from(String::from(snils)), Ok(snils));
        }
    }

    #[test]
    fn every_other_spelling_is_refused_with_its_reason() {
        for (text, why) in [
            ("", SnilsError::Form),
            ("112-233-445", SnilsError::Form),
            ("112-233-445 9", SnilsError::Form),
            ("112-233-445 955", SnilsError::Form),
            ("112-233-445 95+", SnilsError::Form),
            ("+79000000182", SnilsError::Form),
            ("1122-33-445 95", SnilsError::Form),
            ("112-233-445 9x", SnilsError::Form),
            ("١١٢٢٣٣٤٤٥٩٥", SnilsError::Form),
            ("112-233-445 96", SnilsError::CheckDigits),
            ("001-001-999 00", SnilsError::CheckDigits),
            ("000-000-000 00", SnilsError::Number),
        ] {
            assert_eq!(text.parse::<Snils>(), Err(why), "{text}");
        }
    }

    #[test]
    fn check_digits_are_computed() {
        for (number, canonical) in [
            (112_233_445, "112-233-445 95"),
            (900_000_001, "900-000-001 82"),
            (87_654_303, "087-654-303 00"),
            (600, "000-000-600 18"),
        ] {
            assert_eq!(Snils::from_number(number).unwrap().to_string(), canonical);
        }
        assert_eq!(Snils::from_number(0), Err(SnilsError::Number));
        assert_eq!(Snils::from_number(1_000_000_000), Err(SnilsError::Number));
    }

    #[test]
    fn two_published_test_people_are_different() {
        let (first, second): (Snils, Snils) =
            ("000-000-600 01".parse().unwrap(), "000-000-600 02".parse().unwrap());
        assert_ne!(first, second);
        assert!(first < second);
    }

    #[test]
    fn debug_shows_the_last_two_digits_only() {
        let snils: Snils = "000-000-600 06".parse().unwrap();
        assert_eq!(format!("{snils:?}"), "Snils(***-***-*** 06)");
    }
}
