//! `/org-grant/api/public`: consents of an organisation, and the general one (MR А.7.1.6).

use actix_web::web::{Bytes, Path, Query, ServiceConfig, delete, get, post, put, resource, scope};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::rest::RsRefusal;
use crate::app::rest::papers::{self, Decision, GENERAL, Held, may_decide};
use crate::app::{Moment, Stop};
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::papers::OrganisationConsent;
use crate::protocol::rs::error;
use crate::protocol::rs::organisation_consent::{self as spell, GeneralConsentResource};
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::site::Site;

/// The schema of consents.
const SCHEMA: &str = "org/Consents-1";

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    let at = |path: &str| resource(format!("/{{version:v1|v2}}/{path}"));
    let consents = scope("/org-grant/api/public")
        .service(at("sbj/{oid}/issued").route(get().to(issued)))
        .service(at("sbj/{oid}/issued/{id}").route(get().to(one)))
        .service(at("sbj/{oid}/issued/grant/{id}").route(delete().to(withdraw)))
        .service(
            at("sbj/{oid}/claimed/grant/{id}")
                .route(post().to(give))
                .route(put().to(give))
                .route(delete().to(decline)),
        )
        .service(at("org/{oid}/checkGeneralGrant").route(get().to(check_general)))
        .service(at("org/{oid}/issueGeneralGrant").route(post().to(give_general)))
        .service(at("org/{oid}/revokeGeneralGrant").route(delete().to(withdraw_general)));
    config.service(consents);
}

type OfOne = Path<(String, String, String)>;
type OfAll = Path<(String, String)>;

/// What the list takes behind `?`.
#[derive(Debug, Deserialize)]
struct ConsentsQuery {
    /// Which are shown (MR table 16).
    #[serde(default)]
    status: String,
}

async fn issued(site: Site, request: HttpRequest, path: OfAll, query: Query<ConsentsQuery>) -> HttpResponse {
    let ((_, oid), mask) = (path.into_inner(), query.into_inner().status);
    answer(&site, &request, move |moment, bearer| {
        let passes = |one: &OrganisationConsent| papers::passes(&mask, one, moment.now);
        let (held, all) = papers::consents(moment, bearer, &oid, passes)?;
        let spelled_all =
            all.iter().map(|(one, object)| spell::consent(&held.organisation, one, object.as_ref()));
        Ok(spelled(SCHEMA, &spell::listed(spelled_all.collect())))
    })
    .await
}

async fn one(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    let (_, oid, id) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let (held, all) = papers::consents(moment, bearer, &oid, |one| one.id.to_string() == id)?;
        let Some((one, object)) = all.first() else {
            let why = Why::new(reason::NO_SUCH_RESOURCE);
            return Err(crate::app::rest::refused(error::NO_ORGANISATION_CONSENT, why));
        };
        let mut shown = spell::consent(&held.organisation, one, object.as_ref());
        shown.need_general_grant = Some(!held.organisation.papers.general_consent);
        shown.has_right_to_manage = Some(may_decide(&held));
        Ok(spelled(SCHEMA, &spell::listed(vec![shown])))
    })
    .await
}

/// The body of a yes: the scopes that are allowed.
#[derive(Debug, Deserialize)]
struct GivenScopes {
    scopes: ScopeElements,
}

/// The scopes that are allowed.
#[derive(Debug, Deserialize)]
struct ScopeElements {
    elements: Vec<ScopeName>,
}

/// A scope that is allowed.
#[derive(Debug, Deserialize)]
struct ScopeName {
    sysname: String,
}

async fn give(site: Site, request: HttpRequest, path: OfOne, body: Bytes) -> HttpResponse {
    let scopes = if body.iter().all(u8::is_ascii_whitespace) {
        Ok(None)
    } else {
        let read = serde_json::from_slice::<GivenScopes>(&body);
        read.map(|given| Some(given.scopes.elements.into_iter().map(|one| one.sysname).collect()))
    };
    match scopes {
        Ok(scopes) => decide(&site, &request, path, Decision::Give(scopes)).await,
        Err(_) => HttpResponse::BadRequest().json(error::BAD_REQUEST),
    }
}

async fn decline(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    decide(&site, &request, path, Decision::Decline).await
}

async fn withdraw(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    decide(&site, &request, path, Decision::Withdraw).await
}

async fn decide(site: &Site, request: &HttpRequest, path: OfOne, decision: Decision) -> HttpResponse {
    let (_, oid, id) = path.into_inner();
    done(site, request, move |moment, bearer| papers::decide(moment, bearer, &oid, &id, &decision)).await
}

async fn check_general(site: Site, request: HttpRequest, path: OfAll) -> HttpResponse {
    let (_, oid) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let Held { organisation, .. } = papers::held(moment, bearer, &oid, GENERAL)?;
        let need_general_grant = !organisation.papers.general_consent;
        Ok(spelled(SCHEMA, &GeneralConsentResource { need_general_grant }))
    })
    .await
}

async fn give_general(site: Site, request: HttpRequest, path: OfAll) -> HttpResponse {
    let (_, oid) = path.into_inner();
    done(&site, &request, move |moment, bearer| papers::decide_general(moment, bearer, &oid, true)).await
}

async fn withdraw_general(site: Site, request: HttpRequest, path: OfAll) -> HttpResponse {
    let (_, oid) = path.into_inner();
    done(&site, &request, move |moment, bearer| papers::decide_general(moment, bearer, &oid, false)).await
}

/// Does what has no answer but 200.
async fn done<W>(site: &Site, request: &HttpRequest, work: W) -> HttpResponse
where
    W: FnOnce(&Moment<'_>, Option<&str>) -> Result<(), Stop<RsRefusal>> + Send + 'static,
{
    answer(site, request, move |moment, bearer| {
        work(moment, bearer)?;
        Ok(Spelled { schema: SCHEMA.to_owned(), body: String::new() })
    })
    .await
}
