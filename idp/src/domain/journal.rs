//! The journal: what a request came to and, when it was refused, exactly why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::time::Timestamp;

/// What a request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It got what it asked for.
    Answered,
    /// It did not.
    Refused,
}

impl Outcome {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
        }
    }

    /// The outcome of a name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Answered, Self::Refused].into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Why a request was refused, for the tester; the wire says much less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// A stable name of the reason, in kebab case.
    pub reason: String,
    /// What to change, in a sentence.
    pub fix: String,
    /// What was expected and what was seen, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

impl Why {
    /// A reason with its remedy.
    pub fn new(reason: &str, fix: impl Into<String>) -> Self {
        Self { reason: reason.to_owned(), fix: fix.into(), facts: BTreeMap::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &str, seen: impl ToString) -> Self {
        self.facts.insert(name.to_owned(), seen.to_string());
        self
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, on the realm's clock.
    pub at: Timestamp,
    /// What it came to.
    pub outcome: Outcome,
    /// The method of the request.
    pub method: String,
    /// The path, as the realm serves it.
    pub path: String,
    /// The relying party, as far as it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The person, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Oid>,
    /// The code the wire answered with, `ESIA-007014`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// An entry with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its number, rising.
    pub seq: i64,
    /// The entry.
    pub entry: Entry,
}
