//! Taxpayer numbers (INN): twelve digits of a person, ten of an organisation, each with its check digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A person's taxpayer number, twelve digits.
///
/// **Invariant:** the last two digits check the first ten.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Inn(u64);

/// An organisation's taxpayer number, ten digits; public, so `Debug` shows it whole.
///
/// **Invariant:** the last digit checks the first nine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrgInn(u64);

/// A text that is no taxpayer number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InnError {
    /// Not the twelve digits of a person.
    #[error("expected 12 digits such as 990000000115")]
    PersonForm,
    /// Not the ten digits of an organisation.
    #[error("expected 10 digits such as 9900000017")]
    OrganizationForm,
    /// The last digits do not follow from the ones before.
    #[error("expected the last digits to check the ones before")]
    CheckDigits,
    /// Zero, or too many digits to start from.
    #[error("expected a number above zero that leaves room for its check digits")]
    Number,
}

/// The weights of the last check digit of a person; the other check digits use tails of them.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

impl Inn {
    /// The taxpayer number that starts with these ten digits.
    ///
    /// # Errors
    /// Zero, or more than ten digits.
    pub fn from_first_ten(first: u64) -> Result<Self, InnError> {
        if !(1..10_000_000_000).contains(&first) {
            return Err(InnError::Number);
        }
        let eleven = first * 10 + check_digit(&chars::digits::<10>(first));
        Ok(Self(eleven * 10 + check_digit(&chars::digits::<11>(eleven))))
    }

    /// The spelling that may be shown to others: only the last two digits.
    pub fn masked(self) -> String {
        format!("**********{:02}", self.0 % 100)
    }
}

impl OrgInn {
    /// The taxpayer number that starts with these nine digits.
    ///
    /// # Errors
    /// Zero, or more than nine digits.
    pub fn from_first_nine(first: u64) -> Result<Self, InnError> {
        if !(1..1_000_000_000).contains(&first) {
            return Err(InnError::Number);
        }
        Ok(Self(first * 10 + check_digit(&chars::digits::<9>(first))))
    }
}

/// The weighted sum of the digits modulo 11 and then 10.
fn check_digit(digits: &[u32]) -> u64 {
    let weights = WEIGHTS.iter().rev();
    let sum: u32 = digits.iter().rev().zip(weights).map(|(digit, weight)| digit * weight).sum();
    u64::from(sum % 11 % 10)
}

impl FromStr for Inn {
    type Err = InnError;

    fn from_str(text: &str) -> Result<Self, InnError> {
        let value = chars::number(text, 12).ok_or(InnError::PersonForm)?;
        let inn = Self::from_first_ten(value / 100)?;
        if inn.0 == value { Ok(inn) } else { Err(InnError::CheckDigits) }
    }
}

impl FromStr for OrgInn {
    type Err = InnError;

    fn from_str(text: &str) -> Result<Self, InnError> {
        let value = chars::number(text, 10).ok_or(InnError::OrganizationForm)?;
        let inn = Self::from_first_nine(value / 10)?;
        if inn.0 == value { Ok(inn) } else { Err(InnError::CheckDigits) }
    }
}

impl fmt::Display for Inn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:012}", self.0)
    }
}

impl fmt::Display for OrgInn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:010}", self.0)
    }
}

impl fmt::Debug for Inn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Inn({})", self.masked())
    }
}

impl TryFrom<String> for Inn {
    type Error = InnError;

    fn try_from(text: String) -> Result<Self, InnError> {
        text.parse()
    }
}

impl TryFrom<String> for OrgInn {
    type Error = InnError;

    fn try_from(text: String) -> Result<Self, InnError> {
        text.parse()
    }
}

impl From<Inn> for String {
    fn from(inn: Inn) -> Self {
        inn.to_string()
    }
}

impl From<OrgInn> for String {
    fn from(inn: OrgInn) -> Self {
        inn.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_of_a_person_are_computed_and_required() {
        let inn: Inn = " 990000000115 ".parse().unwrap();
        assert_eq!(inn.to_string(), "990000000115");
        assert_eq!(Inn::from_first_ten(9_900_000_001), Ok(inn));
        assert_eq!(Inn::try_from(String::from(inn)), Ok(inn));
        for (text, why) in [
            ("990000000116", InnError::CheckDigits),
            ("990000000125", InnError::CheckDigits),
            ("9900000017", InnError::PersonForm),
            ("99000000011", InnError::PersonForm),
            ("99-0000000115", InnError::PersonForm),
            ("000000000000", InnError::Number),
            ("", InnError::PersonForm),
        ] {
            assert_eq!(text.parse::<Inn>(), Err(why), "{text}");
        }
    }

    #[test]
    fn the_check_digit_of_an_organisation_is_computed_and_required() {
        let inn: OrgInn = "9900000017".parse().unwrap();
        assert_eq!(OrgInn::from_first_nine(990_000_001), Ok(inn));
        assert_eq!(OrgInn::from_first_nine(990_000_000).unwrap().to_string(), "9900000000");
        assert_eq!(OrgInn::try_from(String::from(inn)), Ok(inn));
        assert_eq!("9900000018".parse::<OrgInn>(), Err(InnError::CheckDigits));
        assert_eq!("990000000115".parse::<OrgInn>(), Err(InnError::OrganizationForm));
        assert_eq!("0000000000".parse::<OrgInn>(), Err(InnError::Number));
    }

    #[test]
    fn too_long_a_start_is_refused() {
        assert_eq!(Inn::from_first_ten(10_000_000_000), Err(InnError::Number));
        assert_eq!(OrgInn::from_first_nine(1_000_000_000), Err(InnError::Number));
    }

    #[test]
    fn debug_shows_the_last_two_digits_only() {
        assert_eq!(format!("{:?}", "990000000115".parse::<Inn>().unwrap()), "Inn(**********15)");
    }
}
