//! Owns a second realm of a scenario: what the pages did in the first is done there by the control API alone.

use crate::bench::idp::{Idp, IdpError};

/// A realm that ends with this value.
#[derive(Debug)]
pub struct Twin {
    server: Idp,
    realm: String,
    idp: Idp,
}

impl Twin {
    pub(crate) fn open(server: &Idp, now: &str, seed: u64) -> Result<Self, IdpError> {
        let realm = server.fork(Some(now), seed)?;
        let idp = server.of_realm(&realm);
        Ok(Self { server: server.clone(), realm: realm.realm, idp })
    }

    /// The control API of the realm.
    pub fn idp(&self) -> &Idp {
        &self.idp
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        // A provider that is gone has dropped its realms already.
        let _ = self.server.drop_realm(&self.realm);
    }
}
