//! `/rs/prns/{oid}/kids`: the children on a parent's cards.

use actix_web::web::{Path, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::family::{self, Kept};
use crate::app::rest::{self, RsRefusal, Shown};
use crate::app::{Moment, Stop};
use crate::domain::family::CardState;
use crate::domain::journal::{Why, reason};
use crate::protocol::rs::collection::Collection;
use crate::protocol::rs::error;
use crate::protocol::rs::kid::{self, KidResource};
use crate::web::rs::{Part, Spelled, not_found, open_part, pick, respond, spelled};
use crate::web::site::Site;

/// The routes of this part; they stand before those of a person's other parts.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/rs/prns/{oid}/kids/{kid}/docs").route(get().to(documents)))
        .service(resource("/rs/prns/{oid}/kids/{kid}/docs/{id}").route(get().to(one_document)));
}

/// The children a person's token shows; a card that failed its check shows nobody.
pub(super) fn all(
    moment: &Moment<'_>,
    shown: &Shown,
    address: &str,
) -> Result<Vec<KidResource>, Stop<RsRefusal>> {
    let cards = kept(moment, shown)?;
    let spell = |kept: &Kept| {
        kid::kid(&kept.card, kept.account.as_ref(), &shown.sees, address, kept.school_consent, moment.now)
    };
    Ok(cards.iter().map(spell).collect())
}

fn kept(moment: &Moment<'_>, shown: &Shown) -> Result<Vec<Kept>, Stop<RsRefusal>> {
    let mut cards = family::cards(moment, shown.account.oid)?;
    cards.retain(|kept| !matches!(kept.card.state, CardState::Failed { .. }));
    Ok(cards)
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
    let base = site.base();
    let objects = request.query_string().contains("elements");
    respond(&site, &request, &oid, move |moment, shown| {
        if open_part(&shown, "kids")? != Part::Kids || !kid::opens_documents(&shown.sees) {
            let why = Why::new(reason::SCOPE_NOT_IN_TOKEN)
                .with_fix("ask for kid_birth_cert_doc or kid_medical_doc");
            return Err(rest::refused(error::SCOPE_NOT_ALLOWED, why));
        }
        let number: u64 = kid.parse().unwrap_or_default();
        let Some(kept) = kept(moment, &shown)?.into_iter().find(|kept| kept.card.id == number) else {
            return Err(not_found());
        };
        let papers = kid::documents(&kept.card, &shown.sees);
        let address = format!("{base}/rs/prns/{}/kids/{number}/docs", shown.account.oid);
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
