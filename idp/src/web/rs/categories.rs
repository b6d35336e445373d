//! `/categories`: what a self-employed person or an organisation does (MR А.2, table 4; А.4, table 6).

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::rest::{self, organisation};
use crate::app::{Moment, Stop};
use crate::domain::journal::{Why, reason};
use crate::domain::scope::Disclosure;
use crate::domain::scope::organisation::Disclosure as OfOrganisation;
use crate::domain::settings::Paging;
use crate::protocol::rs::{error, extras};
use crate::web::rs::answer::{answer, spelled};
use crate::web::rs::query::RsQuery;
use crate::web::rs::shown::{not_found, respond};
use crate::web::site::Site;

/// The schema of the list.
const SCHEMA: &str = "categories/Categories-1";

/// The routes of this part.
// SIM: the document gives the address without `/rs`; with it the same is answered.
pub(super) fn mount(config: &mut ServiceConfig) {
    for root in ["", "/rs"] {
        config
            .service(resource(format!("{root}/categories/prns/{{oid}}")).route(get().to(of_person)))
            .service(resource(format!("{root}/categories/orgs/{{oid}}")).route(get().to(of_organisation)));
    }
}

async fn of_person(
    site: Site,
    request: HttpRequest,
    oid: Path<String>,
    query: Query<RsQuery>,
) -> HttpResponse {
    respond(&site, &request, &oid, move |_, shown| {
        if !shown.sees.contains(&Disclosure::SelfEmployment) {
            return Err(closed("self_employed"));
        }
        let all = extras::categories(&shown.account.profile.extras.categories);
        Ok(spelled(SCHEMA, &all.paged(query.page(Paging::Always))))
    })
    .await
}

async fn of_organisation(
    site: Site,
    request: HttpRequest,
    oid: Path<String>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let oid = oid.into_inner();
    answer(&site, &request, move |moment: &Moment<'_>, bearer| {
        let Ok(oid) = oid.parse() else {
            moment.names_client(rest::client_of(moment, bearer));
            return Err(not_found());
        };
        let shown = organisation::organisation(moment, bearer, oid)?;
        if !shown.sees.contains(&OfOrganisation::Categories) {
            return Err(closed("categories"));
        }
        let all = extras::categories(&shown.organisation.categories);
        Ok(spelled(SCHEMA, &all.paged(query.page(Paging::Always))))
    })
    .await
}

fn closed(scope: &str) -> Stop<rest::RsRefusal> {
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix(format!("ask for {scope}"));
    rest::refused(error::SCOPE_NOT_ALLOWED, why)
}
