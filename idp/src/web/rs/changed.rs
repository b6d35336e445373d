//! `/rs/prns`: the people who changed, or were deleted, since a moment (MR А.3, А.8).

use actix_web::web::{Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::rest;
use crate::domain::journal::{Why, reason};
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::{Collection, Page};
use crate::protocol::rs::error;
use crate::web::rs::answer::{answer, spelled};
use crate::web::site::Site;

/// The route of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(resource("/rs/prns").route(get().to(list)));
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
        let page = Page {
            index: query.page_index.parse().ok(),
            size: query.page_size.parse().ok(),
            paging: moment.settings.rs.paging,
        };
        Ok(spelled("prns/Persons-1", &Collection::<()>::of_links(links).paged(page)))
    })
    .await
}
