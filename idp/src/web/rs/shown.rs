//! What a token opens of a person, as an answer.

use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::oauth::faults;
use crate::app::rest::{self, RsRefusal, Shown};
use crate::app::{Moment, Stop, journal};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::protocol::rs::collection::Numbered;
use crate::protocol::rs::error;
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::site::Site;

pub(super) fn pick<T: Serialize + Numbered>(schema: &str, items: Vec<T>, id: &str) -> Option<Spelled> {
    items.into_iter().find(|item| item.path_end() == id).map(|item| spelled(schema, &item))
}

pub(super) fn not_found() -> Stop<RsRefusal> {
    rest::refused(error::NOT_FOUND, Why::new(reason::NO_SUCH_RESOURCE))
}

/// Checks the token and shows what it opens of a person.
pub(super) async fn respond<W>(site: &Site, request: &HttpRequest, oid: &str, show: W) -> HttpResponse
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
