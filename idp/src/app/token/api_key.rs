//! A token for an organisation's API-Key: the key is signed instead of a request, and no citizen is there.

use crate::app::checks::still_registered;
use crate::app::client_auth::{self, Presented};
use crate::app::door::Unsealed;
use crate::app::journal;
use crate::app::refusal::OAuthRefusal;
use crate::app::token::system;
use crate::app::{Broken, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::protocol::oauth::dialect::{Dialect, Purpose, Signed};
use crate::protocol::oauth::error;

/// What a key with its signature is granted, before the token is signed.
pub struct Granted(Client);

impl Unsealed for Granted {
    type Sealed = String;

    fn seal(self, moment: &Moment<'_>) -> Result<String, Broken> {
        system::token(moment, &self.0, &scopes(&self.0).join(" "))
    }
}

/// The access token for a key with its signature.
///
/// # Errors
/// Nobody has the key, or the signature is none of its owner's; or something is broken.
pub fn token(moment: &Moment<'_>, key: &str, signature: &str) -> Result<Granted, Stop<OAuthRefusal>> {
    let all = moment.read()?.clients()?;
    let owner =
        all.into_iter().find(|client| client.api_keys.iter().any(|own| own.eq_ignore_ascii_case(key)));
    moment.names_client(owner.as_ref().map(|client| client.mnemonic.as_str()));
    if signature.is_empty() {
        let refusal = OAuthRefusal::missing(vec!["signature"]);
        return Err(Stop::refused(OAuthRefusal { error: error::PARAMETERS_WRONG, ..refusal }));
    }
    let Some(client) = owner else {
        let why = Why::new(reason::API_KEY_UNKNOWN);
        return Err(Stop::refused(OAuthRefusal::new(error::KEY_UNKNOWN, why)));
    };
    // MR table 92 has one error for every wrong signature.
    let wrong = |refusal| Stop::refused(OAuthRefusal { error: error::SIGNATURE_WRONG, ..refusal });
    let needed = client_auth::check(moment, &client, presented(key, signature)).map_err(wrong)?;
    journal::tolerated(moment, Dialect::V1, &needed);
    still_registered(&*moment.write()?, &client)?;
    journal::answered(moment);
    Ok(Granted(client))
}

/// MR А.12: the key alone is signed, detached, as version 1 signs a request.
fn presented<'a>(key: &'a str, signature: &'a str) -> Presented<'a> {
    let signed = Signed {
        scope: key,
        scope_org: "",
        timestamp: "",
        client_id: "",
        state: "",
        redirect_uri: "",
        purpose: Purpose::Client,
    };
    Presented { dialect: Dialect::V1, signed, client_secret: signature, certificate_hash: None }
}

/// What the owner may do without a citizen: interfaces named by an address, none of which opens a person.
///
// SIM: which scopes such a token of the real system carries is not published.
fn scopes(client: &Client) -> Vec<&str> {
    let is_interface = |name: &&str| {
        name.contains("://") && scope::find(name).is_some_and(|known| known.discloses.is_empty())
    };
    client.scopes.iter().map(String::as_str).filter(is_interface).collect()
}
