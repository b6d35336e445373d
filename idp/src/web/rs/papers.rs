//! `/digital-org/api/public`: documents of an organisation; `/esia-rs/api/public/{version}/orgs/{oid}/licenses` (MR А.7).

use actix_web::web::{Path, Query, ServiceConfig, get, post, resource, scope};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::rest::papers::{self, Held, Needs};
use crate::domain::organisation::Organisation;
use crate::domain::organisation::papers::ProfileDocument;
use crate::protocol::rs::collection::Collection;
use crate::protocol::rs::papers::{self as spell, ProfileDocumentResource};
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::rs::shown::not_found;
use crate::web::site::Site;

/// The schema of documents.
const DOCUMENT: &str = "org/ProfileDocument-1";
/// The schema of licences.
const LICENCES: &str = "licenses/Licenses-1";
/// The document of vehicles, which has addresses of its own (MR А.7.1.5.2).
const VEHICLES: &str = "vehicle";

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    let document = "/{version:v1|v2}/org/{oid}/doc/{name}";
    let documents = scope("/digital-org/api/public")
        .service(resource(document).route(get().to(one)))
        .service(resource(format!("{document}/refresh")).route(post().to(refresh)))
        // MR А.7.1.3, А.7.1.4 spell it with an «s», the other clauses with a «c».
        .service(resource(format!("{document}/refresh/{{cancel:cancel|cansel}}")).route(post().to(cancel)))
        .service(resource(format!("{document}/{{part}}")).route(get().to(part)));
    let licences = "/esia-rs/api/public/{version:v1|v2}/orgs/{oid}/licenses";
    config
        .service(documents)
        .service(resource(licences).route(get().to(list)))
        .service(resource(format!("{licences}/{{id}}/services")).route(get().to(services)));
}

type OfOne = Path<(String, String, String)>;

async fn one(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    let (_, oid, name) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let found = papers::documents(moment, bearer, &oid, &name)?;
        Ok(documents(&found))
    })
    .await
}

/// One document, or the list of those that have years.
fn documents(found: &Found) -> Spelled {
    let all = resources(found);
    match all.first() {
        Some(first) if first.year.is_none() => spelled(DOCUMENT, first),
        _ => spelled(DOCUMENT, &all),
    }
}

/// Documents of a name, with the organisation whose they are.
type Found = (Organisation, Vec<ProfileDocument>);

fn resources((organisation, all): &Found) -> Vec<ProfileDocumentResource<Value>> {
    let data = |one: &ProfileDocument| serde_json::from_str::<Value>(&one.data).unwrap_or(Value::Null);
    let place = |one: &ProfileDocument| {
        let is_it = |own: &ProfileDocument| own.name == one.name && own.year == one.year;
        organisation.papers.documents.iter().position(is_it).unwrap_or_default()
    };
    all.iter().map(|one| spell::document(organisation, one, place(one), data(one))).collect()
}

/// `check`: whether a refresh is under way; or one of the documents by its number, of the vehicles one of them, and `status`.
async fn part(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String, String)>,
) -> HttpResponse {
    let (_, oid, name, part) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        if part == "check" {
            let found = papers::refreshing(moment, bearer, &oid, &name)?;
            return Ok(spelled(DOCUMENT, &spell::refresh(&found.0, &found.1)));
        }
        let found = papers::documents(moment, bearer, &oid, &name)?;
        let one = match (&*name, &*part) {
            (VEHICLES, "status") => Some(documents(&found)),
            (VEHICLES, id) => vehicle(&found.1, id),
            (_, id) => resources(&found).iter().find(|one| one.id == id).map(|one| spelled(DOCUMENT, one)),
        };
        one.ok_or_else(not_found)
    })
    .await
}

/// The vehicle of a number, among the data of the document.
fn vehicle(documents: &[ProfileDocument], id: &str) -> Option<Spelled> {
    let data: Value = serde_json::from_str(&documents.first()?.data).ok()?;
    let found = data.as_array()?.iter().find(|one| one["id"] == id)?;
    Some(spelled(DOCUMENT, found))
}

async fn refresh(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    let (_, oid, name) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let asked = papers::refresh(moment, bearer, &oid, &name)?;
        Ok(spelled(DOCUMENT, &spell::refresh(&asked.0, &asked.1)))
    })
    .await
}

async fn cancel(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String, String)>,
) -> HttpResponse {
    let (_, oid, name, _) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        papers::cancel(moment, bearer, &oid, &name)?;
        Ok(Spelled { schema: DOCUMENT.to_owned(), body: String::new() })
    })
    .await
}

/// What the list of licences takes behind `?`.
#[derive(Debug, Deserialize)]
struct LicenceQuery {
    /// The registration number of a licence, or the name of an activity.
    #[serde(default, rename = "regNumberOrTaName")]
    named: String,
}

async fn list(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String)>,
    query: Query<LicenceQuery>,
) -> HttpResponse {
    let ((_, oid), named) = (path.into_inner(), query.into_inner().named);
    answer(&site, &request, move |moment, bearer| {
        let Held { organisation, .. } = papers::held(moment, bearer, &oid, OF_LICENCES)?;
        let wanted =
            organisation.papers.licences.iter().filter(|one| named.is_empty() || one.is_named(&named));
        let all = wanted.map(|one| spell::licence(&organisation, one)).collect();
        Ok(spelled(LICENCES, &Collection::of_objects(all)))
    })
    .await
}

/// The scopes that read licences, beside those of everything (MR А.7.2.1).
const OF_LICENCES: Needs<'static> = Needs::Reading(&["org_idm"]);

/// A service that a licence may be changed by.
#[derive(Serialize)]
enum ChangedBy {}

/// The services of a licence: none, as where the portal has none for it (MR А.7.2.2).
async fn services(site: Site, request: HttpRequest, path: OfOne) -> HttpResponse {
    let (_, oid, id) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let Held { organisation, .. } = papers::held(moment, bearer, &oid, OF_LICENCES)?;
        if !organisation.papers.licences.iter().any(|one| one.id.to_string() == id) {
            return Err(not_found());
        }
        Ok(spelled(LICENCES, &Collection::of_objects(Vec::<ChangedBy>::new())))
    })
    .await
}
