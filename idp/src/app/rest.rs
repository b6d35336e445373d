//! The data API: whose data a token opens, and how much of them.

pub mod organisation;

use crate::app::journal::{self, About};
use crate::app::{Moment, Stop, agreements};
use crate::domain::account::{Account, Status};
use crate::domain::id::{GrantId, Oid};
use crate::domain::journal::Why;
use crate::domain::scope;
use crate::protocol::jose::claims::{self, BearerClaims};
use crate::protocol::jose::jws;
use crate::protocol::oauth::permissions;
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::error::{self, RsError};
use crate::store::{ReadTx, StoreError};

/// A person as a token shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The account.
    pub account: Account,
    /// What the token opens.
    pub sees: Disclosed,
    /// The granted scopes themselves.
    pub scope: String,
    /// The relying party of the token.
    pub client: String,
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
        Err(Refused { error, why, client }) => {
            refuse(moment, error, why, About { client, person: Some(oid), ..about })
        }
    }
}

/// The relying party of a token, be it in force or not: for the journal.
pub fn client_of(moment: &Moment<'_>, bearer: Option<&str>) -> Option<String> {
    let verifiers = moment.realm.keyring.verifiers(moment.now);
    let opened: Result<BearerClaims, _> = jws::open(bearer?, claims::ACCESS, &verifiers);
    opened.ok().map(|claims| claims.client_id)
}

/// Writes that a relying party has read of a person.
///
/// # Errors
/// The store failed.
pub fn answered(moment: &Moment<'_>, client: String, oid: Oid, about: About) -> Result<(), StoreError> {
    journal::answered(moment, About { client: Some(client), person: Some(oid), ..about })
}

/// Refuses what a token does not open, with the reason in the journal.
///
/// # Errors
/// Always.
pub fn refuse<T>(moment: &Moment<'_>, error: RsError, why: Why, about: About) -> Result<T, Stop<RsError>> {
    journal::refused(moment, about, Some(error.code.to_owned()), why)?;
    Err(Stop::refused(error))
}

/// What a token does not open, and whose it is.
pub(crate) struct Refused {
    /// What the wire says.
    pub(crate) error: RsError,
    /// Why, for the tester.
    pub(crate) why: Why,
    /// The relying party of the token, as far as it could be read.
    pub(crate) client: Option<String>,
}

/// A token of this provider that is in force now.
fn opened(moment: &Moment<'_>, bearer: Option<&str>) -> Result<BearerClaims, Refused> {
    let unreadable = |why| Refused { error: error::INVALID_TOKEN, why, client: None };
    let Some(token) = bearer else {
        let why = Why::new("token-missing", "send Authorization: Bearer with an access token");
        return Err(unreadable(why));
    };
    let opened: Result<BearerClaims, _> =
        jws::open(token, claims::ACCESS, &moment.realm.keyring.verifiers(moment.now));
    let claims = opened.map_err(|fault| {
        let why = Why::new("token-not-ours", "send the access token of this provider").with("fault", fault);
        unreadable(why)
    })?;
    let now = moment.now.as_secs();
    if now >= claims.exp || now < claims.nbf {
        let why = Why::new("token-expired", "refresh the token, or sign in again")
            .with("valid_from", claims.nbf)
            .with("valid_until", claims.exp)
            .with("now", now);
        return Err(Refused { error: error::EXPIRED_TOKEN, why, client: Some(claims.client_id) });
    }
    Ok(claims)
}

fn judge(moment: &Moment<'_>, bearer: Option<&str>, oid: Oid) -> Result<Result<Shown, Refused>, StoreError> {
    let claims = match opened(moment, bearer) {
        Ok(claims) => claims,
        Err(refused) => return Ok(Err(refused)),
    };
    let refused = |error, why| Ok(Err(Refused { error, why, client: Some(claims.client_id.clone()) }));
    let Some(subject) = claims.subject else {
        let why = Why::new("token-of-a-system", "a relying party's own token opens no person");
        return refused(error::SCOPE_NOT_ALLOWED, why);
    };
    if subject != oid.number() {
        let why = Why::new("token-of-another-person", "ask for the person of the token: urn:esia:sbj_id")
            .with("token_subject", subject)
            .with("asked", oid);
        return refused(error::SCOPE_NOT_ALLOWED, why);
    }
    let tx = moment.read()?;
    let Some(account) = tx.account(oid)?.filter(is_in_force) else {
        let why = Why::new("account-gone", "the account was blocked or deleted: sign in again");
        return refused(error::INVALID_TOKEN, why);
    };
    let Some(of_agreements) = still_allowed(tx.as_ref(), moment, &claims, oid)? else {
        return refused(error::INVALID_TOKEN, taken_back());
    };
    let trusted = trusted_at_sign_in(tx.as_ref(), &account, &claims)?;
    let mut sees = scope::disclosed(&claims.scope);
    sees.extend(scope::disclosed(&of_agreements.join(" ")));
    Ok(Ok(Shown { account, sees, scope: claims.scope, client: claims.client_id, trusted }))
}

fn taken_back() -> Why {
    Why::new("consent-withdrawn", "the citizen took the access back: sign in again")
}

/// The scopes of the token's agreements that still act; nothing when the citizen took all access back.
fn still_allowed(
    tx: &dyn ReadTx,
    moment: &Moment<'_>,
    claims: &BearerClaims,
    person: Oid,
) -> Result<Option<Vec<String>>, StoreError> {
    let Ok(client) = claims.client_id.parse() else { return Ok(None) };
    let terms = claims.permissions.as_deref().map(permissions::of_claim).unwrap_or_default();
    let standing = agreements::standing(tx, moment, person, &client, &terms)?;
    Ok(standing.map(|all| all.iter().flat_map(|terms| terms.scopes.iter().cloned()).collect()))
}

fn is_in_force(account: &Account) -> bool {
    !matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. })
}

/// A token keeps the level of its sign-in (methodical recommendations, table 2: «нужно войти в систему повторно»).
fn trusted_at_sign_in(tx: &dyn ReadTx, account: &Account, claims: &BearerClaims) -> Result<bool, StoreError> {
    let Status::Confirmed { since, .. } = account.status else { return Ok(false) };
    let grant = match claims.sid.parse::<GrantId>() {
        Ok(id) => tx.grant(id)?,
        Err(_) => None,
    };
    // Long after its redemption a grant is forgotten; then the token's own date has to do.
    Ok(grant.map_or(since.as_secs() <= claims.iat, |grant| grant.trusted))
}
