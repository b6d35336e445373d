//! Free text of a profile, each with the length its form field takes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;

/// A line of 1 to `MAX` characters without control signs, its blanks trimmed and collapsed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

/// Where a person was born: at most 255 characters (the profile form's limit).
pub type BirthPlace = Text<255>;
/// Who issued a document: at most 233 characters (the profile form's limit).
pub type IssuedBy = Text<233>;

/// A text that a field does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but blanks.
    #[error("expected at least one character")]
    Empty,
    /// Longer than the field.
    #[error("expected at most {max} characters")]
    TooLong {
        /// The field's length in characters.
        max: usize,
    },
    /// A sign that is no part of a line.
    #[error("expected one line without control characters")]
    Control,
}

impl<const MAX: usize> Text<MAX> {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.contains(char::is_control) {
            return Err(TextError::Control);
        }
        let text = chars::collapse_blanks(text);
        match text.chars().count() {
            0 => Err(TextError::Empty),
            length if length > MAX => Err(TextError::TooLong { max: MAX }),
            _ => Ok(Self(text)),
        }
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Text(***)")
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_one_line_of_its_length() {
        assert_eq!("  г.  Примерск ".parse::<BirthPlace>().unwrap().as_str(), "г. Примерск");
        assert!("я".repeat(255).parse::<BirthPlace>().is_ok());
        assert_eq!("я".repeat(256).parse::<BirthPlace>(), Err(TextError::TooLong { max: 255 }));
        assert!("я".repeat(233).parse::<IssuedBy>().is_ok());
        assert_eq!("я".repeat(234).parse::<IssuedBy>(), Err(TextError::TooLong { max: 233 }));
        assert_eq!(" ".parse::<IssuedBy>(), Err(TextError::Empty));
        assert_eq!("a\nb".parse::<IssuedBy>(), Err(TextError::Control));
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", "г. Примерск".parse::<BirthPlace>().unwrap()), "Text(***)");
    }
}
