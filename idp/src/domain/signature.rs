//! Confirmation by a qualified electronic signature: the text to be signed, the certificates that were issued.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::id::{Oid, SignatureChallengeId};
use crate::domain::time::{Span, Timestamp};

/// A text a person is asked to sign, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureChallenge {
    /// Its name, which the page carries.
    pub id: SignatureChallengeId,
    /// Who is asked.
    pub person: Oid,
    /// The text, byte for byte.
    pub text: String,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

impl SignatureChallenge {
    /// How long a challenge waits for its signature; ours.
    pub const TTL: Span = Span::from_mins(30);

    /// A challenge for a person, which nobody has signed before.
    pub fn new(id: SignatureChallengeId, person: Oid, now: Timestamp) -> Self {
        let text = format!("Подтверждаю личность владельца учетной записи {person}. {}. {id}", now.to_page());
        Self { id, person, text, expires_at: now + Self::TTL }
    }

    /// Whether it waits for this person's signature.
    pub fn waits_for(&self, person: Oid, now: Timestamp) -> bool {
        self.person == person && now < self.expires_at
    }
}

/// A certificate the simulated authority has issued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualifiedCertificate {
    /// The serial number in upper-case hexadecimal.
    pub serial: String,
    /// Whom it was issued to.
    pub person: Oid,
    /// The certificate, PEM.
    pub pem: String,
    /// Whether the authority has taken it back.
    pub revoked: bool,
}

impl fmt::Debug for QualifiedCertificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QualifiedCertificate").field("serial", &self.serial).finish_non_exhaustive()
    }
}
