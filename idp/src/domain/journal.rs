//! The journal: what a request came to and, when it was refused, exactly why.

pub mod reason;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::journal::reason::Reason;
use crate::domain::time::Timestamp;

/// The longest text of a fact, and of a path, in bytes. One page of text: what is longer is told by its beginning.
pub const TEXT_BYTES_MAX: usize = 4 * 1024;
/// The longest name a relying party may have said, in bytes.
const CLIENT_BYTES_MAX: usize = 200;

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
    /// The name of the reason in the catalogue, in kebab case.
    pub reason: String,
    /// What to change, in a sentence.
    pub fix: String,
    /// What was expected and what was seen, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

impl Why {
    /// A reason of the catalogue, with its usual fix.
    pub fn new(reason: Reason) -> Self {
        Self { reason: reason.id.to_owned(), fix: reason.fix.to_owned(), facts: BTreeMap::new() }
    }

    /// Says what to change in this case.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
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
    /// What names the request in the log of requests, where somebody may look for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Entry {
    /// The entry with each text cut at the length that the journal keeps; a cut one says how long it was.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        cut(&mut self.path, TEXT_BYTES_MAX);
        if let Some(client) = &mut self.client {
            cut(client, CLIENT_BYTES_MAX);
        }
        if let Some(why) = &mut self.why {
            cut(&mut why.fix, TEXT_BYTES_MAX);
            why.facts.values_mut().for_each(|seen| cut(seen, TEXT_BYTES_MAX));
        }
        self
    }
}

/// Cuts a text that is too long and adds a mark with its length.
fn cut(text: &mut String, bytes_max: usize) {
    if text.len() > bytes_max {
        let whole = text.len();
        text.truncate(text.floor_char_boundary(bytes_max));
        text.push_str(&format!("… (cut: {whole} bytes)"));
        text.shrink_to_fit();
    }
}

/// An entry with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its number, rising.
    pub seq: i64,
    /// The entry.
    pub entry: Entry,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_between_letters_and_says_so() {
        let why = Why::new(reason::FAULT).with("short", "s").with("long", "я".repeat(TEXT_BYTES_MAX));
        let entry = Entry {
            at: Timestamp::from_millis(0),
            outcome: Outcome::Refused,
            method: "GET".to_owned(),
            path: format!("/{}", "x".repeat(TEXT_BYTES_MAX)),
            client: Some("c".repeat(1_000)),
            person: None,
            error: None,
            why: Some(why),
            request_id: None,
        };
        let bounded = entry.bounded();
        let facts = bounded.why.as_ref().map(|why| why.facts.clone()).unwrap();
        assert_eq!(facts["short"], "s");
        assert!(facts["long"].ends_with("я… (cut: 8192 bytes)"), "{}", facts["long"].len());
        assert!(facts["long"].len() < TEXT_BYTES_MAX + 40 && bounded.path.ends_with("(cut: 4097 bytes)"));
        assert!(bounded.client.as_ref().unwrap().ends_with("(cut: 1000 bytes)"));
    }
}
