//! Agreements of the digital profile: what a citizen allows a relying party to do with which data, what for, how long.

mod catalogue;

use serde::{Deserialize, Serialize};

pub use catalogue::{ACTIONS, Kind, PURPOSES, Takes, find, kind_names};

use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::{Span, Timestamp};

/// The longest an agreement may last: five years; ours.
pub const MINUTES_MAX: i64 = 5 * 365 * 24 * 60;

/// The terms a relying party asks for, as sent; each part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The mnemonic of the kind.
    pub kind: String,
    /// Who answers for the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// For how many minutes.
    pub minutes: i64,
    /// What may be done with the data.
    pub actions: Vec<String>,
    /// What for.
    pub purposes: Vec<String>,
    /// Which data, by scope.
    pub scopes: Vec<String>,
}

/// An agreement that a citizen gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its number.
    pub id: u64,
    /// Who gave it.
    pub person: Oid,
    /// Whom.
    pub client: Mnemonic,
    /// On which terms.
    pub terms: Terms,
    /// When.
    pub given_at: Timestamp,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
}

/// Why terms cannot be agreed to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermsRefusal {
    /// They name no kind.
    #[error("the kind of the agreement is missing")]
    NoKind,
    /// There is no such kind.
    #[error("no agreement is of the kind {0:?}")]
    UnknownKind(String),
    /// A scope that the kind demands is missing.
    #[error("the scope {0:?} is missing, which this kind demands")]
    ScopeMissing(&'static str),
    /// A scope that the kind does not take.
    #[error("this kind does not take the scope {0:?}")]
    ScopeNotAllowed(String),
    /// A scope that the relying party was not granted by application.
    #[error("the client was not granted the scope {0:?}")]
    ScopeNotGranted(String),
    /// The kind takes no scopes.
    #[error("this kind takes no scopes")]
    ScopesForbidden,
    /// They name no action.
    #[error("at least one action is needed")]
    NoAction,
    /// There is no such action.
    #[error("no action is called {0:?}")]
    UnknownAction(String),
    /// They name no purpose.
    #[error("at least one purpose is needed")]
    NoPurpose,
    /// The kind has no such purpose.
    #[error("this kind has no purpose {0:?}")]
    UnknownPurpose(String),
    /// The kind takes one purpose.
    #[error("this kind takes one purpose")]
    OnePurpose,
    /// They last no time at all, or too long.
    #[error("expected 1 to {MINUTES_MAX} minutes")]
    Expiry,
}

/// What becomes of names that a list of ours does not have: kinds and purposes of agreements, scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlisted {
    /// They are refused.
    #[default]
    Refused,
    /// They are taken. A kind of agreement is, with any scopes that the relying party was granted; a scope opens nothing.
    Taken,
}

impl Terms {
    /// Judges the terms; `is_granted` says whether the relying party was granted a scope by application.
    ///
    /// # Errors
    /// The first thing that cannot be agreed to.
    pub fn judge(&self, unlisted: Unlisted, is_granted: impl Fn(&str) -> bool) -> Result<(), TermsRefusal> {
        use TermsRefusal as R;
        if self.kind.is_empty() {
            return Err(R::NoKind);
        }
        let kind = match (find(&self.kind), unlisted) {
            (Some(kind), _) => kind,
            (None, Unlisted::Taken) => &catalogue::OTHER,
            (None, Unlisted::Refused) => return Err(R::UnknownKind(self.kind.clone())),
        };
        if kind.takes == Takes::Nothing && !self.scopes.is_empty() {
            return Err(R::ScopesForbidden);
        }
        let missing = kind.demanded.iter().find(|name| !self.scopes.iter().any(|scope| scope == *name));
        if let Some(missing) = missing {
            return Err(R::ScopeMissing(missing));
        }
        if let Some(other) = self.scopes.iter().find(|scope| !kind.takes.holds(scope)) {
            return Err(R::ScopeNotAllowed(other.clone()));
        }
        if let Some(other) = self.scopes.iter().find(|scope| !is_granted(scope)) {
            return Err(R::ScopeNotGranted(other.clone()));
        }
        if self.actions.is_empty() {
            return Err(R::NoAction);
        }
        let is_action = |name: &&String| ACTIONS.iter().any(|(action, _)| action == *name);
        if let Some(unknown) = self.actions.iter().find(|name| !is_action(name)) {
            return Err(R::UnknownAction(unknown.clone()));
        }
        if self.purposes.is_empty() {
            return Err(R::NoPurpose);
        }
        let is_purpose = |name: &&String| {
            unlisted == Unlisted::Taken || PURPOSES.iter().any(|(purpose, _)| purpose == *name)
        };
        if let Some(unknown) = self.purposes.iter().find(|name| !is_purpose(name)) {
            return Err(R::UnknownPurpose(unknown.clone()));
        }
        if kind.one_purpose && self.purposes.len() > 1 {
            return Err(R::OnePurpose);
        }
        if (1..=MINUTES_MAX).contains(&self.minutes) { Ok(()) } else { Err(R::Expiry) }
    }

    /// How long they last.
    pub fn life(&self) -> Span {
        Span::from_mins(self.minutes)
    }

    /// Whether these terms cover the same data, actions and purposes; how long each lasts does not matter.
    fn covers(&self, other: &Self) -> bool {
        let all = |own: &[String], asked: &[String]| asked.iter().all(|one| own.contains(one));
        self.kind == other.kind
            && self.responsible == other.responsible
            && all(&self.scopes, &other.scopes)
            && all(&self.actions, &other.actions)
            && all(&self.purposes, &other.purposes)
    }
}

impl Agreement {
    /// When it ends by itself.
    pub fn ends_at(&self) -> Timestamp {
        self.given_at + self.terms.life()
    }

    /// Whether it acts now.
    pub fn is_acting(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && now < self.ends_at()
    }

    /// Whether it acts now and covers these terms.
    pub fn allows(&self, terms: &Terms, now: Timestamp) -> bool {
        self.is_acting(now) && self.terms.covers(terms)
    }
}

#[cfg(test)]
mod tests;
