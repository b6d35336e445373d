//! Renewal of a citizen's token by the system alone: `prm_chg?oid=`, as long as a consent acts (DP 4).

use crate::app::consent::consents::carried::{Claimed, carried};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::id::{GrantKind, Oid};
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::protocol::jose::claims::{self, AccessClaims};
use crate::protocol::jose::jws;
use crate::protocol::oauth::error;
use crate::protocol::oauth::token::TokenAnswer;
use crate::store::ReadTx;

/// A citizen's token that is given anew.
pub(crate) struct Renewed {
    /// Whose.
    pub(crate) person: Oid,
    consents: Claimed,
}

/// The citizen whose token a request for these scopes renews.
pub(crate) fn asked_for(scope: &str) -> Option<Oid> {
    let words = scope::words(scope);
    let renewal = words.iter().find(|one| one.name == "prm_chg")?;
    renewal.parameter.as_deref()?.strip_prefix("oid=")?.parse().ok()
}

/// What stands of the consents that a citizen gave, or parents for a minor.
///
/// # Errors
/// Nothing stands, or the account is gone; or the store failed.
// I: DP 4 says neither which grant is sent nor what comes back once nothing stands.
pub(crate) fn renew(
    moment: &Moment<'_>,
    tx: &dyn ReadTx,
    client: &Client,
    person: Oid,
    base: &str,
) -> Result<Renewed, Stop<OAuthRefusal>> {
    let refused = |reason| Stop::refused(OAuthRefusal::new(error::ACCESS_DENIED, Why::new(reason)));
    let account = tx.account(person)?.filter(Account::is_in_force);
    let account = account.ok_or_else(|| refused(reason::RENEWAL_OF_NOBODY))?;
    let carried = carried(tx, moment.consents(), &account, client, None)?;
    if carried.scopes.is_empty() {
        return Err(refused(reason::NOTHING_TO_RENEW));
    }
    Ok(Renewed { person, consents: carried.claimed(moment.consents(), base, person) })
}

/// The token, without a refresh token.
///
/// # Errors
/// Signing failed.
pub(crate) fn answer(
    moment: &Moment<'_>,
    client: &Client,
    renewed: &Renewed,
    state: String,
) -> Result<TokenAnswer, Broken> {
    let (now, life, consents) = (moment.now, client.lifetimes.consent_access_ms, &renewed.consents);
    let claims = AccessClaims {
        nbf: Some(now.as_secs()),
        permissions: consents.permissions.clone(),
        scope: format!("openid {}", consents.scopes.join(" ")),
        ext_vrf_url: None,
        matched: None,
        iss: moment.settings.issuer.clone(),
        sid: moment.realm.entropy.id::<GrantKind>().to_string(),
        subject: renewed.person.number(),
        exp: (now + life).as_secs(),
        iat: now.as_secs(),
        client_id: client.mnemonic.to_string(),
        permissions_url: consents.permissions_url.clone(),
    };
    let signer = moment.realm.keyring.signer(&client.token_algorithm)?;
    Ok(TokenAnswer {
        access_token: jws::seal(claims::ACCESS, &claims, signer.signer())?,
        refresh_token: None,
        id_token: None,
        state,
        token_type: "Bearer",
        expires_in: life.as_secs(),
    })
}
