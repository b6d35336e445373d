//! The authorization request: judged in the real system's order, then the citizen goes to sign in.

mod biometrics;
mod entrants;

use crate::app::journal;
use crate::app::moment::Unsealed;
use crate::app::oauth::checks::{
    check_dialect, check_gateway, check_hash_present, check_of_citizen, check_personal, check_redirect,
    check_scope_org, check_scopes, check_time, client_of, remark_undocumented, remark_unlisted,
    still_registered,
};
use crate::app::oauth::client_auth::{self, Needed, Presented};
use crate::app::oauth::login::{self, Onward, Step};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Broken, Moment, Stop};
use crate::domain::client::Client;
use crate::domain::consent::{KindMissing, OtherScopes, Terms, TermsRefusal};
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::{Oid, SessionId};
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::domain::session::Session;
use crate::protocol::oauth::authorize::{AuthorizeFault, AuthorizeRequest, ReturnPath, verify_token};
use crate::protocol::oauth::dialect::{Dialect, Purpose};
use crate::protocol::oauth::{documented, error, permissions};
use crate::protocol::params::Params;

/// Where the citizen goes after a request that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted<S = Step> {
    /// The sign-in under way.
    pub pending: Pending,
    /// The session of somebody whom a biometric system has recognised.
    pub session: Option<Session>,
    /// The next step of it.
    pub step: S,
}

impl Unsealed for Accepted<Onward> {
    type Sealed = Accepted;

    fn seal(self, moment: &Moment<'_>) -> Result<Accepted, Broken> {
        let Self { pending, session, step } = self;
        Ok(Accepted { pending, session, step: step.seal(moment)? })
    }
}

/// A request that was judged, and the registration it was judged by.
pub(crate) struct Judged {
    client: Client,
    asked: Asked,
    needed: Needed,
    /// Whom a biometric system has recognised: nobody types anything then.
    recognised: Option<Oid>,
}

/// Begins a sign-in for a relying party.
///
/// # Errors
/// The request is refused; or something is broken.
pub fn begin(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
    session: Option<SessionId>,
) -> Result<Accepted<Onward>, Stop<OAuthRefusal>> {
    prepare(moment, dialect, params)
        .and_then(|judged| accept(moment, judged, session))
        .map_err(|stop| stop.map(|refusal| refusal.for_body(params).named(moment.settings.error_names)))
}

/// Judges a request, without a transaction: signatures take long.
///
/// # Errors
/// The request is refused; or something is broken.
pub(crate) fn prepare(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
) -> Result<Judged, Stop<OAuthRefusal>> {
    moment.names_client(params.client());
    let judged = judge(moment, dialect, params)?;
    journal::tolerated(moment, dialect, &judged.needed);
    remark_unlisted(moment, &judged.asked.scope);
    remark_undocumented(moment, &documented::unlisted_at_ac(params));
    remark_spelling(moment, params);
    Ok(judged)
}

/// Begins the sign-in of a request that was judged.
///
/// # Errors
/// The registration was changed meanwhile; or something is broken.
pub(crate) fn accept(
    moment: &Moment<'_>,
    judged: Judged,
    session: Option<SessionId>,
) -> Result<Accepted<Onward>, Stop<OAuthRefusal>> {
    let pending = Pending::begun(moment.realm.entropy.id(), Some(judged.asked), moment.now);
    keep(moment, &judged.client, &pending)?;
    let recognised = judged.recognised.map(|person| biometrics::enter(moment, person)).transpose()?;
    let session = recognised.as_ref().map_or(session, |recognised| Some(recognised.id));
    let step = login::next_step(moment, Some(&pending), session)?;
    Ok(Accepted { pending, session: recognised, step })
}

fn keep(moment: &Moment<'_>, client: &Client, pending: &Pending) -> Result<(), Stop<OAuthRefusal>> {
    let mut tx = moment.write()?;
    still_registered(&*tx, client)?;
    tx.put_pending(pending)?;
    if moment.realm.is_sweeping_turn() {
        tx.sweep(moment.now)?;
    }
    Ok(())
}

/// The checks in their order: who, where to, what is missing, when, the signature, the scopes.
fn judge(moment: &Moment<'_>, dialect: Dialect, params: &Params) -> Result<Judged, Stop<OAuthRefusal>> {
    let path = ReturnPath::read(params).map_err(|fault| Stop::refused(told(fault)))?;
    let client = client_of(moment, &path.client_id)?;
    let state = path.state.clone();
    check_redirect(&client, &path.redirect_uri)
        .map_err(|refusal| Stop::refused(OAuthRefusal { state: state.clone(), ..refusal }))?;
    // From here on, the relying party itself is told.
    let to_client =
        |refusal| OAuthRefusal { back_to: Some(path.redirect_uri.clone()), state: state.clone(), ..refusal };
    let judged = judge_request(moment, dialect, params, &path, &client);
    let (asked, needed) = judged.map_err(|refusal| Stop::refused(to_client(refusal)))?;
    let recognised = biometrics::recognised(moment, &asked.scope, verify_token(params))
        .map_err(|stop| stop.map(to_client))?;
    let (recognised, matched) = recognised.unzip();
    Ok(Judged { client, asked: Asked { matched, ..asked }, needed, recognised })
}

