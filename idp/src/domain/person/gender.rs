//! A person's gender and its letter on the wire.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A person's gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// `M`.
    #[serde(rename = "M")]
    Male,
    /// `F`.
    #[serde(rename = "F")]
    Female,
}

/// A text that is no gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected M or F")]
pub struct GenderError;

impl Gender {
    /// The letter of the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Male => "M",
            Self::Female => "F",
        }
    }
}

impl FromStr for Gender {
    type Err = GenderError;

    fn from_str(text: &str) -> Result<Self, GenderError> {
        match text.trim() {
            "M" => Ok(Self::Male),
            "F" => Ok(Self::Female),
            _ => Err(GenderError),
        }
    }
}

impl fmt::Display for Gender {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wire())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_letters_are_the_only_spellings() {
        for gender in [Gender::Male, Gender::Female] {
            assert_eq!(gender.to_string().parse(), Ok(gender));
        }
        for text in ["", "m", "f", "MALE", "М", "X"] {
            assert_eq!(text.parse::<Gender>(), Err(GenderError), "{text}");
        }
    }
}
