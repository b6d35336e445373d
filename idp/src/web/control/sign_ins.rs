//! Signing in by a call: sign-in and consent without pages.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::sign_in::{self, Entry, SignInStop};
use crate::domain::id::Oid;
use crate::protocol::oauth::dialect::Dialect;
use crate::web::control::input::body::Body;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::portal::words;
use crate::web::site::{Site, perform_to_seal};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/sign-ins").route(post().to(walk)));
}

/// Who signs in where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInJson {
    /// The account's number.
    pub person: u64,
    /// The address the relying party sent the citizen to.
    pub authorize_url: String,
    /// Whether the citizen allows what is asked; true when left out.
    #[serde(default = "yes")]
    pub consent: bool,
    /// In whose name: `citizen`, or the oid of an organisation; the person's own when left out and there is a choice.
    #[serde(default)]
    pub role: Option<String>,
}

/// Where the citizen is sent back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignedInJson {
    /// The relying party's address with `code` and `state`, or with `error`.
    pub redirect_to: String,
}

fn yes() -> bool {
    true
}

/// Walks sign-in and consent for a person.
#[utoipa::path(post, path = "/sign-ins", tag = "sign-ins", request_body = SignInJson,
    responses((status = 200, body = SignedInJson), (status = 400, description = "a field is wrong"),
        (status = 409, description = "the request is refused; the journal says why")))]
pub(crate) async fn walk(site: Site, Body(json): Body<SignInJson>) -> Answer {
    let (path, query) = json.authorize_url.split_once('?').unwrap_or((&json.authorize_url, ""));
    let Some(dialect) = Dialect::of_authorization(path.trim_end_matches('/')) else {
        return Err(Problem::field(
            "authorize_url",
            "expected the address of an authorization request, …/aas/oauth2/ac?…",
        ));
    };
    let role = json.role.as_deref().map(|text| {
        let unknown = || Problem::field("role", format!("expected citizen or an oid, not {text:?}"));
        words::role(text).ok_or_else(unknown)
    });
    let role = role.transpose()?;
    let (query, person) = (query.to_owned(), Oid::new(json.person));
    let consents = json.consent;
    let done = perform_to_seal(&site, move |moment| {
        let entry = Entry { person, dialect, query: &query, consents, role };
        sign_in::walk(moment, &entry)
    })
    .await;
    match done {
        // What the wire would answer to the relying party is an answer here too.
        Err(crate::app::Stop::Refused(SignInStop::Request(refusal))) if refusal.back_to.is_some() => {
            let redirect_to = refusal.redirect().unwrap_or_default();
            Ok(HttpResponse::Ok().json(SignedInJson { redirect_to }))
        }
        other => tell(&site, other.map(|step| SignedInJson { redirect_to: step.address() }), problem),
    }
}

fn problem(stop: SignInStop) -> Problem {
    match stop {
        SignInStop::Person(expected) => Problem::field("person", format!("expected {expected}")),
        SignInStop::Role(expected) => Problem::field("role", format!("expected {expected}")),
        SignInStop::Address(expected) => Problem::field("authorize_url", format!("expected {expected}")),
        SignInStop::Request(refusal) => {
            Problem::conflict(refusal.description()).about("authorize_url", &refusal.why.fix)
        }
    }
}
