//! Owns what a region demands before the diary opens: who may sign in how, from which day on.
//!
//! A policy is data. Those of the letters are in `fixtures/policies`; `file` reads them and any other.

pub(crate) mod consent;
mod demands;
mod file;
mod naming;
mod rules;
mod school;
#[cfg(test)]
mod tests;

pub(crate) use consent::ConsentTerms;
pub(crate) use naming::Naming;
pub use rules::Policy;
pub(crate) use rules::{Matching, PasswordAccess, Phase, Rule, Subject, age};

use crate::diary::source::Mistake;

/// The policy of a diary that asks by consents of the digital profile.
pub(crate) const EDU_JOURNAL: &str = "region-2024-edu-journal";

/// The policies of the letters, by the order of their dates, and that of the consents.
const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "voronezh-dept-2017",
        "fixtures/policies/voronezh-dept-2017.toml",
        include_str!("../../../fixtures/policies/voronezh-dept-2017.toml"),
    ),
    (
        "voronezh-itek-2017",
        "fixtures/policies/voronezh-itek-2017.toml",
        include_str!("../../../fixtures/policies/voronezh-itek-2017.toml"),
    ),
    (
        "yaroslavl-2018",
        "fixtures/policies/yaroslavl-2018.toml",
        include_str!("../../../fixtures/policies/yaroslavl-2018.toml"),
    ),
    (
        "bratsk-2018",
        "fixtures/policies/bratsk-2018.toml",
        include_str!("../../../fixtures/policies/bratsk-2018.toml"),
    ),
    (
        "national-2024",
        "fixtures/policies/national-2024.toml",
        include_str!("../../../fixtures/policies/national-2024.toml"),
    ),
    (
        EDU_JOURNAL,
        "fixtures/policies/region-2024-edu-journal.toml",
        include_str!("../../../fixtures/policies/region-2024-edu-journal.toml"),
    ),
];

impl Policy {
    /// The names of the policies that come with the diary.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _, _)| *id)
    }

    /// The policy of that name that comes with the diary.
    pub fn named(id: &str) -> Option<Policy> {
        let (_, file, text) = BUILT_IN.iter().find(|(known, _, _)| *known == id)?;
        Some(Self::parse(file, text).expect("invariant: a test reads every built-in policy"))
    }

    /// The file and the text of the policy of that name that comes with the diary.
    pub(crate) fn text(id: &str) -> Option<(&'static str, &'static str)> {
        BUILT_IN.iter().find(|(known, _, _)| *known == id).map(|(_, file, text)| (*file, *text))
    }

    /// Reads a policy from the text of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// Names the file, the line and the field that is wrong.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        file::parse(file, text)
    }
}
