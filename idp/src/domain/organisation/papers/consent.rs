//! Consents of an organisation: whom it lets read its data (MR А.7.1.6).

use serde::{Deserialize, Serialize};

use crate::domain::organisation::OrganisationName;
use crate::domain::person::Ogrn;
use crate::domain::person::text::Text;
use crate::domain::time::{Span, Timestamp};

/// A consent that another organisation asked of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationConsent {
    /// Its number.
    pub id: u64,
    /// The mnemonic of its kind.
    pub mnemonic: Text<60>,
    /// The name of its kind.
    pub name: OrganisationName,
    /// What the data are for.
    pub purpose: OrganisationName,
    /// Who asked.
    pub object: OrganisationName,
    /// The registration number of who asked.
    pub object_ogrn: Ogrn,
    /// What was asked for, or is allowed.
    pub scopes: Vec<ConsentScope>,
    /// How long it acts once it is given.
    pub minutes: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// What came of it.
    pub state: ConsentState,
}

/// A piece of data that a consent is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentScope {
    /// The scope.
    pub sysname: Text<100>,
    /// What it opens, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<OrganisationName>,
    /// Whether the kind demands it.
    #[serde(default)]
    pub required: bool,
}

/// What came of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentState {
    /// Nobody decided yet: `W`.
    Asked,
    /// Given: `A`, also when it has run out.
    Given {
        /// When.
        at: Timestamp,
    },
    /// Taken back: `D`.
    Withdrawn {
        /// When it was given.
        given_at: Timestamp,
        /// When it was taken back.
        at: Timestamp,
    },
}

/// Why a consent of an organisation is not decided as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentRefusal {
    /// The organisation has no general consent.
    NoGeneralConsent,
    /// There is no such consent.
    Unknown,
    /// A scope that the kind demands is left out.
    RequiredScope,
    /// It cannot be given in its state.
    NotAsked,
    /// It cannot be declined in its state.
    NotToDecline,
    /// It cannot be taken back in its state.
    NotGiven,
}

impl OrganisationConsent {
    /// When it was given, and until when it acts.
    pub fn term(&self) -> Option<(Timestamp, Timestamp)> {
        let given_at = match self.state {
            ConsentState::Asked => return None,
            ConsentState::Given { at } => at,
            ConsentState::Withdrawn { given_at, .. } => given_at,
        };
        Some((given_at, given_at + Span::from_secs(i64::from(self.minutes) * 60)))
    }

    /// When it was taken back.
    pub const fn withdrawn_at(&self) -> Option<Timestamp> {
        match self.state {
            ConsentState::Withdrawn { at, .. } => Some(at),
            ConsentState::Asked | ConsentState::Given { .. } => None,
        }
    }

    /// The letter on the wire.
    pub const fn status(&self) -> &'static str {
        match self.state {
            ConsentState::Asked => "W",
            ConsentState::Given { .. } => "A",
            ConsentState::Withdrawn { .. } => "D",
        }
    }

    /// Its column in the mask of MR table 16: given and run out, withdrawn, acting, waiting.
    pub fn column(&self, now: Timestamp) -> usize {
        match self.state {
            ConsentState::Given { .. } if self.term().is_some_and(|(_, end)| end <= now) => 0,
            ConsentState::Withdrawn { .. } => 1,
            ConsentState::Given { .. } => 2,
            ConsentState::Asked => 3,
        }
    }
}
