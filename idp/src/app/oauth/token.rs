//! The token request: a code or a refresh token is exchanged for tokens, once; a system asks for itself.

pub mod api_key;
mod biometrics;
mod granted;
mod refresh;
mod renewal;
mod reply;
mod system;

pub use reply::Reply;

use crate::app::consent::consents::carried::{Carried, carried};
use crate::app::journal;
use crate::app::oauth::checks::{
    check_dialect, check_gateway, check_hash_present, check_of_citizen, check_personal, check_redirect,
    check_scope_org, check_scopes, check_time, client_of, remark_undocumented, remark_unlisted,
    still_registered,
};
use crate::app::oauth::client_auth::{self, Needed, Presented};
use crate::app::oauth::faults;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::oauth::token::granted::Granted;
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::grant::{Grant, GrantRefusal, Holder, Redemption};
use crate::domain::id::GrantId;
use crate::domain::journal::{Why, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::jose::claims::{self, CodeClaims};
use crate::protocol::jose::jws;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::token::{Exchange, TokenFault, TokenRequest};
use crate::protocol::oauth::{documented, error, pkce, redirect};
use crate::protocol::params::{Params, decode_again};
use crate::store::{ReadTx, StoreError, WriteTx};

/// A request that was judged, and the registration it was judged by.
struct Judged {
    client: Client,
    request: TokenRequest,
    brings: Brings,
}

/// What is to be exchanged, opened.
enum Brings {
    Code(Option<GrantId>),
    Refresh,
    Client,
}

/// Exchanges what the request brings. The tokens are signed once the exchange is committed: a failure afterwards
/// leaves a code spent, which is the safe side.
///
/// # Errors
/// The request is refused; or something is broken.
pub fn exchange(
    moment: &Moment<'_>,
    dialect: Dialect,
    params: &Params,
    base: &str,
) -> Result<Granted, Stop<OAuthRefusal>> {
    moment.names_client(params.client());
    let done = judge(moment, dialect, params).and_then(|judged| decide(moment, dialect, judged, base));
    done.map_err(|stop| {
        let state = params.echo("state").map(str::to_owned);
        stop.map(|refusal| OAuthRefusal {
            state,
            ..refusal.for_body(params).named(moment.settings.error_names).through_gateway(params)
        })
    })
}

/// Everything that needs no transaction: who asks, the signature, the scopes, whose code it is.
fn judge(moment: &Moment<'_>, dialect: Dialect, params: &Params) -> Result<Judged, Stop<OAuthRefusal>> {
    let request = TokenRequest::read(params).map_err(|fault| Stop::refused(told(fault)))?;
    let client = client_of(moment, &request.sent.client_id)?;
    if let Some(refusal) = faults::before_token(moment, client.mnemonic.as_str()) {
        return Err(Stop::refused(refusal));
    }
    check_gateway(moment, params, dialect == Dialect::V3).map_err(Stop::refused)?;
    let (request, needed) = authenticate(moment, dialect, request, &client).map_err(Stop::refused)?;
    journal::tolerated(moment, dialect, &needed);
    check_scopes(moment, &client, &request.sent.scope).map_err(Stop::refused)?;
    check_scope_org(moment, &client, &request.sent.scope_org).map_err(Stop::refused)?;
    check_personal(&client, &request.sent.scope).map_err(Stop::refused)?;
    check_kind(&client, &request).map_err(Stop::refused)?;
    remark_unlisted(moment, &format!("{} {}", request.sent.scope, request.sent.scope_org));
    remark_undocumented(moment, &documented::unlisted_at_te(params));
    let brings = match &request.exchange {
        Exchange::Code { code, .. } => Brings::Code(open(moment, code)?),
        Exchange::Refresh { .. } => Brings::Refresh,
        Exchange::Client => Brings::Client,
    };
    Ok(Judged { client, request, brings })
}

/// What a citizen's tokens are asked by: a registered address (MR Б.2.5, Б.6.5), scopes that a citizen can give.
fn check_kind(client: &Client, request: &TokenRequest) -> Result<(), OAuthRefusal> {
    let uri = request.sent.redirect_uri.as_str();
    match &request.exchange {
        Exchange::Code { .. } => {
            // Two clients send the address encoded twice.
            let plain = decode_again(uri).filter(|plain| check_redirect(client, plain).is_ok());
            if plain.is_none() {
                check_redirect(client, uri)?;
            }
            check_of_citizen(&request.sent.scope)
        }
        Exchange::Refresh { .. } => check_of_citizen(&request.sent.scope),
        Exchange::Client => Ok(()),
    }
}

/// The grant that a code names.
fn open(moment: &Moment<'_>, code: &str) -> Result<Option<GrantId>, Stop<OAuthRefusal>> {
    let opened: Result<CodeClaims, _> =
        jws::open(code, claims::CODE, &moment.realm.keyring.verifiers(moment.now));
    let opened =
        opened.map_err(|fault| invalid_grant(Why::new(reason::CODE_NOT_OURS).with("fault", fault)))?;
    Ok(opened.sid.parse().ok())
}

/// Everything that is decided by what is kept, and kept.
fn decide(
    moment: &Moment<'_>,
    dialect: Dialect,
    judged: Judged,
    base: &str,
) -> Result<Granted, Stop<OAuthRefusal>> {
    let Judged { client, request, brings } = judged;
    let mut tx = moment.write()?;
    still_registered(&*tx, &client)?;
    let grant = match (brings, &request.exchange) {
        (Brings::Code(id), Exchange::Code { verifier, .. }) => {
            // PKCE is of the later versions alone (MR Б.2.5): version 1 passes over a verifier without a challenge.
            let verifier = verifier.as_deref().filter(|_| dialect.is_bare());
            let (grant, needed) =
                redeem(moment, &mut *tx, &client, id, &request.sent.redirect_uri, verifier)?;
            journal::tolerated(moment, dialect, &needed);
            // MR Б.2.4: the `state` differs from that of the authorization request.
            if grant.asked.state == request.sent.state {
                journal::remarked(
                    moment,
                    Why::new(reason::STATE_REPEATED).with("state", &request.sent.state),
                );
            }
            grant
        }
        (_, Exchange::Refresh { token }) => refresh::renew(moment, &mut *tx, &client, token)?,
        (_, Exchange::Code { .. } | Exchange::Client) => {
            if let Some(person) = renewal::asked_for(&request.sent.scope) {
                let renewed = renewal::renew(moment, &*tx, &client, person, base)?;
                moment.names_person(person);
                journal::answered(moment);
                return Ok(Granted::renewed(client, renewed, request.sent.state));
            }
            let asked = format!("{} {}", request.sent.scope, request.sent.scope_org);
            system::check_persons(&asked)?;
            system::check_organisations(&*tx, &asked)?;
            journal::answered(moment);
            return Ok(Granted::system(client, asked, request.sent.state));
        }
    };
    moment.names_person(grant.person);
    if faults::after_code(moment, client.mnemonic.as_str(), grant.person) {
        return Ok(Granted::failing(client, request.sent.state));
    }
    let carried = consents_of(moment, &*tx, &client, &grant)?;
    if carried.scopes.is_empty() && !grant.asked.terms.is_empty() {
        journal::remarked(moment, Why::new(reason::CONSENT_NOT_ASKED));
    }
    let refresh_token = refresh::give(moment, &mut *tx, &client, &grant)?;
    journal::answered(moment);
    let consents = carried.claimed(moment.consents(), base, grant.person);
    Ok(Granted::person(client, grant, consents, refresh_token, (request.sent.state, base)))
}

/// What the consents of a grant open now.
fn consents_of(
    moment: &Moment<'_>,
    tx: &dyn ReadTx,
    client: &Client,
    grant: &Grant,
) -> Result<Carried, StoreError> {
    match tx.account(grant.person)?.filter(|_| !grant.asked.terms.is_empty()) {
        Some(account) => carried(tx, moment.consents(), &account, client, Some(&grant.asked.terms)),
        None => Ok(Carried::default()),
    }
}

fn told(fault: TokenFault) -> OAuthRefusal {
    match fault {
        TokenFault::Missing(names) => OAuthRefusal::missing(names),
        TokenFault::NoScope => OAuthRefusal::no_scope(),
        TokenFault::Unreadable(fault) => OAuthRefusal::unreadable(&fault),
        TokenFault::GrantType(seen) => {
            OAuthRefusal::new(error::UNSUPPORTED_GRANT_TYPE, Why::new(reason::GRANT_TYPE).with("seen", seen))
        }
        TokenFault::TokenType(seen) => {
            OAuthRefusal::new(error::INVALID_REQUEST, Why::new(reason::TOKEN_TYPE).with("seen", seen))
        }
        TokenFault::ResponseType(seen) => {
            let why = Why::new(reason::RESPONSE_TYPE).with_fix("send response_type=token").with("seen", seen);
            OAuthRefusal::new(error::UNSUPPORTED_RESPONSE_TYPE, why)
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
        check_time(moment, &request.sent.timestamp)?;
        // MR Г.7: version 3 of `te` brought the hash; version 2 takes a request with it or without.
        if dialect == Dialect::V3 && !matches!(request.exchange, Exchange::Refresh { .. }) {
            check_hash_present(client, dialect, request.sent.certificate_hash.as_deref())?;
        }
        let presented = Presented {
            dialect,
            signed: request.signed(moment.settings.refresh_string),
            client_secret: &request.sent.client_secret,
            certificate_hash: request.sent.certificate_hash.as_deref(),
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
    tx: &mut dyn WriteTx,
    client: &Client,
    id: Option<GrantId>,
    uri: &str,
    verifier: Option<&str>,
) -> Result<(Grant, Needed), Stop<OAuthRefusal>> {
    let found = id.map(|id| tx.grant(id)).transpose()?.flatten();
    let grant = found.ok_or_else(|| invalid_grant(Why::new(reason::CODE_UNKNOWN)))?;
    let needed = same_redirect(client, uri, &grant.asked.redirect_uri);
    let shown = Redemption {
        client: &client.mnemonic,
        same_redirect: needed.is_some(),
        verifier: pkce::compared(grant.asked.challenge.as_ref(), verifier, moment.settings.pkce_hash),
        holder: Holder::of(tx.account(grant.person)?.as_ref()),
    };
    let ruling = grant.redeem(shown, moment.now);
    let grant = ruling.events.iter().fold(grant, Grant::evolve);
    tx.put_grant(&grant)?;
    ruling.answer.map_err(|why| refused(why, &grant, uri))?;
    Ok((grant, needed.unwrap_or_default()))
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

fn refused(refusal: GrantRefusal, grant: &Grant, uri: &str) -> Stop<OAuthRefusal> {
    let other = |error, reason| Stop::refused(OAuthRefusal::new(error, Why::new(reason)));
    let detailed = |reason| Why::new(reason).with("detail", refusal);
    invalid_grant(match refusal {
        GrantRefusal::NoChallenge => return other(error::NO_CODE_CHALLENGE, reason::PKCE_NO_CHALLENGE),
        GrantRefusal::VerifierMissing => {
            return other(error::CODE_VERIFIER_UNREADABLE, reason::PKCE_VERIFIER_MISSING);
        }
        GrantRefusal::VerifierMalformed => {
            return other(error::CODE_VERIFIER_UNREADABLE, reason::PKCE_VERIFIER_MALFORMED);
        }
        GrantRefusal::VerifierDiffers => {
            return other(error::CODE_VERIFIER_WRONG, reason::PKCE_VERIFIER_DIFFERS);
        }
        GrantRefusal::AccountBlocked => return other(error::ACCOUNT_BLOCKED, reason::ACCOUNT_BLOCKED),
        GrantRefusal::AccountGone => {
            Why::new(reason::ACCOUNT_GONE).with_fix("the account was deleted: sign somebody else in")
        }
        GrantRefusal::OtherRedirect => other_redirect(detailed(reason::REDIRECT_DIFFERS), grant, uri),
        GrantRefusal::OtherClient => {
            detailed(reason::CODE_OF_ANOTHER_CLIENT).with("issued_to", &grant.asked.client)
        }
        GrantRefusal::Expired { .. } => detailed(reason::CODE_EXPIRED)
            .with_fix("redeem the code sooner; its life is a setting of the client"),
        GrantRefusal::AlreadyRedeemed { .. } => detailed(reason::CODE_USED),
    })
}

fn other_redirect(why: Why, grant: &Grant, uri: &str) -> Why {
    let why = why.with("expected", &grant.asked.redirect_uri).with("seen", uri);
    if !redirect::is_above(uri, &grant.asked.redirect_uri) {
        return why;
    }
    why.with_fix(
        "send the whole redirect_uri of the authorization request, or allow the tolerance shorter-redirect-uri",
    )
}

fn invalid_grant(why: Why) -> Stop<OAuthRefusal> {
    Stop::refused(OAuthRefusal::new(error::INVALID_GRANT, why))
}
