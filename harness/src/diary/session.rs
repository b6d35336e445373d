//! Owns browsers' sessions: their numbers, who is signed in, and the sign-ins they have started at the portal.

mod accounts;
#[cfg(test)]
mod tests;
mod waiting;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::diary::chance::Chance;
use crate::diary::esia::Oid;
use crate::diary::esia::authorize::Attempt;
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::Refusal;
pub(crate) use waiting::Waiting;

/// How long a browser that does nothing stays signed in.
const IDLE: SignedDuration = SignedDuration::from_hours(3);
/// How long a browser that never signed in is remembered.
const IDLE_UNKNOWN: SignedDuration = SignedDuration::from_mins(15);
/// How long the citizen may take on the portal's pages.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(10);
/// How many sign-ins one browser may have under way, one for each tab.
const ATTEMPTS_MAX: usize = 5;

/// The number that a browser shows in its cookie.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct SessionId(String);

/// What the diary knows of a browser.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) signed_in: Option<SignedIn>,
    /// The users among whom this person may choose, when there are several.
    pub(crate) offered: Vec<String>,
    /// The portal account of whoever came through the portal.
    pub(crate) account: Option<Oid>,
    /// Somebody whom the portal knows and who has no consent yet.
    pub(crate) waiting: Option<Waiting>,
    attempts: Vec<Attempt>,
    seen_at: Timestamp,
}

/// Who is signed in, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedIn {
    pub(crate) user: String,
    pub(crate) way: Way,
}

/// How a user signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// With the diary's own login and password.
    Password,
    /// Through the state portal.
    Portal,
}

/// All sessions of a diary.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<SessionId, Session>>);

impl Sessions {
    /// The session with the id that a browser presents. An id that the diary did not issue is unknown:
    /// it is never adopted, so it cannot be planted.
    pub(crate) fn known(&self, shown: &str, now: Timestamp) -> Option<(SessionId, Session)> {
        let mut open = self.open();
        open.retain(|_, session| !session.is_over(now));
        let id = SessionId(shown.to_owned());
        let session = open.get_mut(&id)?;
        session.seen_at = now;
        Some((id, session.clone()))
    }

    /// Signs a user in. The browser gets a new session id and the old one becomes invalid,
    /// so an id that was seen or planted before is useless.
    pub(crate) fn sign_in(
        &self,
        old: Option<&SessionId>,
        (signed_in, account): (SignedIn, Option<Oid>),
        guards: &Guards,
        chance: &Chance,
        now: Timestamp,
    ) -> SessionId {
        self.renew(old, guards, chance, |before| {
            // A person with several users may choose again.
            let offered = before.map(|before| before.offered).unwrap_or_default();
            let offered = if offered.contains(&signed_in.user) { offered } else { Vec::new() };
            Session { signed_in: Some(signed_in), offered, account, ..Session::unknown(now) }
        })
    }

    /// A person who is several users of the diary signed in: one must be chosen first.
    /// The session id changes here as for a sign-in.
    pub(crate) fn offer(
        &self,
        old: Option<&SessionId>,
        (users, account): (Vec<String>, Option<Oid>),
        guards: &Guards,
        chance: &Chance,
        now: Timestamp,
    ) -> SessionId {
        self.renew(old, guards, chance, |_| Session { offered: users, account, ..Session::unknown(now) })
    }

    /// Puts a session with a new number in the place of the browser's old one.
    fn renew(
        &self,
        old: Option<&SessionId>,
        guards: &Guards,
        chance: &Chance,
        next: impl FnOnce(Option<Session>) -> Session,
    ) -> SessionId {
        let mut open = self.open();
        let kept = old.filter(|_| !guards.up(Guard::FreshSession)).cloned();
        let before = old.and_then(|old| open.remove(old));
        let id = kept.unwrap_or_else(|| SessionId(chance.token()));
        open.insert(id.clone(), next(before));
        id
    }

    /// Stores the attempt of a browser that is sent to the portal. A browser without a session gets one.
    pub(crate) fn begin(
        &self,
        browser: Option<&SessionId>,
        attempt: Attempt,
        chance: &Chance,
        now: Timestamp,
    ) -> SessionId {
        let mut open = self.open();
        let id = browser.cloned().unwrap_or_else(|| SessionId(chance.token()));
        let session = open.entry(id.clone()).or_insert_with(|| Session::unknown(now));
        session.attempts.push(attempt);
        if session.attempts.len() > ATTEMPTS_MAX {
            session.attempts.remove(0);
        }
        id
    }

    /// Ends the attempt that an answer of the portal belongs to, and gives it back.
    ///
    /// RFC 6749 section 10.12: the answer is bound to the browser that started it. The cookie finds the session,
    /// the `state` finds the attempt within it, and taking it out makes the answer good for one time.
    pub(crate) fn end_attempt(
        &self,
        browser: Option<&SessionId>,
        state: &str,
        guards: &Guards,
        now: Timestamp,
    ) -> Result<Attempt, Refusal> {
        let mut open = self.open();
        let mut nobody = Session::unknown(now);
        let session = browser.and_then(|id| open.get_mut(id)).unwrap_or(&mut nobody);
        let attempt = match session.attempts.iter().position(|attempt| attempt.state == state) {
            Some(at) if guards.up(Guard::StateOnce) => session.attempts.remove(at),
            Some(at) => session.attempts[at].clone(),
            None if guards.up(Guard::State) => return Err(Refusal::AttemptUnknown),
            None => Attempt::sign_in(state.to_owned(), now),
        };
        let in_time = now.duration_since(attempt.started_at) < ATTEMPT;
        guards.require(Guard::AttemptAge, in_time, Refusal::AttemptUnknown)?;
        Ok(attempt)
    }

    /// Ends the sessions that a user has through the portal; who may still choose among users does not choose this one.
    pub(crate) fn end_portal(&self, user: &str) {
        let mut open = self.open();
        open.retain(|_, session| {
            !session.signed_in.as_ref().is_some_and(|own| own.user == user && own.way == Way::Portal)
        });
        open.values_mut().for_each(|session| session.offered.retain(|offered| offered != user));
    }

    /// Ends a session.
    pub(crate) fn leave(&self, id: &SessionId) {
        self.open().remove(id);
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SessionId, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn unknown(now: Timestamp) -> Self {
        Self {
            signed_in: None,
            offered: Vec::new(),
            account: None,
            waiting: None,
            attempts: Vec::new(),
            seen_at: now,
        }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        let is_known = self.signed_in.is_some() || self.waiting.is_some();
        let idle = if is_known { IDLE } else { IDLE_UNKNOWN };
        now.duration_since(self.seen_at) >= idle
    }
}

impl SessionId {
    /// The number as the cookie carries it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionId(..)")
    }
}
