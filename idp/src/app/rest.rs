//! The data API: whose data a token opens, and how much of them.

pub mod published;

pub mod avatar;
pub mod biometrics;
pub mod consents;
pub mod organisation;
pub mod papers;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::app::consent::consents::carried::{Standing, cards_shown, standing};
use crate::app::forged;
use crate::app::oauth::faults;
use crate::app::oauth::given;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Status};
use crate::domain::client::Client;
use crate::domain::id::{GrantId, Oid};
use crate::domain::journal::{Why, reason};
use crate::domain::scope::{self, AskedScope, Disclosure};
use crate::domain::settings::{MissingToken, OpenidOnly, PersonVehicles};
use crate::domain::time::Timestamp;
use crate::protocol::jose::claims::{self, BearerClaims};
use crate::protocol::jose::jws;
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::error::{self, RsError};
use crate::store::port::OrganisationFilter;
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
    /// The cards of children that may be shown; all where none are named.
    pub cards: Option<BTreeSet<u64>>,
}

impl Shown {
    /// Whether a card of a child may be shown.
    pub fn shows_card(&self, id: u64) -> bool {
        self.cards.as_ref().is_none_or(|cards| cards.contains(&id))
    }
}

/// The person a token opens.
///
/// # Errors
/// The token is missing, not ours, has run out, or is another person's; or something is broken.
pub fn person(moment: &Moment<'_>, bearer: Option<&str>, oid: Oid) -> Result<Shown, Stop<RsRefusal>> {
    moment.names_person(oid);
    let claims = opened(moment, bearer)?;
    let Some(subject) = claims.person() else {
        return Err(refused(error::SCOPE_NOT_ALLOWED, Why::new(reason::TOKEN_OF_A_SYSTEM)));
    };
    if subject != oid && named_by_lie(moment, bearer) != Some(oid) {
        let why = Why::new(reason::TOKEN_OF_ANOTHER_PERSON).with("token_subject", subject).with("asked", oid);
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    let tx = moment.read()?;
    let Some(account) = tx.account(oid)?.filter(Account::is_in_force) else {
        let why =
            Why::new(reason::ACCOUNT_GONE).with_fix("the account was blocked or deleted: sign in again");
        return Err(refused(error::INVALID_TOKEN, why));
    };
    let client = client_named(&*tx, &claims)?.ok_or_else(taken_back)?;
    let scopes = match standing(&*tx, moment.consents(), &claims, &account, &client)? {
        Standing::Stands(scopes) => scopes,
        Standing::Over => return Err(refused(error::SCOPE_NOT_ALLOWED, withdrawn())),
        Standing::NoConsent if given::is_open(&*tx, oid, &client.mnemonic)? => claims.scope.clone(),
        Standing::NoConsent => return Err(taken_back()),
    };
    let personal = scope::words(&scopes).iter().any(AskedScope::is_personal);
    if !personal && moment.settings.rs.openid_only == OpenidOnly::Refused {
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix("ask for a personal scope beside openid");
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    let trusted = trusted_at_sign_in(&*tx, &account, &claims)?;
    let cards = cards_shown(&*tx, moment.consents(), &claims, &account, &client)?;
    let mut sees = scope::disclosed(&scopes);
    if moment.settings.rs.vehicles == PersonVehicles::TakenOut {
        sees.remove(&Disclosure::Vehicles);
    }
    Ok(Shown { account, sees, scope: claims.scope, client: claims.client_id, trusted, cards })
}

/// The people who changed at a moment or later, for a system's own token (MR А.8), or who were deleted (MR А.3).
///
/// # Errors
/// The token is missing, not ours, has run out, is a citizen's or has not the scope; or something is broken.
pub fn changed(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    since: Timestamp,
    deleted: bool,
) -> Result<Vec<Oid>, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let wanted = deleted.then_some("stu=DELETED");
    let opens = |one: &AskedScope| one.bare() == TECHNICAL && one.parameter.as_deref() == wanted;
    if !scope::words(&claims.scope).iter().any(opens) {
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN)
            .with_fix("ask for http://esia.gosuslugi.ru/tech_inf, for deleted people with ?stu=DELETED");
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    Ok(moment.read()?.accounts_changed(since, deleted)?)
}

/// The organisations that changed at a moment or later, for a system's own token (MR А.8). At most a hundred thousand.
///
/// # Errors
/// The token is missing, not ours, has run out, is a citizen's or has not the scope; or something is broken.
pub fn changed_organisations(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    since: Timestamp,
) -> Result<Vec<Oid>, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let opens = |one: &AskedScope| one.bare() == TECHNICAL && one.parameter.is_none();
    if !scope::words(&claims.scope).iter().any(opens) {
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix("ask for http://esia.gosuslugi.ru/tech_inf");
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    let filter = OrganisationFilter { limit: 100_000, ..OrganisationFilter::default() };
    let all = moment.read()?.organisations(&filter)?;
    Ok(all.iter().filter(|one| one.updated_at >= since).map(|one| one.oid).collect())
}

/// The scope of a system that follows changes of accounts.
const TECHNICAL: &str = "tech_inf";

/// The relying party of a token, be it in force or not: for the journal.
pub fn client_of(moment: &Moment<'_>, bearer: Option<&str>) -> Option<String> {
    let verifiers = moment.realm.keyring.verifiers(moment.now);
    let opened: Result<BearerClaims, _> = jws::open(&genuine(moment, bearer?), claims::ACCESS, &verifiers);
    opened.ok().map(|claims| claims.client_id)
}

/// What a token does not open, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsRefusal {
    /// What the wire says.
    pub error: RsError,
    /// Why, for the tester.
    pub why: Why,
}

