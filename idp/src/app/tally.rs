//! Figures about all realms of a server: how often something happened, never to whom.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::journal::reason::{self, Reason};
// Whoever tells figures measures how long something took, by the machine's clock: no realm's time is meant.
pub use crate::runtime::clock::machine_time;
pub use machine::Stopwatch;

/// Counters that only grow.
pub struct Tally {
    sign_ins: AtomicU64,
    token_answers: AtomicU64,
    /// By the name of the reason; every reason of the catalogue has its place from the beginning.
    refusals: BTreeMap<&'static str, AtomicU64>,
}

impl Default for Tally {
    fn default() -> Self {
        let reasons = reason::CATALOGUE.iter().flat_map(|(_, reasons)| *reasons);
        let place = |reason: &Reason| (reason.id, AtomicU64::new(0));
        Self {
            sign_ins: AtomicU64::new(0),
            token_answers: AtomicU64::new(0),
            refusals: reasons.map(place).collect(),
        }
    }
}

impl Tally {
    /// A citizen came back to a relying party with a code.
    pub(crate) fn signed_in(&self) {
        self.sign_ins.fetch_add(1, Ordering::Relaxed);
    }

    /// A relying party was given tokens.
    pub(crate) fn gave_tokens(&self) {
        self.token_answers.fetch_add(1, Ordering::Relaxed);
    }

    /// A request was refused for a reason of the catalogue.
    pub(crate) fn refused(&self, reason: &str) {
        if let Some(count) = self.refusals.get(reason) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often citizens came back with a code.
    pub fn sign_ins(&self) -> u64 {
        self.sign_ins.load(Ordering::Relaxed)
    }

    /// How often tokens were given.
    pub fn token_answers(&self) -> u64 {
        self.token_answers.load(Ordering::Relaxed)
    }

    /// How often a request was refused, by the name of the reason; those that never were are left out.
    pub fn refusals(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let all = self.refusals.iter().map(|(reason, count)| (*reason, count.load(Ordering::Relaxed)));
        all.filter(|(_, count)| *count > 0)
    }
}
