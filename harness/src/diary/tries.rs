//! Owns the limit of wrong passwords: how many are looked at for one login within a span, from whatever browser.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// So many wrong passwords within the span close a login until the first of them is older than that.
const TRIES_MAX: usize = 10;
const SPAN: SignedDuration = SignedDuration::from_mins(15);

/// When wrong passwords came, by login; logins that nobody has are counted like others.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<HashMap<String, Vec<Timestamp>>>);

impl Tries {
    /// What a password opens, unless the login is closed: then it is not looked at.
    pub(crate) fn opens<T>(
        &self,
        login: &str,
        now: Timestamp,
        look: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        // Counted before it is looked at, which takes long: those who come meanwhile are not let past the limit.
        if !self.counts(login, now) {
            return None;
        }
        let found = look();
        if found.is_some() {
            self.all().remove(login);
        }
        found
    }

    /// Counts a try, unless the login is closed.
    fn counts(&self, login: &str, now: Timestamp) -> bool {
        let mut all = self.all();
        all.retain(|_, came| {
            came.retain(|at| now.duration_since(*at) < SPAN);
            !came.is_empty()
        });
        let came = all.entry(login.to_owned()).or_default();
        let is_open = came.len() < TRIES_MAX;
        came.extend(is_open.then_some(now));
        is_open
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Vec<Timestamp>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_passwords_close_a_login_for_a_quarter_of_an_hour() {
        let (tries, now) = (Tries::default(), Timestamp::UNIX_EPOCH);
        let opens =
            |login: &str, is_right: bool, now| tries.opens(login, now, || is_right.then_some(())).is_some();
        for _ in 0..TRIES_MAX {
            assert!(!opens("mother", false, now));
        }
        assert!(!opens("mother", true, now));
        assert!(opens("father", true, now), "another login is open");
        let later = now + SPAN;
        assert!(!opens("mother", true, later - SignedDuration::from_secs(1)));
        assert!(opens("mother", true, later));
    }

    #[test]
    fn the_right_password_forgives_the_wrong_ones() {
        let (tries, now) = (Tries::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..3 {
            for _ in 1..TRIES_MAX {
                assert!(tries.opens("mother", now, || None::<()>).is_none());
            }
            assert!(tries.opens("mother", now, || Some(())).is_some());
        }
    }
}
