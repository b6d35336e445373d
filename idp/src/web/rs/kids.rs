//! `/rs/prns/{oid}/kids`: the children on a parent's cards.

use actix_web::web::{Path, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::family::{self, Kept};
use crate::app::rest::{self, RsRefusal, Shown};
use crate::app::{Moment, Stop};
use crate::domain::journal::{Why, reason};
use crate::protocol::rs::address::Version;
use crate::protocol::rs::collection::Collection;
use crate::protocol::rs::error;
use crate::protocol::rs::kid::{self, Asked, KidParts, KidResource, Known};
use crate::web::rs::answer::{Spelled, spelled};
use crate::web::rs::part::{Part, open_part};
use crate::web::rs::roots::{ROOTS, root};
use crate::web::rs::shown::{not_found, pick, respond};
use crate::web::site::Site;

/// The routes of this part; they stand before those of a person's other parts.
pub(super) fn mount(config: &mut ServiceConfig) {
    for root in ROOTS {
        let docs = format!("{root}/prns/{{oid}}/kids/{{kid}}/docs");
        config
            .service(resource(docs.as_str()).route(get().to(documents)))
            .service(resource(format!("{docs}/{{id}}")).route(get().to(one_document)));
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
    Ok(family::cards(moment, shown.account.oid)?.iter().map(spell).collect())
}

async fn documents(site: Site, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (oid, kid) = path.into_inner();
    papers(site, request, oid, kid, None).await
}

async fn one_document(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String)>,
) -> HttpResponse {
    let (oid, kid, id) = path.into_inner();
    papers(site, request, oid, kid, Some(id)).await
}

async fn papers(
    site: Site,
    request: HttpRequest,
    oid: String,
    kid: String,
    id: Option<String>,
) -> HttpResponse {
    let (root, _) = root(&site, &request);
    let objects = request.query_string().contains("elements");
    respond(&site, &request, &oid, move |moment, shown| {
        if open_part(&shown, "kids")? != Part::Kids || !kid::opens_documents(&shown.sees) {
            let why = Why::new(reason::SCOPE_NOT_IN_TOKEN)
                .with_fix("ask for kid_birth_cert_doc, kid_medical_doc or kid_id_doc");
            return Err(rest::refused(error::SCOPE_NOT_ALLOWED, why));
        }
        let number: u64 = kid.parse().unwrap_or_default();
        let Some(kept) =
            family::cards(moment, shown.account.oid)?.into_iter().find(|kept| kept.card.id == number)
        else {
            return Err(not_found());
        };
        let papers = kid::documents(&kept.card, &shown.sees);
        let address = format!("{root}/prns/{}/kids/{number}/docs", shown.account.oid);
        let found: Option<Spelled> = match id {
            None => Some(spelled("docs/Documents-1", &Collection::new(&address, papers, objects))),
            Some(id) => pick("docs/Document-1", papers, &id),
        };
        match found {
            Some(spelled) => Ok(spelled),
            None => Err(not_found()),
        }
    })
    .await
}
