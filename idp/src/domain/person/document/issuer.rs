//! The code of the department that issued a passport.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// Six digits, shown as `000-000`; the wire and the store carry them without the dash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IssuerCode(u32);

/// A text that is no issuer code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 6 digits such as 990-001")]
pub struct IssuerCodeError;

impl IssuerCode {
    /// The six digits without the dash.
    pub fn digits(self) -> String {
        format!("{:06}", self.0)
    }
}

impl FromStr for IssuerCode {
    type Err = IssuerCodeError;

    fn from_str(text: &str) -> Result<Self, IssuerCodeError> {
        let whole = || chars::number(text, 6);
        let halves = text.trim().split_once(chars::is_dash);
        let joined = halves.and_then(|(department, unit)| {
            let both = chars::are_digits(department, 3) && chars::are_digits(unit, 3);
            if both { chars::number(&format!("{department}{unit}"), 6) } else { None }
        });
        joined.or_else(whole).map(|code| Self(code as u32)).ok_or(IssuerCodeError)
    }
}

impl fmt::Display for IssuerCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:03}-{:03}", self.0 / 1000, self.0 % 1000)
    }
}

impl TryFrom<String> for IssuerCode {
    type Error = IssuerCodeError;

    fn try_from(text: String) -> Result<Self, IssuerCodeError> {
        text.parse()
    }
}

impl From<IssuerCode> for String {
    fn from(code: IssuerCode) -> Self {
        code.digits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_stored_as_digits_and_shown_with_a_dash() {
        for text in ["198001", "198-001", " 198–001 "] {
            let code: IssuerCode = text.parse().unwrap();
            assert_eq!((code.digits().as_str(), code.to_string().as_str()), ("198001", "198-001"));
            assert_eq!(IssuerCode::try_from(String::from(code)), Ok(code));
        }
        for text in ["", "19801", "1980-01", "198-0011", "19-8001", "198 001", "abc-def"] {
            assert_eq!(text.parse::<IssuerCode>(), Err(IssuerCodeError), "{text}");
        }
    }
}
