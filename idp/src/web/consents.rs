//! `/esia-rs/api/public`: the consent platform (DP 4.2).

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use crate::app::oauth::faults;
use crate::app::rest::RsRefusal;
use crate::app::rest::consents;
use crate::app::{Moment, Stop};
use crate::protocol::rs::consent::{self, ConsentResource, Elements, Listed, Page, Spelling};
use crate::web::error::incident;
use crate::web::pages::rights;
use crate::web::rs::{bearer, status};
use crate::web::site::{Site, perform};

/// How many elements a page has unless it is said (MR А.5).
const PAGE_SIZE: usize = 100;
/// The most that is asked for at once.
const PAGE_SIZE_MAX: usize = 1_000;

/// The routes of this part.
pub(crate) fn mount(config: &mut ServiceConfig) {
    let at = |path: &str| resource(format!("/esia-rs/api/public/{path}"));
    config
        .service(at("v1/permissions").route(get().to(kinds)))
        .service(at("v1/permissions/{id}").route(get().to(kind)))
        .service(at("v1/prns/{oid}/issued/permissions/archive").route(get().to(all_archives)))
        .service(at("v1/prns/{oid}/issued/permissions/{id}/archive").route(get().to(archive)))
        .service(at("{version:v1|v2}/prns/{oid}/issued/permissions").route(get().to(issued)))
        .service(at("{version:v1|v2}/prns/{oid}/issued/permissions/{id}").route(get().to(one)));
}

/// What may stand behind `?`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageQuery {
    page_index: Option<usize>,
    page_size: Option<usize>,
}

fn scope_text(name: &str) -> String {
    rights::describe(name)
}

/// The number of the system on the platform.
// SIM: what `itSystemId` counts is not published.
const IT_SYSTEM: u64 = 1;

async fn kinds(site: Site, request: HttpRequest, query: Query<PageQuery>) -> HttpResponse {
    let page = Page {
        index: query.page_index.unwrap_or(1),
        size: query.page_size.unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE_MAX),
    };
    tell(&site, &request, move |moment, bearer| {
        let all = consents::kinds(moment, bearer)?;
        let spelled =
            all.iter().map(|(number, one)| consent::kind(one, (*number, IT_SYSTEM), false, scope_text));
        Ok(Elements::paged(spelled.collect(), page))
    })
    .await
}

async fn kind(site: Site, request: HttpRequest, id: Path<String>) -> HttpResponse {
    tell(&site, &request, move |moment, bearer| {
        let (number, one) = consents::kind(moment, bearer, &id)?;
        Ok(consent::kind(&one, (number, IT_SYSTEM), true, scope_text))
    })
    .await
}

fn spelling<'a>(moment: &'a Moment<'_>, version: &str) -> Spelling<'a> {
    Spelling {
        registry: &moment.realm.origin.registry,
        edu: moment.settings.consents.edu_spelling_in_lists,
        with_subject: version == "v2",
        scope_text: &scope_text,
    }
}

fn listed(all: &[Listed], spelling: &Spelling<'_>) -> Elements<ConsentResource> {
    let spelled = all.iter().map(|one| consent::consent(one, spelling)).collect();
    Elements::all(&["EntityRoot", "hasSize"], spelled)
}

async fn issued(site: Site, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (version, oid) = path.into_inner();
    tell(&site, &request, move |moment, bearer| {
        let all = consents::issued(moment, bearer, &oid)?;
        Ok(listed(&all, &spelling(moment, &version)))
    })
    .await
}

async fn one(site: Site, request: HttpRequest, path: Path<(String, String, String)>) -> HttpResponse {
    let (version, oid, id) = path.into_inner();
    tell(&site, &request, move |moment, bearer| {
        let one = consents::one(moment, bearer, &oid, &id)?;
        Ok(listed(&[one], &spelling(moment, &version)))
    })
    .await
}

async fn archive(site: Site, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (oid, id) = path.into_inner();
    archived(site, request, oid, Some(id)).await
}

async fn all_archives(site: Site, request: HttpRequest, oid: Path<String>) -> HttpResponse {
    archived(site, request, oid.into_inner(), None).await
}

async fn archived(site: Site, request: HttpRequest, oid: String, id: Option<String>) -> HttpResponse {
    let bearer = bearer(&request);
    let done = perform(&site, move |moment| {
        let spelling = spelling(moment, "v2");
        let spell = |one: &Listed| json(&consent::consent(one, &spelling));
        consents::archive(moment, bearer.as_deref(), &oid, id.as_deref(), spell)
    });
    match done.await {
        Ok(bytes) => HttpResponse::Ok().content_type("application/zip").body(bytes),
        Err(stop) => stopped(&site, stop),
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: resources are plain values and always serialise")
}

/// Does the work with the bearer's token, and tells what comes of it.
async fn tell<T, W>(site: &Site, request: &HttpRequest, work: W) -> HttpResponse
where
    T: Serialize,
    W: FnOnce(&Moment<'_>, Option<&str>) -> Result<T, Stop<RsRefusal>> + Send + 'static,
{
    let bearer = bearer(request);
    let told = perform(site, move |moment| {
        let told = work(moment, bearer.as_deref());
        told.map(|told| faults::distort_resource(moment, json(&told)))
    });
    match told.await {
        Ok(body) => HttpResponse::Ok()
            .insert_header(("Cache-Control", "no-store"))
            .content_type("application/json")
            .body(body),
        Err(stop) => stopped(site, stop),
    }
}

fn stopped(site: &Site, stop: Stop<RsRefusal>) -> HttpResponse {
    match stop {
        Stop::Refused(refusal) => HttpResponse::build(status(refusal.error)).json(refusal.error),
        Stop::Broken(broken) => {
            let incident = incident(site, &broken);
            HttpResponse::InternalServerError()
                .json(serde_json::json!({"code": "ESIA-005000", "message": incident}))
        }
    }
}
