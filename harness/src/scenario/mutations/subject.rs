//! Owns what a group of lies is about: the guard that they look for, who gains by its absence, which rule demands it.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Guard;

/// Lies about one thing.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The scenario's id.
    pub(crate) id: &'static str,
    /// What it shows, in a sentence.
    pub(crate) title: &'static str,
    /// The rules, the requirement's id first where there is one.
    pub(crate) clauses: &'static [&'static str],
    /// The guards of the built-in diary without which a lie is believed.
    pub(crate) guards: &'static [&'static [Guard]],
    /// How grave it is to believe one.
    pub(crate) severity: Severity,
    /// What is missing in a party that believes one.
    pub(crate) missing: &'static str,
    /// What somebody gains by that.
    pub(crate) gain: &'static str,
    /// Which token the lies are told in, as the control API names it; empty where they are told elsewhere.
    pub(crate) token: &'static str,
    /// Which claim or member they are about; empty where it is not one alone.
    pub(crate) what: &'static str,
    /// The policy of the built-in diary.
    pub(crate) policy: &'static str,
    /// How they are told.
    pub(crate) tell: fn(&Bench<'_>, &'static Subject) -> Result<(), Halt>,
}

/// How grave a missing guard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Anybody can become anybody.
    Critical,
    /// Somebody with means of their own can become somebody else.
    High,
    /// It makes another mistake worse, or locks people out.
    Medium,
    /// Nobody gains much by it alone.
    Low,
}

impl Severity {
    fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Subject {
    /// What was seen of a party without the guard: what that means, and what somebody gains by it.
    pub(crate) fn without_guard(&self, seen: &str) -> String {
        let Self { missing, gain, .. } = self;
        format!("{seen}: [{}] {missing}; {gain}", self.severity.word())
    }

    /// The rule that its checks name.
    pub(crate) fn clause(&self) -> &'static str {
        self.clauses[0]
    }
}
