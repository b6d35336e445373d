//! The token request: a code or a refresh token is exchanged for tokens, once; a system asks for itself.

pub mod api_key;
mod system;

use crate::app::authorize::{check_dialect, check_hash_present, check_scopes, remark_unlisted};
use crate::app::client_auth::{self, Needed, Presented};
use crate::app::journal::{self, About};
use crate::app::refusal::{OAuthRefusal, check_time, client_of};
use crate::app::{Broken, Moment, Stop, agreements, faults, login};
use crate::domain::client::Client;
use crate::domain::grant::{Grant, GrantRefusal, Refresh};
use crate::domain::id::{GrantId, GrantKind, Oid};
use crate::domain::journal::Why;
use crate::domain::scope;
use crate::domain::tolerance::Tolerance;
use crate::protocol::jose::claims::{self, CodeClaims};
use crate::protocol::jose::jws;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::token::{Exchange, TokenAnswer, TokenFault, TokenRequest};
use crate::protocol::oauth::{error, redirect};
use crate::protocol::params::{Params, decode_again};

/// Exchanges what the request brings.
///
/// # Errors
/// The request is refused, which the journal explains; or something is broken.
pub fn exchange(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
    about: About,
) -> Result<Reply, Stop<OAuthRefusal>> {
    let about = About { client: params.client().map(str::to_owned), ..about };
    let state = params.echo("state").map(str::to_owned);
    match attempt(moment, dialect, params, &about) {
        Ok(exchanged) => {
            let client = about.client.clone().unwrap_or_default();
            journal::answered(moment, About { person: exchanged.person, ..about })?;
            let json = faults::distort_answer(moment, &client, exchanged.person, &exchanged.answer);
            Ok(json.map_or(Reply::Page, Reply::Json))
        }
        Err(Stop::Refused(refusal)) => {
            Err(OAuthRefusal { state, ..refusal.for_body(params) }.recorded(moment, about))
        }
        Err(broken) => Err(broken),
    }
}

/// What `te` answers to a request it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The tokens.
    Json(String),
    /// A page of HTML: an armed fault.
    Page,
}

/// A token answer, and whose data it is about.
struct Exchanged {
    answer: TokenAnswer,
    person: Option<Oid>,
}

fn attempt(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
    about: &About,
) -> Result<Exchanged, Stop<OAuthRefusal>> {
    let request = TokenRequest::read(params).map_err(|fault| Stop::refused(told(fault)))?;
    let client = client_of(moment, &request.client_id)?.map_err(Stop::refused)?;
    if let Some(refusal) = faults::before_token(moment, client.mnemonic.as_str()) {
        return Err(Stop::refused(refusal));
    }
    let (request, needed) = authenticate(moment, dialect, request, &client).map_err(Stop::refused)?;
    journal::tolerated(moment, about.clone(), dialect, &needed)?;
    check_scopes(moment, &client, &request.scope).map_err(Stop::refused)?;
    if !request.scope_org.trim().is_empty() {
        check_scopes(moment, &client, &request.scope_org).map_err(Stop::refused)?;
    }
    remark_unlisted(moment, about.clone(), &format!("{} {}", request.scope, request.scope_org))?;
    let grant = match &request.exchange {
        Exchange::Code { code, verifier } => {
            let (grant, needed) = redeem(moment, &client, code, &request.redirect_uri, verifier.as_deref())?;
            journal::tolerated(moment, about.clone(), dialect, &needed)?;
            grant
        }
        Exchange::Refresh { token } => renew(moment, &client, token)?,
        Exchange::Client => {
            let answer = system::answer(moment, &client, &request)?;
            return Ok(Exchanged { answer, person: None });
        }
    };
    if faults::after_code(moment, client.mnemonic.as_str(), grant.person) {
        return Err(Stop::Broken(Broken::Fault));
    }
    let answer = answer(moment, &client, &grant, request.state)?;
    Ok(Exchanged { answer, person: Some(grant.person) })
}

fn told(fault: TokenFault) -> OAuthRefusal {
    match fault {
        TokenFault::Missing(names) => OAuthRefusal::missing(names),
        TokenFault::NoScope => OAuthRefusal::no_scope(),
        TokenFault::Unreadable(fault) => OAuthRefusal::unreadable(&fault),
        TokenFault::GrantType(seen) => {
            let fix = "send grant_type=authorization_code, refresh_token or client_credentials";
            OAuthRefusal::new(error::UNSUPPORTED_GRANT_TYPE, Why::new("grant-type", fix).with("seen", seen))
        }
    }
}

