//! A token for an organisation's API-Key: the key is signed instead of a request, and no citizen is there.

use crate::app::client_auth::{self, Presented};
use crate::app::journal::{self, About};
use crate::app::refusal::OAuthRefusal;
use crate::app::token::system;
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::journal::Why;
use crate::domain::scope;
use crate::protocol::oauth::dialect::{Dialect, Purpose, Signed};
use crate::protocol::oauth::error;

/// The access token for a key with its signature.
///
/// # Errors
/// Nobody has the key, the signature is none of its owner's, which the journal explains; or something is broken.
pub fn token(
    moment: &Moment<'_>,
    key: &str,
    signature: &str,
    about: About,
) -> Result<String, Stop<OAuthRefusal>> {
    let owner = moment
        .read()?
        .clients()?
        .into_iter()
        .find(|client| client.api_keys.iter().any(|own| own.eq_ignore_ascii_case(key)));
    let about = About { client: owner.as_ref().map(|client| client.mnemonic.to_string()), ..about };
    match attempt(moment, owner, key, signature, &about) {
        Ok(token) => {
            journal::answered(moment, about)?;
            Ok(token)
        }
        Err(Stop::Refused(refusal)) => Err(refusal.recorded(moment, about)),
        Err(broken) => Err(broken),
    }
}

fn attempt(
    moment: &Moment<'_>,
    owner: Option<Client>,
    key: &str,
    signature: &str,
    about: &About,
) -> Result<String, Stop<OAuthRefusal>> {
    if signature.is_empty() {
        return Err(Stop::refused(OAuthRefusal::missing(vec!["signature"])));
    }
    let Some(client) = owner else {
        let fix = "register the key: PUT {control}/clients/{mnemonic} with api_keys";
        let why = Why::new("api-key-unknown", fix);
        return Err(Stop::refused(OAuthRefusal::new(error::UNKNOWN_CLIENT, why)));
    };
    let needed = client_auth::check(moment, &client, presented(key, signature)).map_err(Stop::refused)?;
    journal::tolerated(moment, about.clone(), Dialect::V1, &needed)?;
    system::token(moment, &client, &scopes(&client).join(" "))
}

/// «Формирование API-Key ЕСИА», 3: the key alone is signed, detached, as version 1 signs a request.
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
