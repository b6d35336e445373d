//! The colour of a profile's picture, as `#rrggbb`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A colour.
// SIM: the picture is of one colour; whose face a real one shows is nobody's business here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tint([u8; 3]);

/// A text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a colour such as #2f6f9f")]
pub struct TintError;

impl Tint {
    /// Red, green, blue.
    pub const fn parts(self) -> [u8; 3] {
        self.0
    }
}

impl FromStr for Tint {
    type Err = TintError;

    fn from_str(text: &str) -> Result<Self, TintError> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(TintError)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(TintError);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| TintError)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Tint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Tint {
    type Error = TintError;

    fn try_from(text: String) -> Result<Self, TintError> {
        text.parse()
    }
}

impl From<Tint> for String {
    fn from(tint: Tint) -> Self {
        tint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!("#2F6f9F".parse::<Tint>().unwrap().to_string(), "#2f6f9f");
        for text in ["", "2f6f9f", "#2f6f9", "#2f6f9f0", "#+f6f9f", "#ффф"] {
            assert_eq!(text.parse::<Tint>(), Err(TintError), "{text}");
        }
    }
}
