//! Owns which of the schools that come with the harness goes with a policy.

use crate::diary::policy::{EDU_JOURNAL, Policy};
use crate::diary::roster::School;
use crate::diary::source::Mistake;

impl School {
    /// The school in the year of a policy.
    pub fn under(policy: &Policy) -> Result<Self, Mistake> {
        let (file, text) = Self::text_under(policy);
        Self::parse(file, text)
    }

    /// Its file: the name and the text.
    pub(crate) fn text_under(policy: &Policy) -> (&'static str, &'static str) {
        match policy.id.as_str() {
            "national-2024" => Self::OF_2024,
            EDU_JOURNAL => Self::OF_EDU_JOURNAL,
            _ => Self::BUILT_IN,
        }
    }
}
