//! The codes of an address: the post's, the address register's and how deep that one goes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::address::AddressError;
use crate::domain::person::chars;

/// A postal code of six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZipCode(u32);

/// The address register's code: a GUID, or the dashed digits of older samples.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiasCode(String);

/// How deep the address register's code goes: 8 is a house (MR А.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiasLevel(u8);

/// What a check of the address found: whole numbers separated by commas, such as `-2` or `0,5,0` (MR А.2, А.11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QualityCodes(String);

impl FromStr for QualityCodes {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let is_number = |one: &str| (1..=4).contains(&one.len()) && one.parse::<i16>().is_ok();
        let good = text.len() <= 40 && text.split(',').all(is_number);
        if good { Ok(Self(text.to_owned())) } else { Err(AddressError::QualityCodes) }
    }
}

impl fmt::Display for QualityCodes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for QualityCodes {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<QualityCodes> for String {
    fn from(codes: QualityCodes) -> Self {
        codes.0
    }
}

impl FromStr for ZipCode {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        chars::number(text, 6).map(|code| Self(code as u32)).ok_or(AddressError::ZipCode)
    }
}

impl FromStr for FiasCode {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let signs = text.bytes().all(|sign| sign.is_ascii_hexdigit() || sign == b'-');
        let good = signs && (1..=40).contains(&text.len());
        if good { Ok(Self(text.to_ascii_lowercase())) } else { Err(AddressError::FiasCode) }
    }
}

impl FromStr for FiasLevel {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let level = text.trim().parse().ok().filter(|level| (1..100).contains(level));
        level.map(Self).ok_or(AddressError::FiasLevel)
    }
}

impl fmt::Display for ZipCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:06}", self.0)
    }
}

impl fmt::Display for FiasCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for ZipCode {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl TryFrom<String> for FiasCode {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<ZipCode> for String {
    fn from(code: ZipCode) -> Self {
        code.to_string()
    }
}

impl From<FiasCode> for String {
    fn from(code: FiasCode) -> Self {
        code.0
    }
}

impl fmt::Display for FiasLevel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl TryFrom<String> for FiasLevel {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<FiasLevel> for String {
    fn from(level: FiasLevel) -> Self {
        level.to_string()
    }
}
