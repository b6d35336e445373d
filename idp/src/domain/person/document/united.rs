//! The number of sixteen digits that all medical policies of a person share (MR А.2, table 3, row 7).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A united policy number (ЕНП).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitedNumber(u64);

/// A text that is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 16 digits")]
pub struct UnitedNumberError;

impl FromStr for UnitedNumber {
    type Err = UnitedNumberError;

    fn from_str(text: &str) -> Result<Self, UnitedNumberError> {
        chars::number(text, 16).map(Self).ok_or(UnitedNumberError)
    }
}

impl fmt::Display for UnitedNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016}", self.0)
    }
}

impl fmt::Debug for UnitedNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("UnitedNumber(***)")
    }
}

impl TryFrom<String> for UnitedNumber {
    type Error = UnitedNumberError;

    fn try_from(text: String) -> Result<Self, UnitedNumberError> {
        text.parse()
    }
}

impl From<UnitedNumber> for String {
    fn from(number: UnitedNumber) -> Self {
        number.to_string()
    }
}
