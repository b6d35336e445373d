//! Tokens for a relying party itself, without a citizen: organisations, account import, consents.

use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::id::{GrantKind, Oid};
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::domain::time::Span;
use crate::protocol::jose::claims::{self, AccessClaims};
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
    let life = client.lifetimes.access_ms;
    let access_token = token(moment, client, &Token { asked, life, begins: true, subject: None })?;
    Ok(TokenAnswer {
        access_token,
        refresh_token: None,
        id_token: None,
        state,
        token_type: "Bearer",
        expires_in: life.as_secs(),
    })
}

/// What a token of a relying party itself says.
pub(crate) struct Token<'t> {
    /// The scopes.
    pub(crate) asked: &'t str,
    /// How long it lives.
    pub(crate) life: Span,
    /// Whether it says from when on it may be used.
    pub(crate) begins: bool,
    /// The employee who acts; the system itself when nobody does.
    pub(crate) subject: Option<Oid>,
}

/// A token of the relying party itself.
pub(crate) fn token(moment: &Moment<'_>, client: &Client, token: &Token<'_>) -> Result<String, Broken> {
    let words = scope::words(token.asked);
    let granted: Vec<_> = words
        .iter()
        .map(|one| {
            one.parameter.as_ref().map_or(one.name.clone(), |parameter| format!("{}?{parameter}", one.name))
        })
        .collect();
    let now = moment.now;
    let claims = AccessClaims {
        nbf: token.begins.then(|| now.as_secs()),
        permissions: None,
        scope: granted.join(" "),
        ext_vrf_url: None,
        matched: None,
        iss: moment.settings.issuer.clone(),
        sid: moment.realm.entropy.id::<GrantKind>().to_string(),
        subject: token.subject.unwrap_or_else(|| Oid::of_system(&client.mnemonic)).number(),
        exp: (now + token.life).as_secs(),
        iat: now.as_secs(),
        client_id: client.mnemonic.to_string(),
        permissions_url: None,
    };
    Ok(jws::seal(claims::ACCESS, &claims, moment.realm.keyring.signer(&client.token_algorithm)?.signer())?)
}

/// MR Б.3.2: a system asks for itself for scopes of organisations and of systems alone; А.10 has it ask for the avatar
/// so all the same.
// I: which error it meets is not documented; a scope that cannot be had is ESIA-007006.
pub(crate) fn check_persons(asked: &str) -> Result<(), Stop<OAuthRefusal>> {
    let asked = scope::words(asked);
    let personal: Vec<_> = asked.iter().filter(|one| !one.is_for_a_system()).collect();
    if personal.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = personal.iter().map(|one| &*one.name).collect();
    let why = Why::new(reason::PERSON_OF_A_SYSTEM).with("scopes", names.join(" "));
    Err(Stop::refused(OAuthRefusal::new(error::INVALID_SCOPE, why)))
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
