//! Owns qualified signatures of people in scenarios: a detached CMS over a text, made with a certificate of the simulated authority.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::secret::cms::detached;

/// A certificate with its key, as the control API issues them.
#[derive(Deserialize)]
pub(crate) struct Qualified {
    certificate: String,
    key: String,
}

impl Qualified {
    /// The signature over a text, as the page takes it.
    pub(crate) fn signs(&self, text: &str, now: Timestamp) -> Result<String, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let identity = Identity::from_pem(&self.key, &self.certificate).map_err(|error| broken(&error))?;
        let signature = detached(text.as_bytes(), &identity, now).map_err(|error| broken(&error))?;
        Ok(STANDARD.encode(signature))
    }
}

impl Bench<'_> {
    /// Has the simulated authority issue a certificate to a person; `order` says what is wrong with it, if anything.
    pub(crate) fn qualified(&self, person: &Person, order: Value) -> Result<Qualified, Halt> {
        let path = format!("/people/{}/qualified-certificates", person.oid);
        let issued = self.idp().post(&path, order)?;
        serde_json::from_value(issued).map_err(|error| Halt::Broken(format!("POST {path}: {error}")))
    }
}
