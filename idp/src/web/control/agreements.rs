//! What citizens have allowed relying parties: shown, taken back.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, resource};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::agreements::{self, Consent, Given};
use crate::app::{Missing, Stop};
use crate::domain::agreement::Agreement;
use crate::domain::id::Mnemonic;
use crate::domain::time::Timestamp;
use crate::web::control::people::named;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people/{oid}/agreements").route(get().to(list)))
        .service(resource("/control/v1/people/{oid}/agreements/{id}").route(delete().to(withdraw)))
        .service(resource("/control/v1/people/{oid}/consents/{client}").route(delete().to(withdraw_consent)));
}

/// Everything a citizen has allowed.
#[derive(Serialize, ToSchema)]
pub struct GivenJson {
    /// Agreements of the digital profile, oldest first.
    agreements: Vec<AgreementJson>,
    /// What relying parties may see, by mnemonic.
    consents: Vec<ConsentJson>,
}

/// An agreement of the digital profile.
#[derive(Serialize, ToSchema)]
pub struct AgreementJson {
    /// Its number.
    id: u64,
    /// The relying party it was given to.
    client: String,
    /// Its kind, such as `CREDIT` or `APIPGU`.
    kind: String,
    /// Who answers for the data.
    responsible: Option<String>,
    /// Which data.
    scopes: Vec<String>,
    /// What may be done with them.
    actions: Vec<String>,
    /// What for.
    purposes: Vec<String>,
    /// RFC 3339.
    given_at: String,
    /// RFC 3339; when it ends by itself.
    ends_at: String,
    /// RFC 3339; when it was taken back.
    withdrawn_at: Option<String>,
    /// Whether it acts now.
    acting: bool,
}

/// What a relying party may see.
#[derive(Serialize, ToSchema)]
pub struct ConsentJson {
    /// The relying party.
    client: String,
    /// The scopes.
    scopes: Vec<String>,
}

impl GivenJson {
    fn of(given: Given, now: Timestamp) -> Self {
        let consent = |one: Consent| ConsentJson { client: one.client.to_string(), scopes: one.scopes };
        Self {
            agreements: given.agreements.into_iter().map(|(one, _)| AgreementJson::of(one, now)).collect(),
            consents: given.consents.into_iter().map(consent).collect(),
        }
    }
}

impl AgreementJson {
    fn of(agreement: Agreement, now: Timestamp) -> Self {
        Self {
            id: agreement.id,
            client: agreement.client.to_string(),
            given_at: agreement.given_at.to_string(),
            ends_at: agreement.ends_at().to_string(),
            withdrawn_at: agreement.withdrawn_at.map(|at| at.to_string()),
            acting: agreement.is_acting(now),
            kind: agreement.terms.kind,
            responsible: agreement.terms.responsible,
            scopes: agreement.terms.scopes,
            actions: agreement.terms.actions,
            purposes: agreement.terms.purposes,
        }
    }
}

/// Shows what a citizen has allowed.
#[utoipa::path(get, path = "/people/{oid}/agreements", tag = "agreements",
    params(("oid" = u64, Path, description = "the account")),
    responses((status = 200, body = GivenJson), (status = 400, description = "no oid")))]
pub(crate) async fn list(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform::<_, Infallible, _>(&site, move |moment| {
        Ok(GivenJson::of(agreements::given(moment, oid)?, moment.now))
    });
    tell(&site, done.await, |never| match never {})
}

/// Takes an agreement back.
#[utoipa::path(delete, path = "/people/{oid}/agreements/{id}", tag = "agreements",
    params(("oid" = u64, Path, description = "the account"),
        ("id" = u64, Path, description = "the agreement")),
    responses((status = 200, body = AgreementJson), (status = 400, description = "no oid"),
        (status = 404, description = "no such agreement")))]
pub(crate) async fn withdraw(site: Site, path: Path<(String, String)>) -> Answer {
    let (oid, id) = path.into_inner();
    let oid = named(&oid)?;
    let id: u64 = id.parse().unwrap_or_default();
    let done = perform(&site, move |moment| {
        let withdrawn = agreements::withdraw(moment, oid, id)?.ok_or(Stop::refused(Missing))?;
        Ok(AgreementJson::of(withdrawn, moment.now))
    });
    tell(&site, done.await, |Missing| {
        Problem::not_found("the person gave no agreement of this number")
            .about("id", "GET {control}/people/{oid}/agreements lists them")
    })
}

/// Takes back everything that was allowed a relying party.
#[utoipa::path(delete, path = "/people/{oid}/consents/{client}", tag = "agreements",
    params(("oid" = u64, Path, description = "the account"),
        ("client" = String, Path, description = "the client_id")),
    responses((status = 204, description = "taken back"), (status = 400, description = "a name is wrong"),
        (status = 404, description = "nothing was allowed")))]
pub(crate) async fn withdraw_consent(site: Site, path: Path<(String, String)>) -> Answer {
    let (oid, client) = path.into_inner();
    let client: Mnemonic = client.parse().map_err(|why| Problem::field("client", why))?;
    let oid = named(&oid)?;
    let done = perform::<_, Infallible, _>(&site, move |moment| {
        Ok(agreements::withdraw_consent(moment, oid, &client)?)
    });
    match done.await {
        Ok(true) => Ok(HttpResponse::NoContent().finish()),
        Ok(false) => Err(Problem::not_found("the person allowed this client nothing")
            .about("client", "GET {control}/people/{oid}/agreements lists what was allowed")),
        other => tell(&site, other, |never| match never {}),
    }
}
