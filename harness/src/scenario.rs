//! Owns what a scenario is: an ordered test with an id, its letters and a moment.

pub(crate) mod calibration;
pub mod catalog;
pub mod document;
pub(crate) mod family;
mod hostile;
mod mutations;
mod positive;
pub(crate) mod school;
pub(crate) mod steps;
mod universal;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{Choice, EDU_JOURNAL, Guard};

/// A scenario that the harness drives.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// Its id, with dots from the general to the particular.
    pub id: &'static str,
    /// What it shows, in a sentence.
    pub title: &'static str,
    /// What kind of scenario it is.
    pub kind: Kind,
    /// The letters or clauses it rests on.
    pub clauses: &'static [&'static str],
    /// The policy that the diary follows, by its name.
    pub policy: &'static str,
    /// The moment at which it begins, in RFC 3339.
    pub at: &'static str,
    /// The scenario.
    pub run: fn(&Bench<'_>) -> Result<(), Halt>,
}

impl Scenario {
    /// Why the scenario does not apply to a party; nothing when it does.
    pub(crate) fn is_not_for(&self, party: &Choice) -> Option<String> {
        if matches!(party, Choice::Builtin) {
            return None;
        }
        if self.is_of_the_portal_alone() {
            return Some("this scenario tests only the portal, not a relying party".to_owned());
        }
        if self.id.starts_with("wire.") {
            let why =
                "this scenario uses built-in diaries, which support every version; it does not test yours";
            return Some(why.to_owned());
        }
        // A lie of the portal about the level concerns every party that demands one.
        if self.id.starts_with("hostile.provider.") {
            return None;
        }
        let of_policy = self.clauses.first().filter(|_| self.policy == EDU_JOURNAL);
        let letter = self.clauses.iter().find(|clause| clause.starts_with("S00")).or(of_policy)?;
        if party.policy() != Some(self.policy) {
            let followed = party.policy().map_or("none".to_owned(), |policy| format!("`{policy}`"));
            let policy = self.policy;
            return Some(format!(
                "it rests on {letter} and the policy `{policy}`; the party's file names {followed}"
            ));
        }
        let begins = self.at;
        (!party.travels()).then(|| {
            format!("it begins at {begins}; the party's clock cannot be set: its file has no {{now}} and no [clock]")
        })
    }

    /// Whether it tells lies that are generated.
    pub(crate) fn tells_lies(&self) -> bool {
        self.id.starts_with("hostile.lies.")
    }

    /// Whether it does nothing for most of its time but wait for a time-out of the party.
    pub(crate) fn waits(&self) -> bool {
        self.id.starts_with("hostile.hang.")
    }

    /// Whether it takes many times as long as most others.
    pub(crate) fn is_long(&self) -> bool {
        const LONG: [&str; 3] = ["hostile.lies.", "hostile.time.", "redirect."];
        LONG.iter().any(|begins| self.id.starts_with(begins))
    }

    /// Whether no relying party has a part in it.
    pub(crate) fn is_of_the_portal_alone(&self) -> bool {
        self.id.starts_with("account.")
    }
}

/// What kind of scenario a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// People do what the letters ask of them.
    Positive,
    /// Someone attacks the relying party, or the provider misbehaves.
    Hostile {
        /// Sets of the built-in diary's guards. Without any one set the attack succeeds, which proves that the
        /// scenario can fail; none where the portal stops the attack first, or there is nothing to believe.
        guards: &'static [&'static [Guard]],
    },
}

impl Kind {
    /// The kind in a word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Positive => "positive",
            Kind::Hostile { .. } => "hostile",
        }
    }
}