fn judge_request(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
    path: &ReturnPath,
    client: &Client,
) -> Result<(Asked, Needed), OAuthRefusal> {
    let request = AuthorizeRequest::read(params, path).map_err(told)?;
    check_gateway(moment, params, dialect != Dialect::V1)?;
    if request.response_type != "code" {
        let why = Why::new(reason::RESPONSE_TYPE).with("seen", &request.response_type);
        return Err(OAuthRefusal::new(error::UNSUPPORTED_RESPONSE_TYPE, why));
    }
    check_dialect(moment, client, dialect)?;
    check_time(moment, &request.sent.timestamp)?;
    check_hash_present(client, dialect, request.sent.certificate_hash.as_deref())?;
    let presented = Presented {
        dialect,
        signed: request.sent.signed(Purpose::Authorization),
        client_secret: &request.sent.client_secret,
        certificate_hash: request.sent.certificate_hash.as_deref(),
    };
    let needed = client_auth::check(moment, client, presented)?;
    check_scopes(moment, client, &request.sent.scope)?;
    check_scope_org(moment, client, &request.sent.scope_org)?;
    check_of_citizen(&request.sent.scope)?;
    check_personal(client, &request.sent.scope)?;
    if request.permissions.is_some() {
        check_beside_consents(moment, &request.sent.scope)?;
    }
    let asked = asked(moment, dialect, client, request)?;
    Ok((asked, needed))
}

/// What was asked for, once every check has passed.
fn asked(
    moment: &Moment<'_>,
    dialect: Dialect,
    client: &Client,
    request: AuthorizeRequest,
) -> Result<Asked, OAuthRefusal> {
    let entrants = entrants::read(moment, dialect, &request)?;
    let offline = entrants::offline(moment, client, &request)?;
    Ok(Asked {
        client: client.mnemonic.clone(),
        redirect_uri: request.sent.redirect_uri,
        scope: [request.sent.scope.as_str(), request.sent.scope_org.as_str()].join(" ").trim().to_owned(),
        state: request.sent.state,
        offline,
        person_filter: entrants.person_filter,
        challenge: entrants.challenge,
        roles: entrants.lets_in,
        organisation_kinds: entrants.kinds,
        terms: consents(moment, client, request.permissions.as_deref())?,
        pop_up: request.display.as_deref() == Some("popup"),
        login_hint: request.login_hint.filter(|_| moment.settings.login_hint),
        matched: None,
    })
}

/// The consents of the digital profile that are asked for, each of them one that can be given.
fn consents(moment: &Moment<'_>, client: &Client, text: Option<&str>) -> Result<Vec<Terms>, OAuthRefusal> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let asked = permissions::read(text).ok_or_else(|| {
        let fix = "send base64url of a JSON list of permissions, as the methodical recommendations show";
        OAuthRefusal::new(
            error::INVALID_REQUEST,
            Why::new(reason::PERMISSIONS).with_fix(fix).with("seen", text),
        )
    })?;
    let registry = &moment.realm.origin.registry;
    let asked: Vec<_> = asked.into_iter().map(|terms| terms.spelled(registry)).collect();
    for terms in &asked {
        let judged = moment.consents().within(client, |bounds| terms.judge(bounds));
        judged.map_err(|why| untaken(&why, terms, moment))?;
    }
    Ok(asked)
}

/// DP 4: a request for consents has `openid` for its scope and nothing else.
// I: which error other scopes meet is not printed.
fn check_beside_consents(moment: &Moment<'_>, scope: &str) -> Result<(), OAuthRefusal> {
    let others: Vec<_> =
        scope::words(scope).into_iter().map(|one| one.name).filter(|name| name != "openid").collect();
    if others.is_empty() || moment.settings.consents.other_scopes == OtherScopes::Taken {
        return Ok(());
    }
    let why = Why::new(reason::SCOPE_BESIDE_CONSENTS).with("others", others.join(" "));
    Err(OAuthRefusal::new(error::INVALID_SCOPE, why))
}

