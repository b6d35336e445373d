//! Owns who is at school as its file describes it: pupils, users, and the pupils that each of them may see.

mod file;
mod school;
#[cfg(test)]
mod tests;

use crate::diary::source::Mistake;
pub use school::School;
pub(crate) use school::{Credentials, FullName, Place, Pupil, Role, User};

impl School {
    /// The school that comes with the harness.
    pub fn built_in() -> Result<Self, Mistake> {
        Self::parse("fixtures/schools/first.toml", include_str!("../../../fixtures/schools/first.toml"))
    }

    /// The same school six years later, when the children of the first letters have left it.
    pub fn of_2024() -> Result<Self, Mistake> {
        Self::parse(
            "fixtures/schools/year-2024.toml",
            include_str!("../../../fixtures/schools/year-2024.toml"),
        )
    }

    /// The same school in a region whose diary asks by consents; the insurance numbers are entered.
    pub fn of_edu_journal() -> Result<Self, Mistake> {
        Self::parse(
            "fixtures/schools/edu-journal.toml",
            include_str!("../../../fixtures/schools/edu-journal.toml"),
        )
    }

    /// Reads a school from the text of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// Names the file, the line and the field that is wrong.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        file::parse(file, text)
    }
}
