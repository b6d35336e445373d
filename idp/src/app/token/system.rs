//! Tokens for a relying party itself, without a citizen: organisations, account import, consents.

use crate::app::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::id::GrantKind;
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::protocol::jose::claims::{self, SystemClaims};
use crate::protocol::jose::jws;
use crate::protocol::oauth::error;
use crate::protocol::oauth::token::TokenAnswer;
use crate::store::ReadTx;

/// The answer to `grant_type=client_credentials`: an access token and nothing else.
pub(crate) fn answer(
    moment: &Moment<'_>,
    client: &Client,
    asked: &str,
    state: String,
) -> Result<TokenAnswer, Broken> {
    let access_token = token(moment, client, asked)?;
    Ok(TokenAnswer {
        access_token,
        refresh_token: None,
        id_token: None,
        state,
        token_type: "Bearer",
        expires_in: client.lifetimes.access_ms.as_secs(),
    })
}

/// A token of the relying party itself for these scopes.
pub(crate) fn token(moment: &Moment<'_>, client: &Client, asked: &str) -> Result<String, Broken> {
    let words = scope::words(asked);
    let granted: Vec<_> = words
        .iter()
        .map(|one| {
            one.parameter.as_ref().map_or(one.name.clone(), |parameter| format!("{}?{parameter}", one.name))
        })
        .collect();
    let now = moment.now;
    let claims = SystemClaims {
        nbf: now.as_secs(),
        scope: granted.join(" "),
        iss: moment.settings.issuer.clone(),
        sid: moment.realm.entropy.id::<GrantKind>().to_string(),
        exp: (now + client.lifetimes.access_ms).as_secs(),
        iat: now.as_secs(),
        client_id: client.mnemonic.to_string(),
    };
    Ok(jws::seal(claims::ACCESS, &claims, moment.realm.keyring.signer(&client.token_algorithm)?.signer())?)
}

/// A system asks for organisations by their numbers: there is no citizen who could choose one.
pub(crate) fn check_organisations(tx: &dyn ReadTx, asked: &str) -> Result<(), Stop<OAuthRefusal>> {
    for one in scope::words(asked).iter().filter(|one| one.is_of_organisation()) {
        let refused = |reason: reason::Reason| {
            let why = Why::new(reason).with("scope", one.name.as_str());
            Stop::refused(OAuthRefusal::new(error::INVALID_SCOPE, why))
        };
        let Some(oid) = one.organisation() else {
            return Err(refused(reason::ORGANISATION_NOT_NAMED));
        };
        if tx.organisation(oid)?.is_none() {
            return Err(refused(reason::NO_SUCH_ORGANISATION));
        }
    }
    Ok(())
}