fn untaken(why_not: &TermsRefusal, terms: &Terms, moment: &Moment<'_>) -> OAuthRefusal {
    let unnamed = match moment.settings.consents.kind_missing {
        KindMissing::Missing => error::NO_CONSENT_KIND,
        KindMissing::Unknown => error::CONSENT_KIND_UNKNOWN,
    };
    let error = match why_not {
        TermsRefusal::NoKind => unnamed,
        TermsRefusal::UnknownKind(_) | TermsRefusal::KindNotAllowed(_) => error::CONSENT_KIND_UNKNOWN,
        TermsRefusal::ScopeMissing(_) => error::CONSENT_SCOPE_MISSING,
        TermsRefusal::ScopeNotAllowed(_) | TermsRefusal::ScopeNotGranted(_) => {
            error::CONSENT_SCOPE_NOT_ALLOWED
        }
        TermsRefusal::ScopesForbidden => error::CONSENT_SCOPES_FORBIDDEN,
        TermsRefusal::NoAction => error::CONSENT_NO_ACTION,
        TermsRefusal::UnknownAction(_) => error::CONSENT_ACTION_UNKNOWN,
        TermsRefusal::NoPurpose => error::CONSENT_NO_PURPOSE,
        TermsRefusal::UnknownPurpose(_) => error::CONSENT_PURPOSE_UNKNOWN,
        TermsRefusal::OnePurpose => error::CONSENT_ONE_PURPOSE,
        TermsRefusal::Expiry(_) => error::CONSENT_EXPIRY_WRONG,
        TermsRefusal::TooLong(..) | TermsRefusal::NothingPublished | TermsRefusal::UnknownCondition(_) => {
            error::INVALID_REQUEST
        }
    };
    let why = Why::new(reason::PERMISSIONS)
        .with_fix(remedy(why_not))
        .with("detail", why_not)
        .with("kind", &terms.kind);
    OAuthRefusal::new(error, why.with("kinds", moment.realm.origin.registry.names()))
}

/// What to change in terms that cannot be agreed to.
fn remedy(why: &TermsRefusal) -> &'static str {
    match why {
        TermsRefusal::UnknownKind(_) | TermsRefusal::UnknownPurpose(_) => {
            "name a kind and purposes of the list, or let the realm take others: the setting unlisted_agreements"
        }
        TermsRefusal::KindNotAllowed(_) => {
            "allow the kind in the client's registration: PUT {control}/clients/{mnemonic} with consent_kinds"
        }
        TermsRefusal::ScopeNotGranted(_) => {
            "grant the scope in the client's registration: PUT {control}/clients/{mnemonic} with scopes"
        }
        TermsRefusal::ScopeMissing(_) => "ask for the scope as well, or name another kind",
        TermsRefusal::ScopeNotAllowed(_) | TermsRefusal::ScopesForbidden => {
            "leave the scope out, or name a kind that takes it"
        }
        TermsRefusal::NoKind => "name the kind in sysname",
        TermsRefusal::NoAction | TermsRefusal::UnknownAction(_) => {
            "name actions such as USE_DATA or ALL_ACTIONS_TO_DATA"
        }
        TermsRefusal::NoPurpose => "name a purpose in purposes",
        TermsRefusal::OnePurpose => "name one purpose",
        TermsRefusal::Expiry(_) => "give expire in minutes, within the limits of the kind",
        TermsRefusal::TooLong(..) => "shorten it",
        TermsRefusal::UnknownCondition(_) => {
            "name conditions of the table in terms, or let the realm take others: the setting unlisted_agreements"
        }
        TermsRefusal::NothingPublished => "name sites and terms: this kind is about data that are published",
    }
}

fn told(fault: AuthorizeFault) -> OAuthRefusal {
    match fault {
        AuthorizeFault::Missing(names) => OAuthRefusal::missing(names),
        AuthorizeFault::NoScope => OAuthRefusal::no_scope(),
        AuthorizeFault::Unreadable(fault) => OAuthRefusal::unreadable(&fault),
        AuthorizeFault::AccessType(seen) => {
            let why = Why::new(reason::ACCESS_TYPE).with("seen", seen);
            OAuthRefusal::new(error::INVALID_REQUEST, why)
        }
    }
}

/// Notes that a kind or a purpose of consents was spelled as only notes spell it.
fn remark_spelling(moment: &Moment<'_>, params: &Params) {
    let asked = params.echo("permissions").and_then(permissions::read).unwrap_or_default();
    let is_other = |terms: &&Terms| (*terms).clone().spelled(&moment.realm.origin.registry) != **terms;
    if let Some(terms) = asked.iter().find(is_other) {
        journal::remarked(moment, Why::new(reason::CONSENT_SPELLING).with("seen", &terms.kind));
    }
}
