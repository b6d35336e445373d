//! `/rs/prns`, `/rs/orgs`: the people who changed, or were deleted, and the organisations that changed since a moment
//! (MR А.3, А.8).

use actix_web::web::{Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::rest;
use crate::domain::journal::{Why, reason};
use crate::domain::settings::Paging;
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::{Collection, Page};
use crate::protocol::rs::error;
use crate::web::rs::answer::{answer, spelled};
use crate::web::site::Site;

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/rs/prns").route(get().to(list)))
        .service(resource("/rs/orgs").route(get().to(organisations)));
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Since {
    status: String,
    updated_since: String,
    page_index: String,
    page_size: String,
}

async fn list(site: Site, request: HttpRequest, query: Query<Since>) -> HttpResponse {
    let base = site.base();
    answer(&site, &request, move |moment, bearer| {
        let deleted = match query.status.as_str() {
            "" => Some(false),
            "DELETED" => Some(true),
            _ => None,
        };
        let since = query.updated_since.parse().ok().map(Timestamp::from_secs);
        let Some((deleted, since)) = deleted.zip(since) else {
            let why = Why::new(reason::PARAMETER_MISSING)
                .with_fix("give updatedSince in seconds, and status=DELETED or none");
            return Err(rest::refused(error::BAD_REQUEST, why));
        };
        let people = rest::changed(moment, bearer, since, deleted)?;
        let links = people.iter().map(|oid| format!("{base}/rs/prns/{oid}")).collect();
        let page = query.page(moment.settings.rs.paging);
        Ok(spelled("prns/Persons-1", &Collection::<()>::of_links(links).paged(page)))
    })
    .await
}

async fn organisations(site: Site, request: HttpRequest, query: Query<Since>) -> HttpResponse {
    let base = site.base();
    answer(&site, &request, move |moment, bearer| {
        let Some(since) = query.updated_since.parse().ok().map(Timestamp::from_secs) else {
            let why = Why::new(reason::PARAMETER_MISSING).with_fix("give updatedSince in seconds");
            return Err(rest::refused(error::BAD_REQUEST, why));
        };
        let all = rest::changed_organisations(moment, bearer, since)?;
        let links = all.iter().map(|oid| format!("{base}/rs/orgs/{oid}")).collect();
        let page = query.page(moment.settings.rs.paging);
        Ok(spelled("orgs/Organizations-1", &Collection::<()>::of_links(links).paged(page)))
    })
    .await
}

impl Since {
    /// The page that is asked for; a text that is no number asks for none.
    fn page(&self, paging: Paging) -> Page {
        Page { index: self.page_index.parse().ok(), size: self.page_size.parse().ok(), paging }
    }
}