/// Checks version, time and signature; the request comes back as the relying party meant it, encoded once or twice.
fn authenticate(
    moment: &Moment<'_>,
    dialect: Dialect,
    request: TokenRequest,
    client: &Client,
) -> Result<(TokenRequest, Needed), OAuthRefusal> {
    check_dialect(moment, client, dialect)?;
    let judge = |request: &TokenRequest| {
        check_time(moment, &request.timestamp)?;
        if !matches!(request.exchange, Exchange::Refresh { .. }) {
            check_hash_present(client, dialect, request.certificate_hash.as_deref())?;
        }
        let presented = Presented {
            dialect,
            signed: request.signed(),
            client_secret: &request.client_secret,
            certificate_hash: request.certificate_hash.as_deref(),
        };
        client_auth::check(moment, client, presented)
    };
    // As sent comes first: a percent sign may be meant, in a state as well as in an address.
    let refusal = match judge(&request) {
        Ok(needed) => return Ok((request, needed)),
        Err(refusal) => refusal,
    };
    let Some(again) = request.decoded_again() else { return Err(refusal) };
    match judge(&again) {
        Ok(needed) => Ok((again, needed)),
        Err(further) if refusal.error == error::PARAMETER_MISSING => Err(further),
        Err(_) => Err(refusal),
    }
}

fn redeem(
    moment: &Moment<'_>,
    client: &Client,
    code: &str,
    uri: &str,
    verifier: Option<&str>,
) -> Result<(Grant, Needed), Stop<OAuthRefusal>> {
    let opened: Result<CodeClaims, _> =
        jws::open(code, claims::CODE, &moment.realm.keyring.verifiers(moment.now));
    let opened = opened.map_err(|fault| {
        let fix = "send the code exactly as it came in the redirect";
        invalid_grant(Why::new("code-not-ours", fix).with("fault", fault))
    })?;
    let id: Option<GrantId> = opened.sid.parse().ok();
    let mut tx = moment.write()?;
    let found = match id {
        Some(id) => tx.grant(id)?,
        None => None,
    };
    let grant = found.ok_or_else(|| {
        let fix = "ask for a new code: this one is unknown in this realm, or was used long ago";
        invalid_grant(Why::new("code-unknown", fix))
    })?;
    if !tx.account(grant.person)?.is_some_and(|account| login::may_sign_in(&account)) {
        let fix = "the account was blocked or deleted: sign somebody else in";
        return Err(invalid_grant(Why::new("account-gone", fix)));
    }
    if grant.asked.client == client.mnemonic {
        check_verifier(&grant, verifier).map_err(Stop::refused)?;
    }
    let needed = same_redirect(client, uri, &grant.asked.redirect_uri);
    let ruling = grant.redeem(&client.mnemonic, needed.is_some(), moment.now);
    let grant = ruling.events.iter().fold(grant, Grant::evolve);
    tx.put_grant(&grant)?;
    // The code is spent before anything is signed: a failure afterwards leaves it spent, which is the safe side.
    tx.commit()?;
    ruling.answer.map_err(|why| invalid_grant(explained(why, &grant, uri)))?;
    Ok((grant, needed.unwrap_or_default()))
}

/// RFC 7636 section 4.6: the verifier must fit the challenge; neither comes without the other.
fn check_verifier(grant: &Grant, verifier: Option<&str>) -> Result<(), OAuthRefusal> {
    match (&grant.asked.challenge, verifier) {
        (None, None) => Ok(()),
        (None, Some(_)) => {
            let fix = "send code_challenge in the authorization request, or no code_verifier";
            Err(OAuthRefusal::new(error::NO_CODE_CHALLENGE, Why::new("pkce-no-challenge", fix)))
        }
        (Some(challenge), Some(verifier)) if challenge.fits(verifier) => Ok(()),
        (Some(_), verifier) => {
            let fix = "send the code_verifier that the code_challenge was made from";
            let reason = if verifier.is_some() { "pkce-verifier-differs" } else { "pkce-verifier-missing" };
            Err(OAuthRefusal::new(error::CODE_VERIFIER_WRONG, Why::new(reason, fix)))
        }
    }
}

/// Whether an address is the one of the authorization request; two clients send it encoded twice.
fn is_same_place(uri: &str, asked: &str) -> bool {
    redirect::same_place(uri, asked)
        || decode_again(uri).is_some_and(|plain| redirect::same_place(&plain, asked))
}

