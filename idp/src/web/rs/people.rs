//! A person, the parts of one, and their elements.

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::Moment;
use crate::app::rest::Shown;
use crate::protocol::rs::address::Version;
use crate::protocol::rs::collection::Collection;
use crate::protocol::rs::embed::Embed;
use crate::protocol::rs::kid::KidParts;
use crate::protocol::rs::person::{self, PersonResource};
use crate::protocol::rs::vehicle;
use crate::protocol::rs::{address, contact, document, extras};
use crate::web::rs::answer::spelled;
use crate::web::rs::list::Form;
use crate::web::rs::part::{Part, open_part};
use crate::web::rs::query::RsQuery;
use crate::web::rs::roots::{ROOTS, root};
use crate::web::rs::shown::{not_found, pick, respond};
use crate::web::rs::{kids, roles};
use crate::web::site::Site;

/// The routes of people.
pub(super) fn mount(config: &mut ServiceConfig) {
    for root in ROOTS {
        // Below the public addresses words stand where numbers do: `import`, `issued/permissions`.
        let digits = if root == ROOTS[0] { "" } else { ":[0-9]+" };
        let person = format!("{root}/prns/{{oid{digits}}}");
        config
            .service(resource(person.as_str()).route(get().to(one_person)))
            .service(resource(format!("{person}/{{part}}")).route(get().to(part)))
            .service(resource(format!("{person}/{{part}}/{{id{digits}}}")).route(get().to(element)))
            .service(resource(format!("{person}/docs/{{id}}/attrs")).route(get().to(attributes)));
    }
}

/// What the Social Fund knows of a foreigner's document (MR А.2, table 3, row 14).
async fn attributes(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, id) = path.into_inner();
    respond(&site, &request, &oid, move |moment, shown| {
        open_part(&shown, "docs")?;
        let open = document::documents(&shown.account, &shown.sees);
        let is_open = open.iter().any(|one| one.id.to_string() == id);
        let mut all = shown.account.profile.documents.iter();
        let Some(document) = all.find(|one| is_open && one.id().to_string() == id) else {
            return Err(not_found());
        };
        let page = query.page(moment.settings.rs.paging);
        Ok(spelled("docs/DocumentAttributes-1", &extras::attributes(document).paged(page)))
    })
    .await
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
            resource.roles = Some(Collection::of_objects(roles::roles(moment, &shown)?));
        }
        if let Some(objects) = embed.part("kids").filter(|_| Part::Kids.is_open(&shown)) {
            let address = format!("{address}/kids");
            let all = kids::all(moment, &shown, &address, KidParts::read(&embed.of_kids()), version)?;
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
        let (schema, form) = (part.schema(), Form { objects: embed.elements(), page });
        Ok(match part {
            Part::Contacts => form.list(schema, &address, contact::contacts(account, sees, moment.now)),
            Part::Addresses => form.list(schema, &address, address::addresses(account, sees, version)),
            Part::Documents => form.list(schema, &address, document::documents(account, sees)),
            Part::Vehicles => form.list(schema, &address, vehicle::vehicles(account, sees)),
            Part::Kids => {
                let all = kids::all(moment, &shown, &address, KidParts::read(&embed), version)?;
                Form { objects: embed.kids(), ..form }.list(schema, &address, all)
            }
            Part::Organisations => {
                let all = roles::organisation_list(moment, &shown, &base, form.objects)?;
                spelled(schema, &all.paged(page))
            }
            Part::Roles => {
                spelled(schema, &Collection::of_objects(roles::roles(moment, &shown)?).paged(page))
            }
            Part::Context => spelled(schema, &person::context(account)),
            Part::Biometrics => spelled(schema, &extras::biometric_texts(account, moment.now).paged(page)),
            Part::BiometricEnds => {
                spelled(schema, &extras::biometrics_with_ends(account, moment.now).paged(page))
            }
        })
    })
    .await
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
            Part::Context | Part::Biometrics | Part::BiometricEnds => None,
        };
        match found {
            Some(spelled) => Ok(spelled),
            None => Err(not_found()),
        }
    })
    .await
}
