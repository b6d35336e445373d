//! Whom and what an authorization request lets in: its optional parameters, read once its signature was judged.

use crate::app::Moment;
use crate::app::journal;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::domain::client::Client;
use crate::domain::grant::{CodeChallenge, PersonFilter};
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::Kind;
use crate::domain::organisation::role::LetsIn;
use crate::domain::settings::{PkceMethod, WithoutPermit};
use crate::protocol::oauth::authorize::AuthorizeRequest;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::{person_filter, roles};

/// What the optional parameters say.
pub(crate) struct Entrants {
    /// `person_filter`.
    pub(crate) person_filter: Option<PersonFilter>,
    /// `code_challenge`.
    pub(crate) challenge: Option<CodeChallenge>,
    /// `roles` and `obj_type`.
    pub(crate) lets_in: Option<LetsIn>,
    /// `obj_type`.
    pub(crate) kinds: Option<Vec<Kind>>,
}

/// Reads the optional parameters. PKCE is of the later versions alone (MR Б.2.3): version 1 passes over it.
// SIM: `roles` and `obj_type` are documented for `v2/ac` alone; here version 1 takes them too.
pub(crate) fn read(
    moment: &Moment<'_>,
    dialect: Dialect,
    request: &AuthorizeRequest,
) -> Result<Entrants, OAuthRefusal> {
    let role = words(request.roles.as_deref(), roles::roles, error::ROLES_WRONG, "roles=E or C")?;
    let form = "obj_type=P, B, L, F or A";
    let types = words(request.obj_type.as_deref(), roles::types, error::OBJECT_TYPE_WRONG, form)?;
    Ok(Entrants {
        person_filter: filter(moment, request.person_filter.as_deref())?,
        challenge: challenge(moment, request.challenge.as_ref().filter(|_| dialect.is_bare()))?,
        lets_in: roles::lets_in(role, types.as_ref()),
        kinds: types.map(roles::Types::kinds),
    })
}

/// Reads one of the parameters whose words are refused with an error of its own.
fn words<T>(
    text: Option<&str>,
    reader: fn(&str) -> Option<T>,
    error: OAuthError,
    form: &str,
) -> Result<Option<T>, OAuthRefusal> {
    let Some(text) = text else { return Ok(None) };
    let unread = || {
        let fix = format!("send {form}, several separated by blanks");
        OAuthRefusal::new(error, Why::new(reason::WORDS_UNKNOWN).with_fix(fix).with("seen", text))
    };
    reader(text).map(Some).ok_or_else(unread)
}

// I: which error an unreadable filter meets is not documented; a wrong value of a parameter is ESIA-007003.
fn filter(moment: &Moment<'_>, text: Option<&str>) -> Result<Option<PersonFilter>, OAuthRefusal> {
    let Some(text) = text else { return Ok(None) };
    let why = |reason| Why::new(reason).with("seen", text);
    let Some(filter) = person_filter::read(text) else {
        return Err(OAuthRefusal::new(error::INVALID_REQUEST, why(reason::PERSON_FILTER)));
    };
    if filter.is_reversed {
        journal::remarked(moment, why(reason::PERSON_FILTER_REVERSED));
    }
    Ok(Some(filter.lets_in))
}

// I: which error another method meets is not documented; a wrong value of a parameter is ESIA-007003.
fn challenge(
    moment: &Moment<'_>,
    asked: Option<&CodeChallenge>,
) -> Result<Option<CodeChallenge>, OAuthRefusal> {
    let Some(asked) = asked else { return Ok(None) };
    let why = |reason| Why::new(reason).with("seen", asked.method.clone().unwrap_or_default());
    let taken = &moment.settings.pkce_methods;
    let Some(method) = asked.known_method().filter(|method| taken.contains(method)) else {
        return Err(OAuthRefusal::new(error::INVALID_REQUEST, why(reason::CODE_CHALLENGE_METHOD)));
    };
    if method != PkceMethod::Gost3411 {
        journal::remarked(moment, why(reason::PKCE_METHOD_TOLERATED));
    }
    Ok(Some(asked.clone()))
}

/// Whether the request gives a refresh token: only one that asks for it, to a relying party with a permit.
///
/// # Errors
/// The realm refuses such a request without a permit.
pub(crate) fn offline(
    moment: &Moment<'_>,
    client: &Client,
    request: &AuthorizeRequest,
) -> Result<bool, OAuthRefusal> {
    if !request.offline || client.refresh_permit.is_some() {
        return Ok(request.offline);
    }
    let why = Why::new(reason::REFRESH_NOT_PERMITTED);
    match moment.settings.offline_without_permit {
        WithoutPermit::Ignored => journal::remarked(moment, why),
        WithoutPermit::Refused => return Err(OAuthRefusal::new(error::UNAUTHORIZED_CLIENT, why)),
    }
    Ok(false)
}
