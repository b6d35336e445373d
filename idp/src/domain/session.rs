//! Single sign-on: a citizen's session on the portal, shared by every relying party.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Oid, SessionId};
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
}

impl Session {
    /// How long a session lasts unless the settings say otherwise: the cookies of the real portal live three hours.
    pub const TTL: Span = Span::from_hours(3);

    /// Whether the session still counts.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
