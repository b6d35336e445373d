//! A consent: asked for, given or declined, withdrawn; whose it is, and to whom it was given.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::consent::terms::Terms;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::Timestamp;

/// A consent that a citizen was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its number.
    pub id: u64,
    /// Who was asked.
    pub person: Oid,
    /// The system that asked; none for a consent given on the portal to every system that may ask for the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<Mnemonic>,
    /// On which terms; once given, with the scopes that the citizen left in.
    pub terms: Terms,
    /// When it was asked for; of consents of before only the other moment is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// When it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_at: Option<Timestamp>,
    /// When it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<Timestamp>,
    /// When it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
    /// The child it is for, by the number of the card in the section of the one who was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<u64>,
    /// The organisation it is given to, by its registration number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<String>,
    /// The sign-in in which it was asked for: a UUID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The signature under it: a UUID. Consents of before have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// The scopes that were asked for, where the citizen left some out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_scopes: Vec<String>,
    /// What the citizen forbids to do with published data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbiddens: Vec<String>,
}

/// What has become of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Asked for, not decided.
    Waiting,
    /// Given; perhaps past its term.
    Given,
    /// Declined.
    Declined,
    /// Given, and withdrawn since.
    Withdrawn,
}

impl Consent {
    /// What has become of it.
    pub fn status(&self) -> Status {
        match (self.given_at, self.withdrawn_at, self.declined_at) {
            (Some(_), Some(_), _) => Status::Withdrawn,
            (Some(_), None, _) => Status::Given,
            (None, _, Some(_)) => Status::Declined,
            (None, _, None) => Status::Waiting,
        }
    }

    /// When it was asked for; the record exists from then on.
    pub fn created_at(&self) -> Timestamp {
        let known = self.asked_at.or(self.given_at).or(self.declined_at);
        known.unwrap_or(Timestamp::from_millis(0))
    }

    /// When it last changed.
    pub fn updated_at(&self) -> Timestamp {
        let moments = [self.withdrawn_at, self.declined_at, self.given_at];
        moments.into_iter().flatten().next().unwrap_or_else(|| self.created_at())
    }

    /// When it ends by itself.
    pub fn ends_at(&self) -> Timestamp {
        self.given_at.unwrap_or_else(|| self.created_at()) + self.terms.life()
    }

    /// Whether it acts now.
    pub fn is_acting(&self, now: Timestamp) -> bool {
        self.status() == Status::Given && now < self.ends_at()
    }

    /// Whether it was asked for with the same lists of scopes, actions and purposes, for the same organisation.
    // DP 4: with the same lists it is not asked for again; who answers for the data and how long it lasts do not matter.
    pub fn has_lists_of(&self, terms: &Terms) -> bool {
        let own = if self.asked_scopes.is_empty() { &self.terms.scopes } else { &self.asked_scopes };
        self.terms.kind == terms.kind
            && self.terms.ogrn == terms.ogrn
            && is_same(own, &terms.scopes)
            && is_same(&self.terms.actions, &terms.actions)
            && is_same(&self.terms.purposes, &terms.purposes)
    }

    /// The consent once it is given, without some of its scopes.
    #[must_use]
    pub fn given(mut self, dropped: &[String], signature: String, now: Timestamp) -> Self {
        if !dropped.is_empty() {
            self.asked_scopes.clone_from(&self.terms.scopes);
            self.terms.scopes.retain(|scope| !dropped.contains(scope));
        }
        self.given_at = Some(now);
        self.signature = Some(signature);
        self
    }

    /// The consent once it is declined.
    #[must_use]
    pub fn declined(self, now: Timestamp) -> Self {
        Self { declined_at: Some(now), ..self }
    }

    /// The consent once it is withdrawn.
    #[must_use]
    pub fn withdrawn(self, now: Timestamp) -> Self {
        Self { withdrawn_at: Some(now), ..self }
    }
}

fn is_same(own: &[String], asked: &[String]) -> bool {
    own.iter().collect::<BTreeSet<_>>() == asked.iter().collect::<BTreeSet<_>>()
}
