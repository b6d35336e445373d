//! `/rs/prns/{oid}/kids`: the children on a parent's cards.

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::family::{self, Kept};
use crate::app::rest::{self, RsRefusal, Shown};
use crate::app::{Moment, Stop};
use crate::domain::journal::{Why, reason};
use crate::protocol::rs::address::Version;
use crate::protocol::rs::embed::Embed;
use crate::protocol::rs::error;
use crate::protocol::rs::kid::{self, Asked, KidParts, KidResource, Known};
use crate::web::rs::list::{ADDRESSES, CONTACTS, DOCUMENTS, Form};
use crate::web::rs::part::open_part;
use crate::web::rs::query::RsQuery;
use crate::web::rs::roots::{ROOTS, root};
use crate::web::rs::shown::{not_found, respond};
use crate::web::site::Site;

/// The routes of this part; they stand before those of a person's other parts.
pub(super) fn mount(config: &mut ServiceConfig) {
    for root in ROOTS {
        let part = format!("{root}/prns/{{oid}}/kids/{{kid}}/{{part:docs|ctts|addrs}}");
        config
            .service(resource(part.as_str()).route(get().to(part_of_kid)))
            .service(resource(format!("{part}/{{id}}")).route(get().to(element_of_kid)));
    }
}

/// The children a person's token shows: every card, whatever became of its check (MR А.2, table 3, row 9).
pub(super) fn all(
    moment: &Moment<'_>,
    shown: &Shown,
    address: &str,
    parts: KidParts,
    version: Version,
) -> Result<Vec<KidResource>, Stop<RsRefusal>> {
    let asked = Asked { sees: &shown.sees, address, parts, version, now: moment.now };
    let spell = |kept: &Kept| {
        let known = Known {
            account: kept.of_child.as_ref(),
            linked: kept.account.is_some(),
            links: kept.links,
            school_consent: kept.school_consent,
        };
        kid::kid(&kept.card, &known, &asked)
    };
    Ok(cards(moment, shown)?.iter().map(spell).collect())
}

/// The cards that a token shows.
fn cards(moment: &Moment<'_>, shown: &Shown) -> Result<Vec<Kept>, Stop<RsRefusal>> {
    let mut all = family::cards(moment, shown.account.oid)?;
    all.retain(|kept| shown.shows_card(kept.card.id));
    Ok(all)
}

async fn part_of_kid(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, kid, part) = path.into_inner();
    below(site, request, Place { oid, kid, part, id: None }, query).await
}

async fn element_of_kid(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, kid, part, id) = path.into_inner();
    below(site, request, Place { oid, kid, part, id: Some(id) }, query).await
}

/// What is asked for below a child: a collection, or one of its elements.
struct Place {
    oid: String,
    kid: String,
    part: String,
    id: Option<String>,
}

async fn below(site: Site, request: HttpRequest, place: Place, query: Query<RsQuery>) -> HttpResponse {
    let (root, version) = root(&site, &request);
    let objects = Embed::read(&query.embed).elements();
    let Place { oid, kid, part, id } = place;
    respond(&site, &request, &oid, move |moment, shown| {
        open_part(&shown, "kids")?;
        let number: u64 = kid.parse().unwrap_or_default();
        let Some(kept) = cards(moment, &shown)?.into_iter().find(|kept| kept.card.id == number) else {
            return Err(not_found());
        };
        let address = format!("{root}/prns/{}/kids/{number}/{part}", shown.account.oid);
        let form = Form { objects, page: query.page(moment.settings.rs.paging) };
        let rest: Vec<_> = id.as_deref().into_iter().collect();
        let (account, sees) = (kept.of_child.as_ref(), &shown.sees);
        let found = match &*part {
            "docs" => {
                opens(kid::opens_documents(sees), "kid_birth_cert_doc, kid_medical_doc or kid_id_doc")?;
                form.list_or_one(DOCUMENTS, &address, &rest, kid::documents(&kept.card, sees))
            }
            // I: contacts and addresses are documented as embedded ones alone; their links lead here.
            "ctts" => {
                opens(kid::opens_contacts(sees), "kid_email, kid_mobile or kid_contacts")?;
                form.list_or_one(CONTACTS, &address, &rest, kid::contacts(account, sees, moment.now))
            }
            _ => form.list_or_one(ADDRESSES, &address, &rest, kid::addresses(account, version)),
        };
        found.ok_or_else(not_found)
    })
    .await
}

/// Refuses a token that has none of these scopes.
fn opens(is_open: bool, scopes: &str) -> Result<(), Stop<RsRefusal>> {
    if is_open {
        return Ok(());
    }
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix(format!("ask for {scopes}"));
    Err(rest::refused(error::SCOPE_NOT_ALLOWED, why))
}
