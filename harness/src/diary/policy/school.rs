//! Owns which of the schools that come with the harness goes with a policy.

use crate::diary::policy::{EDU_JOURNAL, Policy};
use crate::diary::roster::School;
use crate::diary::source::Mistake;

impl School {
    /// The school in the year of a policy.
    pub fn under(policy: &Policy) -> Result<Self, Mistake> {
        match policy.id.as_str() {
            "national-2024" => Self::of_2024(),
            EDU_JOURNAL => Self::of_edu_journal(),
            _ => Self::built_in(),
        }
    }
}
