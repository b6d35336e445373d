//! State registration numbers: thirteen digits of an organisation (OGRN), fifteen of a sole proprietor (OGRNIP).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A number of the public register of organisations or sole proprietors; public, so `Debug` shows it whole.
///
/// **Invariant:** the last digit checks the ones before, except in the published numbers of the test stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ogrn(u64);

/// A text that is no registration number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OgrnError {
    /// Neither thirteen nor fifteen digits, or a zero in front.
    #[error("expected 13 digits of an organisation or 15 of a sole proprietor")]
    Form,
    /// The last digit does not follow from the ones before.
    #[error("expected the last digit to check the ones before")]
    CheckDigit,
}

// The two organisations of the real test stand were published with numbers that fail the formula.
const PUBLISHED: [u64; 2] = [1_234_567_890_123, 2_000_000_000_002];
const ORGANIZATION_MIN: u64 = 1_000_000_000_000;
const ORGANIZATION_MAX: u64 = 9_999_999_999_999;
const PROPRIETOR_MIN: u64 = 100_000_000_000_000;
const PROPRIETOR_MAX: u64 = 999_999_999_999_999;

impl Ogrn {
    /// Whether the number is a sole proprietor's.
    pub const fn is_sole_proprietor(self) -> bool {
        self.0 > ORGANIZATION_MAX
    }

    /// The number that starts with these twelve digits of an organisation, or fourteen of a sole proprietor.
    ///
    /// # Errors
    /// Neither twelve nor fourteen digits.
    pub const fn from_first(first: u64) -> Result<Self, OgrnError> {
        let ogrn = Self(first.saturating_mul(10));
        let right = matches!(ogrn.0, ORGANIZATION_MIN..=ORGANIZATION_MAX | PROPRIETOR_MIN..=PROPRIETOR_MAX);
        if right { Ok(Self(ogrn.0 + ogrn.check_digit())) } else { Err(OgrnError::Form) }
    }

    // The last digit of the remainder left by 11 (thirteen digits) or by 13 (fifteen digits).
    const fn check_digit(self) -> u64 {
        let divisor = if self.is_sole_proprietor() { 13 } else { 11 };
        self.0 / 10 % divisor % 10
    }
}

impl FromStr for Ogrn {
    type Err = OgrnError;

    fn from_str(text: &str) -> Result<Self, OgrnError> {
        let organization = chars::number(text, 13).filter(|value| *value >= ORGANIZATION_MIN);
        let proprietor = || chars::number(text, 15).filter(|value| *value >= PROPRIETOR_MIN);
        let ogrn = Self(organization.or_else(proprietor).ok_or(OgrnError::Form)?);
        let good = ogrn.0 % 10 == ogrn.check_digit() || PUBLISHED.contains(&ogrn.0);
        if good { Ok(ogrn) } else { Err(OgrnError::CheckDigit) }
    }
}

impl fmt::Display for Ogrn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl TryFrom<String> for Ogrn {
    type Error = OgrnError;

    fn try_from(text: String) -> Result<Self, OgrnError> {
        text.parse()
    }
}

impl From<Ogrn> for String {
    fn from(ogrn: Ogrn) -> Self {
        ogrn.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_completed_by_its_check_digit() {
        for (first, whole) in [(199_000_000_001, "1990000000010"), (39_900_000_000_001, "399000000000011")] {
            assert_eq!(Ogrn::from_first(first), whole.parse());
        }
        assert_eq!(Ogrn::from_first(1_990_000_000_010), Err(OgrnError::Form));
    }

    #[test]
    fn numbers_are_checked_except_the_published_ones() {
        for (text, proprietor) in [
            ("1234567890123", false),
            ("2000000000002", false),
            // 199000000001 leaves 10 when divided by 11, and 10 is spelled 0.
            ("1990000000010", false),
            // 39900000000001 leaves 1 when divided by 13.
            ("399000000000011", true),
        ] {
            let ogrn: Ogrn = text.parse().unwrap();
            assert_eq!(ogrn.to_string(), text);
            assert_eq!(ogrn.is_sole_proprietor(), proprietor, "{text}");
        }
        for (text, why) in [
            ("1234567890124", OgrnError::CheckDigit),
            ("399000000000019", OgrnError::CheckDigit),
            ("0234567890123", OgrnError::Form),
            ("12345678901234", OgrnError::Form),
            ("", OgrnError::Form),
        ] {
            assert_eq!(text.parse::<Ogrn>(), Err(why), "{text}");
        }
    }
}
