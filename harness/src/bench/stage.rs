//! Owns the realm that a scenario runs in: one of its own, or the provider's where the party knows no other.

use reqwest::blocking::Client;
use serde_json::Value;

use crate::bench::idp::{Idp, IdpError};
use crate::bench::party::Setting;

/// A realm for one scenario. It is left as it was found: dropped, or honest again with the settings of before.
#[derive(Debug)]
pub(crate) struct Stage {
    server: Idp,
    idp: Idp,
    cleanup: Cleanup,
}

/// What is done with the realm after the scenario.
#[derive(Debug)]
enum Cleanup {
    Dropped(String),
    Restored(Value),
}

impl Stage {
    /// Makes a realm like the provider's default one, or takes that one itself.
    pub(crate) fn open(http: &Client, setting: &Setting<'_>) -> Result<Self, IdpError> {
        let server =
            Idp::new(http.clone(), setting.base_url, setting.control_url).with_token(setting.control_token);
        if setting.party.is_settled() {
            let cleanup = Cleanup::Restored(server.get("/settings")?);
            return Ok(Self { idp: server.clone(), server, cleanup });
        }
        let now = setting.party.travels().then_some(setting.now);
        let realm = server.fork(now, setting.seed)?;
        let idp = server.of_realm(&realm);
        Ok(Self { server, idp, cleanup: Cleanup::Dropped(realm.realm) })
    }

    /// The provider's default realm.
    pub(crate) fn server(&self) -> &Idp {
        &self.server
    }

    /// The realm of the scenario.
    pub(crate) fn idp(&self) -> &Idp {
        &self.idp
    }

    /// Whether the realm ends with the scenario.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.cleanup, Cleanup::Dropped(_))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A provider that is gone has dropped its realms already.
        let _ = match &self.cleanup {
            Cleanup::Dropped(realm) => self.server.drop_realm(realm),
            Cleanup::Restored(settings) => {
                self.idp.disarm().and_then(|()| self.idp.change_settings(settings.clone()))
            }
        };
    }
}
