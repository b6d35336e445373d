//! The states of an account, each with only its own facts, and the level each stands for.

use serde::{Deserialize, Serialize};

use crate::domain::account::application::Application;
use crate::domain::account::checked::FieldFault;
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;

/// How far a person's identity is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Упрощённая: a name and a proven contact.
    Simplified,
    /// Стандартная: the registers know the data.
    Standard,
    /// Подтверждённая: the person was seen.
    Confirmed,
}

/// The state of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum Status {
    /// Registered; nothing checked (`PS`).
    Simplified,
    /// The registers are being asked (`PVG`).
    Checking {
        /// Since when.
        since: Timestamp,
    },
    /// The registers said no (`PVF`).
    CheckFailed {
        /// To what.
        faults: Vec<FieldFault>,
    },
    /// The registers said yes (`PV`).
    Standard {
        /// Since when.
        since: Timestamp,
        /// New data under check, or refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revision: Option<Box<Revision>>,
    },
    /// A letter with a code is on its way or has arrived.
    LetterOrdered {
        /// Since when the account is standard.
        since: Timestamp,
        /// The letter.
        letter: LetterOrder,
    },
    /// The person is confirmed (`PT`).
    Confirmed {
        /// Since when.
        since: Timestamp,
        /// How.
        by: ConfirmedBy,
        /// New data under check, or refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revision: Option<Box<Revision>>,
    },
    /// Locked: nobody signs in.
    Blocked {
        /// Why.
        reason: String,
        /// What it was before.
        before: Box<Status>,
    },
    /// Gone; nothing brings it back.
    Deleted {
        /// When.
        at: Timestamp,
    },
}

/// How a person was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "way")]
pub enum ConfirmedBy {
    /// In person, at a service centre.
    Centre {
        /// Its number.
        centre: u32,
    },
    /// By a code from a registered letter.
    Letter,
    /// By a qualified electronic signature.
    Signature,
    /// By a bank that knows the person.
    Bank,
    /// By a confirmed parent who made the account of a child.
    Parent {
        /// The parent's account.
        parent: Oid,
    },
    /// By the simulator's control API: the tester's own word.
    Control,
}

/// New data that wait for the registers, or were refused by them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The data.
    pub application: Box<Application>,
    /// Since when.
    pub since: Timestamp,
    /// What the registers did not accept; nothing while they are being asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FieldFault>,
}

impl Revision {
    /// Whether the registers are being asked.
    pub fn is_running(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A letter with a confirmation code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOrder {
    /// Where it goes, as one line.
    pub address: String,
    /// The code in it.
    pub code: String,
    /// When it reaches the addressee.
    pub arrives_at: Timestamp,
    /// When its code runs out.
    pub expires_at: Timestamp,
    /// Tries that remain.
    pub attempts_left: u8,
    /// Whether nobody took it and it went back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returned: bool,
}

impl LetterOrder {
    /// Whether its code can confirm nobody any more.
    pub fn is_spent(&self, now: Timestamp) -> bool {
        self.returned || self.attempts_left == 0 || now >= self.expires_at
    }
}

impl std::fmt::Debug for LetterOrder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("LetterOrder").field("arrives_at", &self.arrives_at).finish_non_exhaustive()
    }
}

impl Status {
    /// The level this state stands for; a blocked account keeps the one it had.
    pub fn level(&self) -> Level {
        match self {
            Self::Simplified | Self::Checking { .. } | Self::CheckFailed { .. } | Self::Deleted { .. } => {
                Level::Simplified
            }
            Self::Standard { .. } | Self::LetterOrdered { .. } => Level::Standard,
            Self::Confirmed { .. } => Level::Confirmed,
            Self::Blocked { before, .. } => before.level(),
        }
    }

    /// Its name, in the control API and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Simplified => "simplified",
            Self::Checking { .. } => "checking",
            Self::CheckFailed { .. } => "check-failed",
            Self::Standard { .. } => "standard",
            Self::LetterOrdered { .. } => "letter-ordered",
            Self::Confirmed { .. } => "confirmed",
            Self::Blocked { .. } => "blocked",
            Self::Deleted { .. } => "deleted",
        }
    }
}
