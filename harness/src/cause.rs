//! Owns the catalogue of causes: each is a guard that a relying party may lack, what follows from that, and how to mend it.
//!
//! A scenario attaches one with `transcript().about(&cause::ID_TOKEN_AUDIENCE, || …)`: checks within that do not hold, and
//! a stop within, belong to it. Failures with one cause stand together in every report.

mod party;
mod sign_in;
mod suspected;
mod token;
mod users;

use serde::{Serialize, Serializer};

use crate::lang::{Lang, Said};

pub use party::*;
pub use sign_in::*;
pub(crate) use suspected::suspected;
pub use token::*;
pub use users::*;

/// A guard that a relying party may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Its stable name in files, in lower case, from the general to the particular.
    pub key: &'static str,
    /// The guard, as a noun: «audience of the id token».
    pub guard: Said,
    /// What follows where it is missing, in one sentence.
    pub consequence: Said,
    /// How to mend it, in one sentence.
    pub fix: Said,
    /// How grave that is.
    pub severity: Severity,
    /// The requirements of the official documents that ask for it: `MR-Д-n`, `MR-RP-n`.
    pub requirements: &'static [&'static str],
}

/// How grave a missing guard is, from the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, strum::VariantArray)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Somebody is let in as another person, or in without any right.
    Critical,
    /// Somebody sees or does what only another may, once something else helps.
    High,
    /// Honest people are kept out, or the party stops working.
    Medium,
    /// A duty of the documents is not kept; nobody is harmed at once.
    Low,
}

impl Severity {
    /// All of them, from the gravest.
    pub const ALL: &[Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word itself.
    pub const fn word(self) -> Said {
        match self {
            Self::Critical => Said { en: "critical", ru: "критическая" },
            Self::High => Said { en: "high", ru: "высокая" },
            Self::Medium => Said { en: "medium", ru: "средняя" },
            Self::Low => Said { en: "low", ru: "низкая" },
        }
    }

    /// The same for programs, as SARIF viewers count it.
    pub const fn score(self) -> &'static str {
        match self {
            Self::Critical => "9.5",
            Self::High => "8.0",
            Self::Medium => "5.5",
            Self::Low => "3.0",
        }
    }
}

impl Cause {
    /// Every cause there is.
    pub fn all() -> impl Iterator<Item = &'static Cause> {
        [SIGN_IN, TOKEN, PARTY, USERS].into_iter().flatten().copied()
    }

    /// The cause of that key.
    pub fn of_key(key: &str) -> Option<&'static Cause> {
        Self::all().find(|cause| cause.key == key)
    }

    /// The guard that is missing.
    pub fn guard(&self, lang: Lang) -> &'static str {
        self.guard.in_(lang)
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key)
    }
}

/// An entry of the catalogue; each pair is English, then Russian.
const fn cause(
    key: &'static str,
    severity: Severity,
    requirements: &'static [&'static str],
    [guard, consequence, fix]: [(&'static str, &'static str); 3],
) -> Cause {
    const fn said((en, ru): (&'static str, &'static str)) -> Said {
        Said { en, ru }
    }
    Cause { key, guard: said(guard), consequence: said(consequence), fix: said(fix), severity, requirements }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_key_of_its_own_and_says_everything_in_both_languages() {
        let keys: Vec<_> = Cause::all().map(|cause| cause.key).collect();
        for cause in Cause::all() {
            assert_eq!(keys.iter().filter(|key| **key == cause.key).count(), 1, "{}", cause.key);
            assert_eq!(Cause::of_key(cause.key), Some(cause));
            for said in [cause.guard, cause.consequence, cause.fix] {
                assert!(!said.en.is_empty() && said.en.is_ascii(), "{}: {}", cause.key, said.en);
                let is_russian = said.ru.chars().any(|c| ('а'..='я').contains(&c));
                assert!(is_russian, "{}: {}", cause.key, said.ru);
            }
            assert!(cause.requirements.iter().all(|id| id.starts_with("MR-")), "{}", cause.key);
        }
    }
}
