//! `/rs`: the data API.

mod answer;
mod headers;

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use crate::app::rest::{self, RsRefusal, Shown};
use crate::app::{Moment, Stop, faults, journal};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::scope::Disclosure;
use crate::domain::settings::Paging;
use crate::protocol::rs::address::Version;
use crate::protocol::rs::collection::{Collection, Numbered, Page};
use crate::protocol::rs::embed::Embed;
use crate::protocol::rs::error;
use crate::protocol::rs::kid::KidParts;
use crate::protocol::rs::person::{self, PersonResource};
use crate::protocol::rs::vehicle;
use crate::protocol::rs::{address, contact, document};
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::site::Site;

pub(crate) use crate::web::rs::answer::{bearer, status};

mod changed;
mod digital;
mod kids;
mod organisations;
mod roles;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    changed::mount(config);
    digital::mount(config);
    kids::mount(config);
    organisations::mount(config);
    for root in ROOTS {
        // Below the public addresses words stand where numbers do: `import`, `issued/permissions`.
        let digits = if root == ROOTS[0] { "" } else { ":[0-9]+" };
        let person = format!("{root}/prns/{{oid{digits}}}");
        config
            .service(resource(person.as_str()).route(get().to(one_person)))
            .service(resource(format!("{person}/{{part}}")).route(get().to(part)))
            .service(resource(format!("{person}/{{part}}/{{id{digits}}}")).route(get().to(element)));
    }
}

/// Where the data of people lie (MR А.2): the old address, and the two versions of the new one.
const ROOTS: [&str; 3] = ["/rs", "/esia-rs/api/public/v1", "/esia-rs/api/public/v2"];

/// The address that links of an answer begin with, and the version it is asked in.
fn root(site: &Site, request: &HttpRequest) -> (String, Version) {
    let path = request.path();
    let root = ROOTS.into_iter().rev().find(|root| path.starts_with(root)).unwrap_or(ROOTS[0]);
    let version = if root.ends_with("v2") { Version::Two } else { Version::One };
    (format!("{}{root}", site.base()), version)
}

/// What may stand behind `?`.
#[derive(Debug, Deserialize)]
struct RsQuery {
    #[serde(default)]
    embed: String,
    #[serde(default, rename = "pageIndex")]
    page_index: String,
    #[serde(default, rename = "pageSize")]
    page_size: String,
    #[serde(default, rename = "brhOid")]
    branch: String,
    #[serde(default, rename = "itSystemName")]
    system: String,
}

impl RsQuery {
    /// The page that is asked for; a text that is no number asks for none.
    fn page(&self, paging: Paging) -> Page {
        Page { index: self.page_index.parse().ok(), size: self.page_size.parse().ok(), paging }
    }
}

/// A part of a person: its name in paths, in `embed`, in the schema of its representation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Contacts,
    Addresses,
    Documents,
    Vehicles,
    Organisations,
    Roles,
    Kids,
    Context,
}

impl Part {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            "ctts" => Self::Contacts,
            "addrs" => Self::Addresses,
            "docs" => Self::Documents,
            "vhls" => Self::Vehicles,
            "orgs" => Self::Organisations,
            "roles" => Self::Roles,
            "kids" => Self::Kids,
            "ctx" => Self::Context,
            _ => return None,
        })
    }

    fn schema(self) -> &'static str {
        match self {
            Self::Contacts => "ctts/Contacts-1",
            Self::Addresses => "addrs/Addresses-1",
            Self::Documents => "docs/Documents-1",
            Self::Vehicles => "vhls/Vehicles-1",
            Self::Organisations => "orgs/Organizations-1",
            Self::Roles => "roles/Roles-1",
            Self::Kids => "kids/Kids-1",
            Self::Context => "ctx/RegContext-1",
        }
    }

    /// Whether a token opens any of it.
    fn is_open(self, shown: &Shown) -> bool {
        let opens = |all: &[Disclosure]| all.iter().any(|what| shown.sees.contains(what));
        match self {
            Self::Contacts => opens(&[Disclosure::Email, Disclosure::Mobile, Disclosure::HomePhone]),
            Self::Addresses => opens(&[Disclosure::Addresses]),
            Self::Documents => document::opens_documents(&shown.sees),
            Self::Vehicles => opens(&[Disclosure::Vehicles]),
            Self::Organisations | Self::Roles => opens(&[Disclosure::Organisations]),
            Self::Kids => opens(&[Disclosure::Kids]),
            Self::Context => opens(&[Disclosure::RegistrationContext]),
        }
    }
}

async fn one_person(
    site: Site,
    request: HttpRequest,
    oid: Path<String>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let embed = Embed::read(&query.embed);
    let base = site.base();
    let (root, version) = root(&site, &request);
    respond(&site, &request, &oid, move |moment, shown| {
        let address = format!("{root}/prns/{}", shown.account.oid);
        let mut resource = with_parts(moment, &shown, &embed, &address, version);
        if let Some(objects) = embed.part("organizations").filter(|_| Part::Organisations.is_open(&shown)) {
            resource.organizations = Some(roles::organisation_list(moment, &shown, &base, objects)?);
        }
        if embed.part("roles").is_some() && Part::Roles.is_open(&shown) {
            resource.roles = Some(Collection::of_roles(roles::roles(moment, &shown)?));
        }
        if let Some(objects) = embed.part("kids").filter(|_| Part::Kids.is_open(&shown)) {
            let address = format!("{address}/kids");
            let all = kids::all(moment, &shown, &address, KidParts::default(), version)?;
            resource.kids = Some(Collection::new(&address, all, objects));
        }
        let resource = resource.tagged();
        Ok(spelled("prn/Person-3", &resource))
    })
    .await
}

