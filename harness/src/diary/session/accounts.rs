//! Owns browsers whose citizen the portal knows and for whom a consent is missing: who waits, and who is let in.

use jiff::Timestamp;

use crate::diary::chance::Chance;
use crate::diary::esia::Oid;
use crate::diary::esia::verify::Believed;
use crate::diary::guard::Guards;
use crate::diary::session::{Session, SessionId, Sessions, SignedIn, Waiting, Way};

impl Sessions {
    /// The browser waits for a consent. Its number changes as for a sign-in, because it may become one.
    pub(crate) fn wait(
        &self,
        old: Option<&SessionId>,
        waiting: Waiting,
        guards: &Guards,
        chance: &Chance,
        now: Timestamp,
    ) -> SessionId {
        let account = Some(waiting.believed.oid);
        let waits = |_| Session { account, waiting: Some(waiting), ..Session::unknown(now) };
        self.renew(old, guards, chance, waits)
    }

    /// Everybody who waits, each account once.
    pub(crate) fn waiting(&self) -> Vec<Believed> {
        let open = self.open();
        let mut all: Vec<Believed> = Vec::new();
        for waiting in open.values().filter_map(|session| session.waiting.as_ref()) {
            if !all.iter().any(|known| known.oid == waiting.believed.oid) {
                all.push(waiting.believed);
            }
        }
        all
    }

    /// Lets in all browsers in which an account waits: as the one user, or to choose among several.
    pub(crate) fn open_waiting(&self, account: Oid, users: Vec<String>) {
        let mut open = self.open();
        let waits = |session: &&mut Session| session.account == Some(account) && session.waiting.is_some();
        for session in open.values_mut().filter(waits) {
            session.waiting = None;
            match users.as_slice() {
                [only] => session.signed_in = Some(SignedIn { user: only.clone(), way: Way::Portal }),
                _ => session.offered.clone_from(&users),
            }
        }
    }
}
