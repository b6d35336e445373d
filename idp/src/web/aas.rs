//! `/aas/oauth2`: authorization and tokens.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::oauth::login::Step;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::oauth::token::Reply;
use crate::app::oauth::{authorize, token};
use crate::domain::grant::Pending;
use crate::domain::journal::{Why, reason};
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::token::TokenError;
use crate::protocol::oauth::{error, redirect};
use crate::protocol::params::{Limits, Params};
use crate::web::error::{html, incident};
use crate::web::middleware::faults::FAULT_PAGE;
use crate::web::pages::notices::Refused;
use crate::web::portal::cookies;
use crate::web::site::{Site, perform_to_seal};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    let ac = |path: &str, dialect: Dialect| {
        let asked = move |site, request, body| authorization(dialect, site, request, body);
        resource(path).route(get().to(asked)).route(post().to(asked))
    };
    let te = |path: &str, dialect: Dialect| {
        resource(path).route(post().to(move |site, request, body| tokens(dialect, site, request, body)))
    };
    config
        .service(ac("/aas/oauth2/ac", Dialect::V1))
        .service(te("/aas/oauth2/te", Dialect::V1))
        .service(ac("/aas/oauth2/v2/ac", Dialect::V2))
        .service(te("/aas/oauth2/v2/te", Dialect::V2))
        .service(te("/aas/oauth2/v3/te", Dialect::V3))
        .service(resource("/aas/oauth2").route(get().to(refused_page)));
}

/// `ac`: the citizen is sent to sign in, or back at once with a code.
async fn authorization(dialect: Dialect, site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let params = sent(&site, &request, &body);
    let session = site.session;
    let begun =
        perform_to_seal(&site, move |moment| authorize::begin(moment, dialect, &params, session)).await;
    match begun {
        Ok(accepted) => {
            let mut answer = to_sign_in(&site, &accepted.pending, accepted.step);
            if let Some(session) = &accepted.session {
                let cookie = cookies::session(&site, session);
                // A cookie of ours is always one that a header can carry.
                let _ = answer.add_cookie(&cookie);
            }
            answer
        }
        Err(Stop::Refused(refusal)) => refuse(&site, &refusal),
        Err(Stop::Broken(broken)) => {
            incident(&site, &broken);
            let why = Why::new(reason::BROKEN);
            refuse(&site, &OAuthRefusal::new(error::SERVER_ERROR, why))
        }
    }
}

/// The parameters of a request, which is noted for the journal.
fn sent(site: &Site, request: &HttpRequest, body: &[u8]) -> Params {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let limits = Limits::of(&site.realm.settings().front);
    let params = Params::within(limits, request.query_string(), body).with_kind(kind, body);
    match params.other_body() {
        Some(_) => site.about.trace.other_body(),
        None => site.about.trace.form(body),
    }
    params
}

fn to_sign_in(site: &Site, pending: &Pending, step: Step) -> HttpResponse {
    match step {
        Step::Back { to } => HttpResponse::Found().insert_header((header::LOCATION, to)).finish(),
        Step::SignIn { .. }
        | Step::Puzzle
        | Step::Code(_)
        | Step::Binding { .. }
        | Step::NewPassword { .. }
        | Step::Role { .. }
        | Step::Consent { .. }
        | Step::Cabinet => HttpResponse::Found()
            .insert_header((header::LOCATION, format!("{}/login", site.base())))
            .cookie(cookies::pending(site, pending.id))
            .finish(),
    }
}

/// A refusal goes back to the relying party, or stays on the provider's own page when there is no way back.
fn refuse(site: &Site, refusal: &OAuthRefusal) -> HttpResponse {
    let to = refusal.redirect().unwrap_or_else(|| {
        let description = refusal.description();
        let mut answer = vec![("error", refusal.error.error)];
        answer.extend(refusal.state.as_deref().map(|state| ("state", state)));
        answer.push(("error_description", &description));
        redirect::with_query(&format!("{}/aas/oauth2/", site.base()), &answer)
    });
    HttpResponse::Found().insert_header((header::LOCATION, to)).finish()
}

/// What the provider's own refusal page is told.
#[derive(Debug, Deserialize)]
struct RefusedQuery {
    #[serde(default)]
    error_description: String,
}

async fn refused_page(site: Site, query: Query<RefusedQuery>) -> HttpResponse {
    let (code, text) = query.error_description.split_once(':').unwrap_or(("", &query.error_description));
    let page = Refused {
        frame: site.frame(),
        code: code.trim().to_owned(),
        text: text.trim().to_owned(),
        journal: format!("{}/journal/?code={}", site.prefix, code.trim()),
    };
    html(StatusCode::BAD_REQUEST, &page)
}

/// `te`: a code or a refresh token is exchanged.
async fn tokens(dialect: Dialect, site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let params = sent(&site, &request, &body).with_basic(authorization);
    let state = params.echo("state").map(str::to_owned);
    let base = site.base();
    match perform_to_seal(&site, move |moment| token::exchange(moment, dialect, &params, &base)).await {
        Ok(Reply::Json(body)) => HttpResponse::Ok()
            .insert_header(("Cache-Control", "no-store"))
            .insert_header(("Pragma", "no-cache"))
            .content_type("application/json")
            .body(body),
        Ok(Reply::Page) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(FAULT_PAGE),
        Err(Stop::Refused(refusal)) => HttpResponse::BadRequest().json(TokenError {
            error: refusal.error.error,
            error_description: refusal.description(),
            state: refusal.state,
        }),
        Err(Stop::Broken(broken)) => {
            incident(&site, &broken);
            let description = error::SERVER_ERROR.description(&[]);
            HttpResponse::InternalServerError().json(TokenError {
                error: error::SERVER_ERROR.error,
                error_description: description,
                state,
            })
        }
    }
}
