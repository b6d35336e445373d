//! Signing in by a call: sign-in and consent without pages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::oauth::sign_in::{self, Entry, SignInStop};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::session::SignInMethod;
use crate::protocol::oauth::dialect::Dialect;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::settle;
use crate::web::portal::words;
use crate::web::problem::Problem;
use crate::web::site::{Site, perform_to_seal};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post("/sign-ins", "signIn", "Sign a person in at a relying party, and consent", sign_in_person);
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
    /// How the citizen signs in, as `amr` tells it; as the setting `sign_in_method` says when left out.
    #[serde(default)]
    pub method: Option<SignInMethod>,
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

async fn sign_in_person(site: Site, Body(json): Body<SignInJson>) -> Answer<Json<SignedInJson>, OrConflict> {
    let (path, query) = json.authorize_url.split_once('?').unwrap_or((&json.authorize_url, ""));
    let Some(dialect) = Dialect::of_authorization(path.trim_end_matches('/')) else {
        let expected = "expected the address of an authorization request, …/aas/oauth2/ac?…";
        return Err(Problem::field("authorize_url", expected).into());
    };
    let role = json.role.as_deref().map(|text| {
        let unknown = || Problem::field("role", format!("expected citizen or an oid, not {text:?}"));
        words::role(text).ok_or_else(unknown)
    });
    let role = role.transpose()?;
    let (query, person) = (query.to_owned(), Oid::new(json.person));
    let (consents, method) = (json.consent, json.method);
    let work = move |moment: &Moment<'_>| {
        let entry = Entry { person, dialect, query: &query, consents, role, method };
        sign_in::walk(moment, &entry)
    };
    let redirect_to = match perform_to_seal(&site, work).await {
        // What the wire would answer to the relying party is an answer here too.
        Err(Stop::Refused(SignInStop::Request(refusal))) if refusal.back_to.is_some() => {
            refusal.redirect().unwrap_or_default()
        }
        other => settle(&site, other, problem)?.address(),
    };
    Ok(Json(SignedInJson { redirect_to }))
}

fn problem(stop: SignInStop) -> Problem {
    match stop {
        SignInStop::Person(expected) => Problem::field("person", format!("expected {expected}")),
        SignInStop::Role(expected) => Problem::field("role", format!("expected {expected}")),
        SignInStop::Address(expected) => Problem::field("authorize_url", format!("expected {expected}")),
        SignInStop::Request(refusal) => Problem::conflict(refusal.description())
            .about("authorize_url", &refusal.why.fix)
            .described_in("docs/ERRORS.md"),
    }
}