impl Explained for RsRefusal {
    fn why(&self) -> Why {
        self.why.clone()
    }

    fn code(&self) -> Option<String> {
        Some(self.error.code.to_owned())
    }
}

/// Refuses what a token does not open.
pub fn refused(error: RsError, why: Why) -> Stop<RsRefusal> {
    Stop::refused(RsRefusal { error, why })
}

/// A token of this provider that is in force now.
fn opened(moment: &Moment<'_>, bearer: Option<&str>) -> Result<BearerClaims, Stop<RsRefusal>> {
    let missing = match moment.settings.rs.missing_token {
        MissingToken::Invalid => error::INVALID_TOKEN,
        MissingToken::Missing => error::NO_TOKEN,
    };
    let token = bearer.ok_or_else(|| refused(missing, Why::new(reason::TOKEN_MISSING)))?;
    let opened: Result<BearerClaims, _> =
        jws::open(&genuine(moment, token), claims::ACCESS, &moment.realm.keyring.verifiers(moment.now));
    let claims = opened.map_err(|fault| {
        let why = Why::new(reason::TOKEN_NOT_OURS).with("fault", fault);
        refused(error::INVALID_TOKEN, why)
    })?;
    moment.names_client(Some(&claims.client_id));
    let now = moment.now.as_secs();
    if now >= claims.exp || now < claims.begins_at() {
        let why = Why::new(reason::TOKEN_EXPIRED)
            .with_fix("refresh the token, or sign in again")
            .with("valid_from", claims.begins_at())
            .with("valid_until", claims.exp)
            .with("now", now);
        return Err(refused(error::EXPIRED_TOKEN, why));
    }
    let committed = faults::refused_resource(moment, &claims.client_id, claims.person());
    committed.map_err(|(error, why)| refused(error, why))?;
    Ok(claims)
}

/// The token itself, or the one behind it where an armed fault forged it.
// The world plays along with an armed lie, so that only the guard it is about can stop it.
fn genuine<'t>(moment: &Moment<'_>, token: &'t str) -> Cow<'t, str> {
    // A store that fails tells so to whoever reads the data.
    let behind = forged::behind(moment.realm, token).ok().flatten();
    behind.map_or(Cow::Borrowed(token), |behind| Cow::Owned(behind.genuine))
}

/// Whom a forged token names: their data are shown to it.
fn named_by_lie(moment: &Moment<'_>, bearer: Option<&str>) -> Option<Oid> {
    forged::behind(moment.realm, bearer?).ok()??.names
}

/// The relying party that a token was given to.
fn client_named(tx: &dyn ReadTx, claims: &BearerClaims) -> Result<Option<Client>, StoreError> {
    let name = claims.client_id.parse().ok();
    Ok(name.map(|name| tx.client(&name)).transpose()?.flatten())
}

fn withdrawn() -> Why {
    Why::new(reason::CONSENT_WITHDRAWN).with_fix("the citizen took the access back: sign in again")
}

fn taken_back() -> Stop<RsRefusal> {
    refused(error::INVALID_TOKEN, withdrawn())
}

/// A token keeps the level of its sign-in (an older edition of MR, table 2: «нужно войти в систему повторно»).
fn trusted_at_sign_in(tx: &dyn ReadTx, account: &Account, claims: &BearerClaims) -> Result<bool, StoreError> {
    let Status::Confirmed { since, .. } = account.status else { return Ok(false) };
    let grant = match tx.grant_of_session(&claims.sid)? {
        Some(grant) => Some(grant),
        // Tokens of before are named like their grant.
        None => claims.sid.parse::<GrantId>().ok().map(|id| tx.grant(id)).transpose()?.flatten(),
    };
    // Long after its redemption a grant is forgotten; then the token's own date has to do.
    Ok(grant.map_or(since.as_secs() <= claims.iat, |grant| grant.trusted))
}
