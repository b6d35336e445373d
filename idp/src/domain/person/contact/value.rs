//! What a contact is for, and the phone number or mail address it holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::contact::ContactError;
use crate::domain::person::email::Email;
use crate::domain::person::phone::Phone;

/// What a contact is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ContactKind {
    /// `MBT`: a mobile phone.
    #[serde(rename = "MBT")]
    Mobile,
    /// `PHN`: a home phone.
    #[serde(rename = "PHN")]
    Home,
    /// `EML`: a mail address.
    #[serde(rename = "EML")]
    Email,
    /// `CEM`: a mail address at work.
    #[serde(rename = "CEM")]
    WorkEmail,
}

/// A phone number or mail address together with what it is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Spelled", into = "Spelled")]
pub enum Value {
    /// A mobile phone.
    Mobile(Phone),
    /// A home phone.
    Home(Phone),
    /// A mail address.
    Email(Email),
    /// A mail address at work.
    WorkEmail(Email),
}

impl ContactKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Mobile, Self::Home, Self::Email, Self::WorkEmail];

    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Mobile => "MBT",
            Self::Home => "PHN",
            Self::Email => "EML",
            Self::WorkEmail => "CEM",
        }
    }

    /// Whether a code can prove such a contact.
    pub const fn is_verifiable(self) -> bool {
        matches!(self, Self::Mobile | Self::Email)
    }
}

impl Value {
    /// Reads a value as its kind asks.
    ///
    /// # Errors
    /// The text is no phone number or mail address.
    pub fn parse(kind: ContactKind, text: &str) -> Result<Self, ContactError> {
        let phone = || text.parse().map_err(ContactError::Phone);
        let email = || text.parse().map_err(ContactError::Email);
        Ok(match kind {
            ContactKind::Mobile => Self::Mobile(phone()?),
            ContactKind::Home => Self::Home(phone()?),
            ContactKind::Email => Self::Email(email()?),
            ContactKind::WorkEmail => Self::WorkEmail(email()?),
        })
    }

    /// What the value is for.
    pub const fn kind(&self) -> ContactKind {
        match self {
            Self::Mobile(_) => ContactKind::Mobile,
            Self::Home(_) => ContactKind::Home,
            Self::Email(_) => ContactKind::Email,
            Self::WorkEmail(_) => ContactKind::WorkEmail,
        }
    }

    /// The spelling for the page that says where a code went.
    pub fn masked(&self) -> String {
        match self {
            Self::Mobile(phone) | Self::Home(phone) => phone.masked(),
            Self::Email(email) | Self::WorkEmail(email) => email.masked(),
        }
    }
}

/// A value as records spell it.
#[derive(Serialize, Deserialize)]
struct Spelled {
    kind: ContactKind,
    value: String,
}

impl TryFrom<Spelled> for Value {
    type Error = ContactError;

    fn try_from(spelled: Spelled) -> Result<Self, ContactError> {
        Self::parse(spelled.kind, &spelled.value)
    }
}

impl From<Value> for Spelled {
    fn from(value: Value) -> Self {
        Self { kind: value.kind(), value: value.to_string() }
    }
}

impl FromStr for ContactKind {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text.trim()).ok_or(ContactError::Kind)
    }
}

impl fmt::Display for ContactKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wire())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mobile(phone) | Self::Home(phone) => phone.fmt(out),
            Self::Email(email) | Self::WorkEmail(email) => email.fmt(out),
        }
    }
}
