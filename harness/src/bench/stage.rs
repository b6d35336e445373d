//! Owns the realm a story is told in: one of its own, or the provider's where the party knows no other.

use reqwest::blocking::Client;
use serde_json::Value;

use crate::bench::idp::{Idp, IdpError};
use crate::bench::party::Setting;

/// A realm for one story. It is left as it was found: dropped, or honest again with the settings of before.
#[derive(Debug)]
pub(crate) struct Stage {
    server: Idp,
    idp: Idp,
    leaves: Leaves,
}

/// What is done with the realm after the story.
#[derive(Debug)]
enum Leaves {
    Dropped(String),
    Restored(Value),
}

impl Stage {
    /// Makes a realm like the provider's default one, or takes that one itself.
    pub(crate) fn set(http: &Client, setting: &Setting<'_>) -> Result<Self, IdpError> {
        let server =
            Idp::new(http.clone(), setting.base_url, setting.control_url).with_token(setting.control_token);
        if setting.party.is_settled() {
            let leaves = Leaves::Restored(server.get("/settings")?);
            return Ok(Self { idp: server.clone(), server, leaves });
        }
        let now = setting.party.travels().then_some(setting.now);
        let realm = server.fork(now, setting.seed)?;
        let idp = server.of_realm(&realm);
        Ok(Self { server, idp, leaves: Leaves::Dropped(realm.realm) })
    }

    /// The provider's default realm.
    pub(crate) fn server(&self) -> &Idp {
        &self.server
    }

    /// The realm of the story.
    pub(crate) fn idp(&self) -> &Idp {
        &self.idp
    }

    /// Whether the realm ends with the story.
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.leaves, Leaves::Dropped(_))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A provider that is gone has dropped its realms already.
        let _ = match &self.leaves {
            Leaves::Dropped(realm) => self.server.drop_realm(realm),
            Leaves::Restored(settings) => {
                self.idp.disarm().and_then(|()| self.idp.change_settings(settings.clone()))
            }
        };
    }
}
