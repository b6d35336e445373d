//! The data API: whose data a token opens, and how much of them.

use crate::app::journal::{self, About};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Status};
use crate::domain::id::{GrantId, Oid};
use crate::domain::journal::Why;
use crate::domain::scope;
use crate::protocol::jose::claims::{self, AccessClaims};
use crate::protocol::jose::jws;
use crate::protocol::rs::error::{self, RsError};
use crate::protocol::rs::person::Disclosed;
use crate::store::StoreError;

/// A person as a token shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The account.
    pub account: Account,
    /// What the token opens.
    pub sees: Disclosed,
    /// Whether the account was confirmed when its owner signed in for this token.
    pub trusted: bool,
}

/// The person a token opens.
///
/// # Errors
/// The token is missing, not ours, has run out, or is another person's; or something is broken.
pub fn person(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: Oid,
    about: About,
) -> Result<Shown, Stop<RsError>> {
    match judge(moment, bearer, oid)? {
        Ok(shown) => Ok(shown),
        Err((error, why, client)) => refuse(moment, error, why, About { client, person: Some(oid), ..about }),
    }
}

/// Refuses what a token does not open, with the reason in the journal.
///
/// # Errors
/// Always.
pub fn refuse<T>(moment: &Moment<'_>, error: RsError, why: Why, about: About) -> Result<T, Stop<RsError>> {
    journal::refused(moment, about, Some(error.code.to_owned()), why)?;
    Err(Stop::refused(error))
}

type Judged = Result<Shown, (RsError, Why, Option<String>)>;

fn judge(moment: &Moment<'_>, bearer: Option<&str>, oid: Oid) -> Result<Judged, StoreError> {
    let Some(token) = bearer else {
        let why = Why::new("token-missing", "send Authorization: Bearer with an access token");
        return Ok(Err((error::INVALID_TOKEN, why, None)));
    };
    let opened: Result<AccessClaims, _> =
        jws::open(token, claims::ACCESS, &moment.realm.keyring.verifiers(moment.now));
    let claims = match opened {
        Ok(claims) => claims,
        Err(fault) => {
            let why =
                Why::new("token-not-ours", "send the access token of this provider").with("fault", fault);
            return Ok(Err((error::INVALID_TOKEN, why, None)));
        }
    };
    let client = Some(claims.client_id.clone());
    let now = moment.now.as_secs();
    if now >= claims.exp || now < claims.nbf {
        let why = Why::new("token-expired", "refresh the token, or sign in again")
            .with("valid_from", claims.nbf)
            .with("valid_until", claims.exp)
            .with("now", now);
        return Ok(Err((error::EXPIRED_TOKEN, why, client)));
    }
    if claims.subject != oid.number() {
        let why = Why::new("token-of-another-person", "ask for the person of the token: urn:esia:sbj_id")
            .with("token_subject", claims.subject)
            .with("asked", oid);
        return Ok(Err((error::SCOPE_NOT_ALLOWED, why, client)));
    }
    let Some(account) = moment.read()?.account(oid)?.filter(is_in_force) else {
        let why = Why::new("account-gone", "the account was blocked or deleted: sign in again");
        return Ok(Err((error::INVALID_TOKEN, why, client)));
    };
    let trusted = trusted_at_sign_in(moment, &account, &claims)?;
    Ok(Ok(Shown { account, sees: scope::disclosed(&claims.scope), trusted }))
}

fn is_in_force(account: &Account) -> bool {
    !matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. })
}

/// A token keeps the level of its sign-in (methodical recommendations, table 2: «нужно войти в систему повторно»).
fn trusted_at_sign_in(
    moment: &Moment<'_>,
    account: &Account,
    claims: &AccessClaims,
) -> Result<bool, StoreError> {
    let Status::Confirmed { since, .. } = account.status else { return Ok(false) };
    let grant = match claims.sid.parse::<GrantId>() {
        Ok(id) => moment.read()?.grant(id)?,
        Err(_) => None,
    };
    // Long after its redemption a grant is forgotten; then the token's own date has to do.
    Ok(grant.map_or(since.as_secs() <= claims.iat, |grant| grant.trusted))
}
