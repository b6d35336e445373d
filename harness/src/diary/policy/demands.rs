//! Owns what a policy demands of an adult's account, for those who judge another diary by it.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::diary::level::Level;
use crate::diary::policy::{Matching, Policy, Subject};
use crate::diary::roster::Role;

impl Policy {
    /// The level that a parent's account needs at a moment.
    pub(crate) fn level_at(&self, now: Timestamp) -> Level {
        let subject = Subject { role: Role::Parent, age: None, joined: None };
        self.phase(self.day(now, Offset::UTC)).rule(subject).portal
    }

    /// Whether a user is found by the insurance number, and whether the name is compared besides.
    pub(crate) fn compares(&self) -> (bool, bool) {
        match self.matching {
            Matching::BoundAccount => (false, false),
            Matching::Snils => (true, false),
            Matching::NameAndSnils { .. } => (true, true),
        }
    }
}
