//! Documents of an organisation's digital profile.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::date;
use crate::domain::person::text::Text;
use crate::domain::time::Timestamp;

/// The name of a document in addresses, such as `srchis`.
pub type DocumentName = Text<60>;

/// A document that another body gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDocument {
    /// Its name in addresses.
    pub name: DocumentName,
    /// What the body tells, as JSON.
    pub data: String,
    /// The year of a declaration; a document with a year is one of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// How sure the data are.
    #[serde(default)]
    pub status: Certainty,
    /// Whether the data are of today.
    #[serde(default)]
    pub relevance: Relevance,
    /// Counts the refreshes, from 1.
    pub version: u32,
    /// Of which day the data are.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub verified_on: Option<Date>,
    /// When it was first asked for.
    pub created_at: Timestamp,
    /// When it was last asked for.
    pub updated_at: Timestamp,
}

/// How sure the data of a document are; the names on the wire are those of MR А.7.3 in upper case, as its samples have them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Typed by the user and checked by the body.
    VerifiedByValidate,
    /// The body answered a request.
    #[default]
    VerifiedByRequest,
    /// The body told it by itself.
    VerifiedByPush,
    /// Not checked.
    Unverified,
    /// The body knows nothing.
    NoData,
}

/// Whether the data of a document are of today (MR А.7.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relevance {
    /// Of today.
    #[default]
    Actual,
    /// Too old.
    Expired,
    /// Wrong.
    Invalid,
}

/// A document that is being asked for anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refresh {
    /// The number of the request.
    pub id: u64,
    /// The document's name.
    pub name: DocumentName,
    /// When the body answers.
    pub until: Timestamp,
}

impl Certainty {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::VerifiedByValidate,
        Self::VerifiedByRequest,
        Self::VerifiedByPush,
        Self::Unverified,
        Self::NoData,
    ];

    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::VerifiedByValidate => "VERIFIED_BY_VALIDATE",
            Self::VerifiedByRequest => "VERIFIED_BY_REQUEST",
            Self::VerifiedByPush => "VERIFIED_BY_PUSH",
            Self::Unverified => "UNVERIFIED",
            Self::NoData => "NO_DATA",
        }
    }
}

impl Relevance {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Actual, Self::Expired, Self::Invalid];

    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Actual => "ACTUAL",
            Self::Expired => "EXPIRED",
            Self::Invalid => "INVALID",
        }
    }
}

impl ProfileDocument {
    /// The document after these refreshes, as far as their answers have come.
    #[must_use]
    pub fn after(&self, refreshes: &[Refresh], now: Timestamp) -> Self {
        let mut own = self.clone();
        for refresh in refreshes.iter().filter(|one| one.name == self.name && one.until <= now) {
            // MR А.7.1.3: the version moves by one with each refresh.
            own.version += 1;
            own.updated_at = refresh.until;
            own.verified_on = own.verified_on.map(|_| refresh.until.date());
        }
        own
    }
}
