//! `/digital/api/public`: the digital profile of a person, as far as a diary needs it (DP 5.1.1, 5.2.36).

use actix_web::web::{Path, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::rest::{self, RsRefusal};
use crate::app::{Stop, family};
use crate::domain::journal::{Why, reason};
use crate::domain::scope::Disclosure;
use crate::protocol::rs::{digital, error, person};
use crate::web::rs::answer::spelled;
use crate::web::rs::shown::respond;
use crate::web::site::Site;

/// The document of the children's SNILS.
const KID_SNILS_DOC: &str = "KID_SNILS_DOC";

/// The routes of this part.
// SIM: of the documents of the profile only the SNILS of children is there; the registers that the others come from
// are not simulated.
pub(super) fn mount(config: &mut ServiceConfig) {
    let person = "/digital/api/public/{version:v1|v2}/pso/{oid}";
    config
        .service(resource(person).route(get().to(one_person)))
        .service(resource(format!("{person}/{{list:docs|doc}}/{{kind}}")).route(get().to(document)));
}

async fn one_person(site: Site, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (_, oid) = path.into_inner();
    respond(&site, &request, &oid, |moment, shown| {
        let resource = person::person(&shown.account, shown.trusted, &shown.sees);
        Ok(spelled("pso/Person-1", &digital::person(&shown.account, resource, &shown.sees, moment.now)))
    })
    .await
}

async fn document(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String, String, String)>,
) -> HttpResponse {
    let (_, oid, _, kind) = path.into_inner();
    respond(&site, &request, &oid, move |moment, shown| {
        if kind != KID_SNILS_DOC {
            return Err(no_data());
        }
        // DP 5.2.36, table 56, row 2: an account that is not confirmed is refused as a consent that is missing.
        if !shown.trusted {
            let why = Why::new(reason::PARENT_NOT_CONFIRMED).with("part", kind);
            return Err(rest::refused(error::SCOPE_NOT_ALLOWED, why));
        }
        if !shown.sees.contains(&Disclosure::KidSnils) {
            let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix("ask for kid_snils").with("part", kind);
            return Err(rest::refused(error::SCOPE_NOT_ALLOWED, why));
        }
        let cards = family::cards(moment, shown.account.oid)?;
        let seen = cards.iter().map(|kept| &kept.card).filter(|card| shown.shows_card(card.id));
        let found = digital::kid_snilses(shown.account.oid, seen).ok_or_else(no_data)?;
        Ok(spelled("docs/KidSnils-1", &found))
    })
    .await
}

/// DP 5.2.36: the refusal has a code of its own.
fn no_data() -> Stop<RsRefusal> {
    rest::refused(error::NO_DATA, Why::new(reason::NO_SUCH_RESOURCE))
}