/// What it takes to accept an address as the one of the authorization request; nothing when it is another.
fn same_redirect(client: &Client, uri: &str, asked: &str) -> Option<Needed> {
    let shorter = Tolerance::ShorterRedirectUri;
    match is_same_place(uri, asked) {
        true => Some(Vec::new()),
        false => (redirect::is_above(uri, asked) && client.tolerates(shorter)).then(|| vec![shorter]),
    }
}

fn explained(refusal: GrantRefusal, grant: &Grant, uri: &str) -> Why {
    let (reason, fix) = match refusal {
        GrantRefusal::AlreadyRedeemed { .. } => ("code-used", "redeem a code once; ask for a new one"),
        GrantRefusal::Expired { .. } => {
            ("code-expired", "redeem the code sooner; its life is a setting of the client")
        }
        GrantRefusal::OtherClient => ("code-of-another-client", "redeem only codes issued to this client"),
        GrantRefusal::OtherRedirect if redirect::is_above(uri, &grant.asked.redirect_uri) => (
            "redirect-differs",
            "send the whole redirect_uri of the authorization request, or allow the tolerance shorter-redirect-uri",
        ),
        GrantRefusal::OtherRedirect => (
            "redirect-differs",
            "send the redirect_uri of the authorization request (RFC 6749 section 4.1.3)",
        ),
    };
    let why = Why::new(reason, fix).with("detail", refusal);
    match refusal {
        GrantRefusal::OtherRedirect => why.with("expected", &grant.asked.redirect_uri).with("seen", uri),
        GrantRefusal::OtherClient => why.with("issued_to", &grant.asked.client),
        GrantRefusal::AlreadyRedeemed { .. } | GrantRefusal::Expired { .. } => why,
    }
}

fn renew(moment: &Moment<'_>, client: &Client, token: &str) -> Result<Grant, Stop<OAuthRefusal>> {
    let mut tx = moment.write()?;
    let refusal = |reason: &str, fix: &str| invalid_grant(Why::new(reason, fix));
    let refresh = tx.refresh(token)?.ok_or_else(|| {
        refusal(
            "refresh-unknown",
            "use the newest refresh token: each is good for one exchange, and none outlives a block",
        )
    })?;
    if refresh.grant.asked.client != client.mnemonic {
        return Err(refusal("refresh-of-another-client", "use only refresh tokens issued to this client"));
    }
    if moment.now >= refresh.expires_at {
        return Err(refusal("refresh-expired", "send the citizen to sign in again"));
    }
    let grant = &refresh.grant;
    let standing =
        agreements::standing(tx.as_ref(), moment, grant.person, &client.mnemonic, &grant.asked.terms)?;
    if standing.is_none_or(|standing| standing.len() < grant.asked.terms.len()) {
        let fix = "the citizen took it back, or its time is over: send the citizen to sign in again";
        return Err(refusal("consent-withdrawn", fix));
    }
    // SIM: whether the real system rotates refresh tokens is unknown; clients store the new one, so it does here.
    tx.remove_refresh(token)?;
    tx.commit()?;
    Ok(refresh.grant)
}

fn invalid_grant(why: Why) -> Stop<OAuthRefusal> {
    Stop::refused(OAuthRefusal::new(error::INVALID_GRANT, why))
}

fn answer(
    moment: &Moment<'_>,
    client: &Client,
    grant: &Grant,
    state: String,
) -> Result<TokenAnswer, Stop<OAuthRefusal>> {
    let (issuer, life) = (&moment.settings.issuer, client.lifetimes);
    let refresh_token = grant.asked.offline.then(|| moment.realm.entropy.id::<GrantKind>().to_string());
    if let Some(token) = &refresh_token {
        let mut tx = moment.write()?;
        let expires_at = moment.now + life.refresh_ms;
        tx.put_refresh(token, &Refresh { grant: grant.clone(), expires_at })?;
        tx.commit()?;
    }
    let access = claims::access(grant, issuer, moment.now, life.access_ms);
    let wants_id = scope::words(&grant.asked.scope).iter().any(|one| one.name == "openid");
    let (person, lies) = (Some(grant.person), faults::due(moment, client, Some(grant.person)));
    let id_token = wants_id
        .then(|| {
            let id = claims::id(grant, issuer, moment.now, life.id_ms);
            faults::seal(moment, claims::ID, &id, client, person, &lies)
        })
        .transpose()?;
    Ok(TokenAnswer {
        access_token: faults::seal(moment, claims::ACCESS, &access, client, person, &lies)?,
        refresh_token,
        id_token,
        state,
        token_type: "Bearer",
        expires_in: life.access_ms.as_secs(),
    })
}