fn with_parts(
    moment: &Moment<'_>,
    shown: &Shown,
    embed: &Embed,
    address: &str,
    version: Version,
) -> PersonResource {
    let (account, sees) = (&shown.account, &shown.sees);
    let wanted = |part: Part, name: &str| embed.part(name).filter(|_| part.is_open(shown));
    let mut resource = person::person(account, shown.trusted, sees);
    resource.contacts = wanted(Part::Contacts, "contacts").map(|objects| {
        Collection::new(&format!("{address}/ctts"), contact::contacts(account, sees, moment.now), objects)
    });
    resource.addresses = wanted(Part::Addresses, "addresses").map(|objects| {
        Collection::new(&format!("{address}/addrs"), address::addresses(account, sees, version), objects)
    });
    resource.documents = wanted(Part::Documents, "documents").map(|objects| {
        Collection::new(&format!("{address}/docs"), document::documents(account, sees), objects)
    });
    resource.vehicles = wanted(Part::Vehicles, "vehicles").map(|objects| {
        Collection::new(&format!("{address}/vhls"), vehicle::vehicles(account, sees), objects)
    });
    resource
}

async fn part(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, name) = path.into_inner();
    let embed = Embed::read(&query.embed);
    let base = site.base();
    let (root, version) = root(&site, &request);
    respond(&site, &request, &oid, move |moment, shown| {
        let part = open_part(&shown, &name)?;
        let address = format!("{root}/prns/{}/{name}", shown.account.oid);
        let (account, sees) = (&shown.account, &shown.sees);
        let page = query.page(moment.settings.rs.paging);
        let list = List { schema: part.schema(), address: &address, objects: embed.elements(), page };
        Ok(match part {
            Part::Contacts => list.of(contact::contacts(account, sees, moment.now)),
            Part::Addresses => list.of(address::addresses(account, sees, version)),
            Part::Documents => list.of(document::documents(account, sees)),
            Part::Vehicles => list.of(vehicle::vehicles(account, sees)),
            Part::Kids => {
                let all = kids::all(moment, &shown, &address, KidParts::read(&embed), version)?;
                List { objects: embed.kids(), ..list }.of(all)
            }
            Part::Organisations => {
                let all = roles::organisation_list(moment, &shown, &base, list.objects)?;
                spelled(list.schema, &all.paged(page))
            }
            Part::Roles => {
                spelled(list.schema, &Collection::of_roles(roles::roles(moment, &shown)?).paged(page))
            }
            Part::Context => spelled(list.schema, &person::context(account)),
        })
    })
    .await
}

/// A collection to be spelled: where it lies, and how it was asked for.
#[derive(Clone, Copy)]
struct List<'a> {
    schema: &'a str,
    address: &'a str,
    objects: bool,
    page: Page,
}

impl List<'_> {
    fn of<T: Serialize + Numbered>(self, all: Vec<T>) -> Spelled {
        spelled(self.schema, &Collection::new(self.address, all, self.objects).paged(self.page))
    }
}

async fn element(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, name, id) = path.into_inner();
    let (root, version) = root(&site, &request);
    respond(&site, &request, &oid, move |moment, shown| {
        let part = open_part(&shown, &name)?;
        let (account, sees) = (&shown.account, &shown.sees);
        let id = id.as_str();
        let found = match part {
            Part::Contacts => pick("ctts/Contact-1", contact::contacts(account, sees, moment.now), id),
            Part::Addresses => pick("addrs/Address-1", address::addresses(account, sees, version), id),
            Part::Documents => pick("docs/Document-1", document::documents(account, sees), id),
            Part::Kids => {
                let address = format!("{root}/prns/{}/kids", account.oid);
                let parts = KidParts::read(&Embed::read(&query.embed));
                pick("kids/Kid-1", kids::all(moment, &shown, &address, parts, version)?, id)
            }
            Part::Organisations => pick("orgs/Organization-1", roles::organisations(moment, &shown)?, id),
            Part::Roles => pick("roles/Role-1", roles::roles(moment, &shown)?, id),
            Part::Vehicles => pick("vhls/Vehicle-1", vehicle::vehicles(account, sees), id),
            Part::Context => None,
        };
        match found {
            Some(spelled) => Ok(spelled),
            None => Err(not_found()),
        }
    })
    .await
}

fn pick<T: Serialize + Numbered>(schema: &str, items: Vec<T>, id: &str) -> Option<Spelled> {
    items.into_iter().find(|item| item.path_end() == id).map(|item| spelled(schema, &item))
}

fn open_part(shown: &Shown, name: &str) -> Result<Part, Stop<RsRefusal>> {
    let Some(part) = Part::of(name) else { return Err(not_found()) };
    if part.is_open(shown) {
        return Ok(part);
    }
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with("part", name);
    Err(rest::refused(error::SCOPE_NOT_ALLOWED, why))
}

fn not_found() -> Stop<RsRefusal> {
    rest::refused(error::NOT_FOUND, Why::new(reason::NO_SUCH_RESOURCE))
}

/// Checks the token and shows what it opens of a person.
async fn respond<W>(site: &Site, request: &HttpRequest, oid: &str, show: W) -> HttpResponse
where
    W: FnOnce(&Moment<'_>, Shown) -> Result<Spelled, Stop<RsRefusal>> + Send + 'static,
{
    let oid: Option<Oid> = oid.parse().ok();
    answer(site, request, move |moment, bearer| {
        let Some(oid) = oid else {
            moment.names_client(rest::client_of(moment, bearer));
            return Err(not_found());
        };
        let shown = rest::person(moment, bearer, oid)?;
        let client = shown.client.clone();
        let spelled = show(moment, shown)?;
        let body = faults::distort_person(moment, &client, oid, spelled.body);
        journal::answered(moment);
        Ok(Spelled { body, ..spelled })
    })
    .await
}
