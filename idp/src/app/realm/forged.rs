//! Access tokens that the provider forged itself, so that the data API can go on as if they were genuine.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::domain::id::Oid;

/// How many are kept: a forged token is used right after it was given out.
const KEPT: usize = 2_000;

/// The token behind a forged one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What it would have been.
    pub genuine: String,
    /// Whom the forged one names instead.
    pub names: Option<Oid>,
}

/// Forged access tokens, each with the genuine one behind it.
#[derive(Debug, Default)]
pub struct Forged(Mutex<BTreeMap<String, Behind>>);

impl Forged {
    /// Remembers a forged token. What is behind a forged token is always genuine, not another forged one.
    pub fn remember(&self, forged: String, genuine: &str, names: Option<Oid>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT {
            all.clear();
        }
        let earlier = all.get(genuine).cloned();
        let behind = Behind {
            genuine: earlier.as_ref().map_or_else(|| genuine.to_owned(), |one| one.genuine.clone()),
            names: names.or(earlier.and_then(|one| one.names)),
        };
        all.insert(forged, behind);
    }

    /// What is behind a token that was forged here.
    pub fn behind(&self, token: &str) -> Option<Behind> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_a_token_that_was_forged_twice_is_the_genuine_one() {
        let (forged, other) = (Forged::default(), Some(Oid::new(7)));
        forged.remember("once".into(), "genuine", other);
        forged.remember("twice".into(), "once", None);
        let behind = Behind { genuine: "genuine".into(), names: other };
        assert_eq!(forged.behind("twice"), Some(behind));
        assert_eq!(forged.behind("genuine"), None);
    }
}
