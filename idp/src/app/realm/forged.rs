//! Access tokens that the provider forged itself, so that the data API can go on as if they were genuine.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;

/// How many are kept: a forged token is used right after it was given out.
const KEPT: usize = 2_000;

/// The token behind a forged one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// What it would have been.
    pub genuine: String,
    /// Whom the forged one names instead.
    pub names: Option<Oid>,
}

impl Behind {
    /// What is behind a token that was forged from another one, where that is forged itself from what is behind it: what
    /// is behind a forged token is always genuine.
    pub(crate) fn of(token: &str, names: Option<Oid>, behind_that: Option<Self>) -> Self {
        match behind_that {
            Some(earlier) => Self { genuine: earlier.genuine, names: names.or(earlier.names) },
            None => Self { genuine: token.to_owned(), names },
        }
    }
}

/// Forged access tokens, each with the genuine one behind it.
#[derive(Debug, Default)]
pub struct Forged {
    own: Mutex<BTreeMap<String, Behind>>,
    /// Whether another node may have forged some.
    is_elsewhere: AtomicBool,
}

impl Forged {
    /// Whether another node may have forged tokens.
    pub(crate) fn may_be_elsewhere(&self) -> bool {
        self.is_elsewhere.load(Ordering::Relaxed)
    }

    /// Says whether another node may have forged tokens.
    pub(crate) fn are_elsewhere(&self, are: bool) {
        self.is_elsewhere.store(are, Ordering::Relaxed);
    }

    /// Remembers a forged token.
    pub(crate) fn remember(&self, forged: String, behind: Behind) {
        let mut all = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(forged, behind);
    }

    /// What is behind a token that was forged here.
    pub(crate) fn behind(&self, token: &str) -> Option<Behind> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_a_token_that_was_forged_twice_is_the_genuine_one() {
        let (forged, other) = (Forged::default(), Some(Oid::new(7)));
        forged.remember("once".into(), Behind::of("genuine", other, None));
        forged.remember("twice".into(), Behind::of("once", None, forged.behind("once")));
        let behind = Behind { genuine: "genuine".into(), names: other };
        assert_eq!(forged.behind("twice"), Some(behind));
        assert_eq!(forged.behind("genuine"), None);
    }
}
