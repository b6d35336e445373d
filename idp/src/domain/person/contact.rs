//! A person's contacts: phones and mail addresses, which of them are proved, and new ones that wait for their code.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::{Challenge, ChallengeEvent};
use crate::domain::mail_link::MailLink;
use crate::domain::time::Timestamp;

mod error;
pub mod value;

pub use error::ContactError;
pub use value::{ContactKind, Value};

/// A contact of a person.
///
/// **Invariant:** only mobile phones and mail addresses are proved or wait for a code; what waits has the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Contact {
    id: u64,
    value: Value,
    verified: bool,
    proved_at: Option<Timestamp>,
    pending: Option<Pending>,
}

/// A new value that waits for its code; the old value stays in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The value that the code was sent to.
    pub value: Value,
    /// The code.
    pub challenge: Challenge,
    /// The link in the letter to a mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<MailLink>,
}

impl Contact {
    /// A contact nobody has proved.
    pub const fn new(id: u64, value: Value) -> Self {
        Self { id, value, verified: false, proved_at: None, pending: None }
    }

    /// A contact proved by its code, when the account was made.
    ///
    /// # Errors
    /// No code proves this kind.
    pub fn proved(id: u64, value: Value) -> Result<Self, ContactError> {
        if !value.kind().is_verifiable() {
            return Err(ContactError::NotVerifiable);
        }
        Ok(Self { id, value, verified: true, proved_at: None, pending: None })
    }

    /// The contact proved at a moment after the account was made.
    #[must_use]
    pub fn proved_at(self, at: Timestamp) -> Self {
        Self { proved_at: Some(at), ..self }
    }

    /// When the value in force was proved; nothing when it was at the account's registration.
    pub const fn proof_moment(&self) -> Option<Timestamp> {
        self.proved_at
    }

    /// The contact with a new value that waits for its code, in place of any that waited before.
    ///
    /// # Errors
    /// No code proves this kind, or the new value is of another kind.
    pub fn awaiting(self, pending: Pending) -> Result<Self, ContactError> {
        if pending.value.kind() != self.value.kind() {
            return Err(ContactError::OtherKind);
        }
        if !pending.value.kind().is_verifiable() {
            return Err(ContactError::NotVerifiable);
        }
        Ok(Self { pending: Some(pending), ..self })
    }

    /// The contact after another code was sent to the value that waits.
    #[must_use]
    pub fn resent(mut self, challenge: Challenge) -> Self {
        if let Some(pending) = &mut self.pending {
            pending.challenge = challenge;
        }
        self
    }

    /// The contact after something happened to the code.
    #[must_use]
    pub fn tried(mut self, event: &ChallengeEvent) -> Self {
        self.pending =
            self.pending.map(|pending| Pending { challenge: pending.challenge.evolve(event), ..pending });
        self
    }

    /// The contact after the right code: the value that waited is in force and proved.
    #[must_use]
    pub fn accepted(self, at: Timestamp) -> Self {
        match self.pending {
            Some(pending) => {
                Self { value: pending.value, verified: true, proved_at: Some(at), pending: None, ..self }
            }
            None => self,
        }
    }

    /// The contact after the new value was given up.
    #[must_use]
    pub fn withdrawn(self) -> Self {
        Self { pending: None, ..self }
    }

    /// The contact's number among the contacts of a realm.
    pub const fn id(&self) -> u64 {
        self.id
    }

    /// What the contact is for.
    pub const fn kind(&self) -> ContactKind {
        self.value.kind()
    }

    /// The value in force.
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// Whether the value in force is proved.
    pub const fn is_verified(&self) -> bool {
        self.verified
    }

    /// The new value that waits for its code.
    pub const fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// Whether a new value waits whose code no longer counts.
    pub fn is_code_expired(&self, now: Timestamp) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.challenge.is_expired(now))
    }
}

/// A contact as records spell it.
#[derive(Serialize, Deserialize)]
struct Parts {
    id: u64,
    #[serde(flatten)]
    value: Value,
    verified: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proved_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending: Option<Pending>,
}

impl TryFrom<Parts> for Contact {
    type Error = ContactError;

    fn try_from(parts: Parts) -> Result<Self, ContactError> {
        let contact = match parts.verified {
            true => Self::proved(parts.id, parts.value)?,
            false => Self::new(parts.id, parts.value),
        };
        let contact = Self { proved_at: parts.proved_at.filter(|_| parts.verified), ..contact };
        match parts.pending {
            Some(pending) => contact.awaiting(pending),
            None => Ok(contact),
        }
    }
}

impl From<Contact> for Parts {
    fn from(contact: Contact) -> Self {
        let Contact { id, value, verified, proved_at, pending } = contact;
        Self { id, value, verified, proved_at, pending }
    }
}

#[cfg(test)]
mod tests;
