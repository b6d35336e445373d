//! Who changed what by the control API, and whose calls were refused: the last calls since the server began.
//!
//! **Invariant:** it is in memory and bounded, so that nobody who only knocks can fill a disk; the log of requests lasts.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::time::Timestamp;
use crate::web::request::caller::Caller;

/// So many calls are remembered.
pub const CALLS_MAX: usize = 10_000;

/// Refused calls of the unknown count as one with others among so many rows: whoever knocks pushes nothing out.
const KNOCKS_APART_MAX: usize = 200;

/// A call that was answered, or several in a row that are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its number, rising.
    pub number: u64,
    /// When, by the machine's clock.
    pub at: Timestamp,
    /// When the last of them was, and how many there were.
    pub last_at: Timestamp,
    /// How many there were.
    pub times: u32,
    /// What was called.
    pub what: Called,
}

/// Who called what, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Who.
    pub caller: Caller,
    /// The name of the operation; nothing for callers without a token that is known.
    pub operation: Option<&'static str>,
    /// The realm it was about; nothing for them either.
    pub realm: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

/// The last calls.
#[derive(Debug, Default)]
pub struct Audit(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    calls: VecDeque<Call>,
    last: u64,
}

impl Audit {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a call; the oldest beyond the bound is forgotten.
    pub fn keep(&self, at: Timestamp, what: Called) {
        let mut kept = self.kept();
        let is_known = !matches!(what.caller, Caller::Nobody | Caller::Stranger);
        let looked_at = if is_known { 1 } else { KNOCKS_APART_MAX };
        if let Some(last) = kept.calls.iter_mut().rev().take(looked_at).find(|last| last.what == what) {
            last.times = last.times.saturating_add(1);
            last.last_at = at;
            return;
        }
        kept.last += 1;
        let number = kept.last;
        kept.calls.push_back(Call { number, at, last_at: at, times: 1, what });
        if kept.calls.len() > CALLS_MAX {
            kept.calls.pop_front();
        }
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
        Called { caller: Caller::Owner, operation: Some("resetRealm"), realm: Some(realm.to_owned()), status }
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
        for moment in 0..i64::try_from(CALLS_MAX).unwrap() {
            audit.keep(at(moment), call(if moment % 2 == 0 { "a" } else { "b" }, 204));
        }
        let all = audit.calls(0, None, usize::MAX);
        assert_eq!((all.len(), all[0].number), (CALLS_MAX, 3));
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
