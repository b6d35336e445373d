//! Who changed what by the control API, and whose calls were refused: the last calls.
//!
//! **Invariant:** it is bounded, so that nobody who only knocks can fill memory or a disk; the log of requests lasts.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use crate::domain::control_call::{Call, Called, Caller};
use crate::domain::time::Timestamp;

/// So many calls are remembered.
pub const CALLS_MAX: u32 = 10_000;

/// The last calls that this process answered. Where other nodes serve the same realms, those that the database does not
/// know yet.
#[derive(Debug, Default)]
pub struct Audit {
    kept: Mutex<Kept>,
    /// Whoever tells the other nodes holds this.
    pub(crate) sharing: Mutex<()>,
}

#[derive(Debug, Default)]
struct Kept {
    calls: VecDeque<Call>,
    last: u64,
}

impl Kept {
    fn shorten(&mut self) {
        let most = usize::try_from(CALLS_MAX).unwrap_or(usize::MAX);
        let beyond = self.calls.len().saturating_sub(most);
        self.calls.drain(..beyond);
    }
}

impl Audit {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a call; the oldest beyond the bound is forgotten.
    pub fn keep(&self, at: Timestamp, what: Called) {
        let mut kept = self.kept();
        let looked_at = usize::try_from(what.rows_looked_at()).unwrap_or(usize::MAX);
        if let Some(last) = kept.calls.iter_mut().rev().take(looked_at).find(|last| last.what == what) {
            last.times = last.times.saturating_add(1);
            last.last_at = at;
            return;
        }
        kept.last += 1;
        let number = kept.last;
        kept.calls.push_back(Call { number, at, last_at: at, times: 1, what });
        kept.shorten();
    }

    /// Takes all of them out, oldest first.
    pub fn take(&self) -> Vec<Call> {
        std::mem::take(&mut self.kept().calls).into()
    }

    /// Puts back what was taken out, before what was kept since.
    pub fn put_back(&self, calls: Vec<Call>) {
        let mut kept = self.kept();
        calls.into_iter().rev().for_each(|call| kept.calls.push_front(call));
        kept.shorten();
    }

    /// The calls after a number, oldest first: at most so many, of one realm if that is said.
    pub fn calls(&self, after: u64, realm: Option<&str>, limit: usize) -> Vec<Call> {
        let kept = self.kept();
        let wanted = kept.calls.iter().filter(|call| {
            call.number > after && realm.is_none_or(|realm| call.what.realm.as_deref() == Some(realm))
        });
        wanted.take(limit).cloned().collect()
    }
}

/// Whether a call is remembered: reading changes nothing, unless it was refused for its token.
pub fn is_kept(method: &str, status: u16) -> bool {
    !["GET", "HEAD", "OPTIONS"].contains(&method) || [401, 403].contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(realm: &str, status: u16) -> Called {
        Called {
            caller: Caller::Owner,
            operation: Some("resetRealm".into()),
            realm: Some(realm.to_owned()),
            status,
        }
    }

    #[test]
    fn the_newest_calls_are_kept_and_those_in_a_row_that_are_the_same_are_one() {
        let audit = Audit::default();
        let at = Timestamp::from_millis;
        for moment in 0..3 {
            audit.keep(at(moment), call("a", 200));
        }
        audit.keep(at(3), call("b", 200));
        let told: Vec<_> =
            audit.calls(0, None, 9).into_iter().map(|call| (call.number, call.times)).collect();
        assert_eq!(told, [(1, 3), (2, 1)]);
        assert_eq!(audit.calls(0, Some("b"), 9).len(), 1);
        assert_eq!(audit.calls(1, None, 9)[0].number, 2);
        for moment in 0..i64::from(CALLS_MAX) {
            audit.keep(at(moment), call(if moment % 2 == 0 { "a" } else { "b" }, 204));
        }
        let all = audit.calls(0, None, usize::MAX);
        assert_eq!((all.len(), all[0].number), (usize::try_from(CALLS_MAX).unwrap(), 3));
    }

    #[test]
    fn what_changes_something_and_what_is_refused_for_its_token_is_kept() {
        for (method, status, kept) in [
            ("POST", 201, true),
            ("DELETE", 404, true),
            ("GET", 200, false),
            ("GET", 401, true),
            ("GET", 403, true),
        ] {
            assert_eq!(is_kept(method, status), kept, "{method} {status}");
        }
    }
}
