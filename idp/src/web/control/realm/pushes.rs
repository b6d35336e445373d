//! Pushes to relying parties, with what came of each try.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::realms::outbox;
use crate::app::{Moment, Stop};
use crate::domain::fault::Fault;
use crate::domain::push::{Push, Try};
use crate::protocol::push;
use crate::web::control::api::answer::{Answer, Listed};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, PageQuery, ROWS_MAX, Way};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/pushes", "listPushes", "List pushes, oldest first, with what came of each try", list);
}

/// A push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Push)]
pub struct PushJson {
    /// Its number, rising.
    id: u64,
    /// Where it goes.
    url: String,
    /// What is sent.
    body: String,
    /// `waiting`, `taken` (the answer was 200) or `given-up`.
    state: &'static str,
    /// RFC 3339; when what it tells of happened.
    posted_at: String,
    /// RFC 3339; when it is tried next, while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
    /// What came of it, oldest first.
    tries: Vec<PushTryJson>,
    /// The armed faults that were committed in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Fault>)]
    faults: Vec<&'static str>,
}

/// One sending of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PushTry)]
pub struct PushTryJson {
    /// RFC 3339, on the realm's clock.
    at: String,
    /// The status of the answer; nothing when none came.
    status: Option<u16>,
    /// Why no answer came.
    failure: Option<String>,
}

/// Pushes, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PushList)]
pub struct PushesJson {
    /// Oldest first.
    pushes: Vec<PushJson>,
}

fn tried(one: Try) -> PushTryJson {
    PushTryJson { at: one.at.to_string(), status: one.status, failure: one.failure }
}

fn spelled(one: Push) -> PushJson {
    use crate::domain::push::State;
    PushJson {
        id: one.id,
        body: push::body(&one),
        faults: one.faults.iter().map(|fault| fault.facts().name).collect(),
        state: one.state.name(),
        posted_at: one.posted_at.to_string(),
        due_at: (one.state == State::Waiting).then(|| one.due_at.to_string()),
        url: one.url,
        tries: one.tries.into_iter().map(tried).collect(),
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<PushesJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let after: u64 = match after.as_deref().map(str::parse).transpose() {
        Ok(after) => after.unwrap_or_default(),
        Err(_) => return Err(Problem::field("after", "expected the number of a push")),
    };
    let read =
        move |moment: &Moment<'_>, limit| Ok::<_, Stop<Infallible>>(outbox::pushes(moment, after, limit)?);
    let spell = |all: Vec<Push>| PushesJson { pushes: all.into_iter().map(spelled).collect() };
    page.list(&site, read, |one| one.id.to_string(), spell, |never| match never {}).await
}
