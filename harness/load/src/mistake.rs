//! Owns what is told of a wrong value: where it stands, which field it is, what is wrong, how it is mended.

use std::fmt;

/// Something wrong in a file or on the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Mistake {
    /// The file with its line, or the option.
    pub place: String,
    /// The field; empty where the place is the field.
    pub field: String,
    /// What is wrong.
    pub why: String,
    /// How it is mended.
    pub fix: String,
}

impl Mistake {
    /// A mistake in an option.
    pub fn of_option(option: &str, why: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { place: option.to_owned(), field: String::new(), why: why.into(), fix: fix.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.field.is_empty() {
            write!(f, "`{}`: ", self.field)?;
        }
        write!(f, "{}; {}", self.why, self.fix)
    }
}

/// The number of the line at an octet of a text, from 1.
pub(crate) fn line_at(text: &str, octet: usize) -> usize {
    text.bytes().take(octet).filter(|byte| *byte == b'\n').count() + 1
}
