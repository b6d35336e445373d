//! The family: the cards parents keep of their children, the accounts made for them.
//!
//! **Invariant:** [`decide`] and [`Card::evolve`] are total; only a checked card leads to an account.

mod decide;
mod event;
mod form;
mod notices;
mod school;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use decide::{Command, Refusal, decide, may_add, may_consent};
pub use event::Event;
pub use form::{CardForm, Child};
pub use notices::{account_made, consent_given, consent_withdrawn, notices};
pub use school::allows_school_data;

use crate::domain::challenge::Challenge;
use crate::domain::id::Oid;
use crate::domain::person::address::AddressLine;
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{BirthPlace, Email, Phone};
use crate::domain::time::Timestamp;

/// A child's card in the family section of one parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its number in the realm: the child's number under `/rs/prns/{oid}/kids`.
    pub id: u64,
    /// Whose section it stands in.
    pub parent: Oid,
    /// The child, as the parent wrote it down.
    pub child: Child,
    /// How far the check of the card is.
    pub state: CardState,
    /// The child's account, as far as this parent is concerned.
    pub link: Link,
    /// When the card last changed; cards of before do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Timestamp>,
    /// Whether the parent hid it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// That the child is not alive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death: Option<Death>,
}

/// The category of a child that is not alive (MR А.2, table 3, row 10: `deadKid`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Death {
    /// «мертвый».
    Dead,
    /// «мертворожденный».
    Stillborn,
}

/// How far the check of a card is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum CardState {
    /// The registers are being asked.
    Checking {
        /// Since when.
        since: Timestamp,
    },
    /// Certificate and SNILS are right.
    Checked {
        /// Since when.
        since: Timestamp,
    },
    /// A register said no.
    Failed {
        /// To what.
        faults: Vec<CardFault>,
    },
}

/// What a register did not accept in a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardFault {
    /// The civil registry has no such birth certificate.
    CertificateUnknown,
    /// The Pension Fund has no such SNILS with this name and birth date.
    SnilsUnknown,
}

/// The child's account, as far as a parent is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "link")]
pub enum Link {
    /// None that this parent has to do with.
    None,
    /// The parent is making one.
    Creating {
        /// How far.
        creation: Box<Creation>,
    },
    /// It is linked to the parent's own.
    Linked {
        /// The child's account.
        account: Oid,
        /// Since when.
        since: Timestamp,
    },
}

/// A child's account in the making: its contacts are proved by codes first.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creation {
    /// The child's e-mail.
    pub email: Email,
    /// Where the child was born; accounts begun before this was asked have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<BirthPlace>,
    /// Where the child is registered, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<AddressLine>,
    /// The child's phone, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Phone>,
    /// The hash of the password the parent set.
    pub password_hash: String,
    /// Which contact is being proved.
    pub proving: ContactKind,
    /// The code that was sent to it.
    pub challenge: Challenge,
}

impl fmt::Debug for Creation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Creation").field("proving", &self.proving).finish_non_exhaustive()
    }
}

impl Card {
    /// A card that has just been sent to be checked.
    pub fn added(id: u64, parent: Oid, child: Child, now: Timestamp) -> Self {
        let child = child.numbered(id);
        Self {
            id,
            parent,
            child,
            state: CardState::Checking { since: now },
            link: Link::None,
            changed_at: Some(now),
            hidden: false,
            death: None,
        }
    }

    /// The child's account that is linked to the parent's.
    pub fn account(&self) -> Option<Oid> {
        match self.link {
            Link::Linked { account, .. } => Some(account),
            Link::None | Link::Creating { .. } => None,
        }
    }

    /// The account in the making.
    pub fn creation(&self) -> Option<&Creation> {
        match &self.link {
            Link::Creating { creation } => Some(creation),
            Link::None | Link::Linked { .. } => None,
        }
    }

    /// When the card last changed.
    pub fn updated_at(&self) -> Timestamp {
        let since = match self.state {
            CardState::Checking { since } | CardState::Checked { since } => since,
            CardState::Failed { .. } => Timestamp::from_secs(0),
        };
        self.changed_at.unwrap_or(since)
    }

    /// Whether the registers agreed to the card.
    pub fn is_checked(&self) -> bool {
        matches!(self.state, CardState::Checked { .. })
    }

    /// The name of its state in the control API.
    pub fn state_name(&self) -> &'static str {
        match self.state {
            CardState::Checking { .. } => "checking",
            CardState::Checked { .. } => "checked",
            CardState::Failed { .. } => "failed",
        }
    }
}
