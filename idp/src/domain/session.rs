//! Single sign-on: a citizen's session on the portal, shared by every relying party.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Oid, PortalSid, SessionId};
use crate::domain::organisation::Role;
use crate::domain::time::{Span, Timestamp};

/// A citizen's session on the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its name, the value of the browser's cookie.
    pub id: SessionId,
    /// Who signed in.
    pub person: Oid,
    /// When.
    pub started_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// Whether the cookie outlives the browser; not on a foreign computer («Чужой компьютер»).
    pub remembered: bool,
    /// Whether the account was confirmed at sign-in: a later change is seen only after a new one.
    pub trusted: bool,
    /// The browser as it named itself; empty when a control call opened the session.
    #[serde(default)]
    pub device: String,
    /// In whose name the citizen acts, once that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The name that tokens give it (`urn:esia:sid`, MR Б.7): never the cookie's. Absent in sessions of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<PortalSid>,
    /// How the citizen signed in.
    #[serde(default)]
    pub method: SignInMethod,
    /// Whether a second factor was entered.
    #[serde(default)]
    pub second_factor: bool,
}

/// How a citizen signed in: `amr` and `urn:esia:amd` of the id token (MR Б.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SignInMethod {
    /// Password.
    #[default]
    #[serde(rename = "PWD")]
    Password,
    /// Electronic signature.
    #[serde(rename = "DS")]
    Signature,
    /// QR code.
    #[serde(rename = "QR")]
    QrCode,
    /// Biometrics.
    #[serde(rename = "EBS")]
    Biometrics,
    /// Delegated sign-in.
    #[serde(rename = "DLG")]
    Delegated,
    /// The application «Госуслуги», by login.
    #[serde(rename = "MP")]
    Application,
    /// The application «Госуслуги», by its PIN.
    #[serde(rename = "MPRFN")]
    ApplicationPin,
}

impl SignInMethod {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Password,
        Self::Signature,
        Self::QrCode,
        Self::Biometrics,
        Self::Delegated,
        Self::Application,
        Self::ApplicationPin,
    ];

    /// Its value in tokens.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "PWD",
            Self::Signature => "DS",
            Self::QrCode => "QR",
            Self::Biometrics => "EBS",
            Self::Delegated => "DLG",
            Self::Application => "MP",
            Self::ApplicationPin => "MPRFN",
        }
    }

    /// The method of a value.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

impl Session {
    /// How long a session lasts unless the settings say otherwise: the cookies of the real portal live three hours.
    pub const TTL: Span = Span::from_hours(3);

    /// Whether the session still counts.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
