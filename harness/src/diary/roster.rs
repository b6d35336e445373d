//! Owns who is at school as its file describes it: pupils, users, and the pupils that each of them may see.

mod file;
mod school;
#[cfg(test)]
mod tests;

use crate::diary::source::Mistake;
pub use school::School;
pub(crate) use school::{Credentials, FullName, Place, Pupil, Role, User};

impl School {
    /// The file of the school that comes with the harness: its name and its text.
    pub(crate) const BUILT_IN: (&str, &str) =
        ("fixtures/schools/first.toml", include_str!("../../../fixtures/schools/first.toml"));

    /// The same school six years later, when the children of the first letters have left it.
    pub(crate) const OF_2024: (&str, &str) =
        ("fixtures/schools/year-2024.toml", include_str!("../../../fixtures/schools/year-2024.toml"));

    /// The same school in a region whose diary asks by consents; the insurance numbers are entered.
    pub(crate) const OF_EDU_JOURNAL: (&str, &str) =
        ("fixtures/schools/edu-journal.toml", include_str!("../../../fixtures/schools/edu-journal.toml"));

    /// The school that comes with the harness.
    ///
    /// # Errors
    /// Never: a test reads it.
    pub fn built_in() -> Result<Self, Mistake> {
        Self::parse(Self::BUILT_IN.0, Self::BUILT_IN.1)
    }

    /// Reads a school from the text of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// Names the file, the line and the field that is wrong.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        file::parse(file, text)
    }
}
