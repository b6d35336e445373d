//! Owns what the diary knows of the portal accounts that are in by a consent: their consents, their cards, their tokens.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::diary::esia::Oid;
use crate::diary::esia::issued::Consent;
use crate::diary::esia::kids::Card;
use crate::diary::esia::verify::Believed;

/// A token is renewed a little before its end.
const MARGIN: SignedDuration = SignedDuration::from_secs(30);

/// What is known of an account.
#[derive(Clone)]
pub(crate) struct Known {
    /// What the id token said at the last sign-in.
    pub(crate) believed: Believed,
    /// The person's birthday, where it was asked for.
    pub(crate) born: Option<Date>,
    /// The account's access token. There is no refresh token beside a consent (DP 4).
    pub(crate) token: String,
    /// What the person gave, or parents for the person, as the list had it when it was asked last.
    pub(crate) consents: Vec<Consent>,
    /// The person's cards of children.
    pub(crate) cards: Vec<Card>,
}

/// All that is known.
#[derive(Default)]
pub(crate) struct Book(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    known: HashMap<Oid, Known>,
    /// Accounts that the portal named as deleted.
    deleted: Vec<Oid>,
    /// The diary's own token, and when it is no longer used.
    own: Option<(String, Timestamp)>,
}

impl Book {
    /// Writes down what is known of an account.
    pub(crate) fn remember(&self, account: Oid, known: Known) {
        self.inner().known.insert(account, known);
    }

    /// What is known of an account.
    pub(crate) fn of(&self, account: Oid) -> Option<Known> {
        self.inner().known.get(&account).cloned()
    }

    /// Writes down the consents of an account that is known.
    pub(crate) fn update(&self, account: Oid, consents: Vec<Consent>) {
        if let Some(known) = self.inner().known.get_mut(&account) {
            known.consents = consents;
        }
    }

    /// Changes one consent wherever it is known.
    pub(crate) fn change(&self, consent: u64, change: impl Fn(&mut Consent)) {
        let mut inner = self.inner();
        let all = inner.known.values_mut().flat_map(|known| &mut known.consents);
        all.filter(|one| one.id == consent).for_each(change);
    }

    /// Nothing is known of the account any more: it has a successor.
    pub(crate) fn forget(&self, account: Oid) {
        self.inner().known.remove(&account);
    }

    /// The account is gone from the portal.
    pub(crate) fn strike(&self, account: Oid) {
        let mut inner = self.inner();
        inner.known.remove(&account);
        inner.deleted.push(account);
    }

    /// Whether the portal named the account as deleted.
    pub(crate) fn is_struck(&self, account: Oid) -> bool {
        self.inner().deleted.contains(&account)
    }

    /// The accounts that are known, in the order of their numbers.
    pub(crate) fn accounts(&self) -> Vec<Oid> {
        let mut all: Vec<Oid> = self.inner().known.keys().copied().collect();
        all.sort_by_key(|oid| oid.0);
        all
    }

    /// The accounts that a message about a person and a consent may concern: the person, the children on the person's
    /// cards, and all who are in by that consent.
    pub(crate) fn concerned(&self, person: Oid, consent: u64) -> Vec<Oid> {
        let inner = self.inner();
        let cards = inner.known.get(&person).map(|known| known.cards.as_slice()).unwrap_or_default();
        let is_concerned = |account: Oid, known: &Known| {
            account == person
                || known.consents.iter().any(|one| one.id == consent)
                || cards.iter().any(|card| card.account() == Some(account))
        };
        let concerned = inner.known.iter().filter(|(account, known)| is_concerned(**account, known));
        concerned.map(|(account, _)| *account).collect()
    }

    /// The diary's own token, while it lives.
    pub(crate) fn own_token(&self, now: Timestamp) -> Option<String> {
        let inner = self.inner();
        inner.own.as_ref().filter(|(_, end)| now < *end).map(|(token, _)| token.clone())
    }

    /// Keeps the diary's own token.
    pub(crate) fn keep_own_token(&self, token: String, now: Timestamp, seconds: i64) {
        let end = now.checked_add(SignedDuration::from_secs(seconds) - MARGIN).unwrap_or(now);
        self.inner().own = Some((token, end));
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Book({})", self.inner().known.len())
    }
}
