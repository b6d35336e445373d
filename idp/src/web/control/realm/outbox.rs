//! The outbox: what the realm would have sent.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::rt::time::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::realms::news;
use crate::app::realms::outbox::{self, OutboxFilter};
use crate::app::{Moment, Stop};
use crate::domain::notice::{Channel, Posted};
use crate::domain::time::Timestamp;
use crate::web::control::api::answer::{Answer, Listed};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::input::waiter::Waiter;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, ROWS_MAX, Way};
use crate::web::control::api::run::sure;
use crate::web::following::{Follower, Woken};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/outbox",
        "readOutbox",
        "List messages, oldest first; with `wait`, as soon as there is one",
        read,
    );
}

/// Which messages to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutboxQuery {
    /// Phone, e-mail or SNILS of the recipient, in any spelling.
    pub to: Option<String>,
    /// Only those that travel so.
    pub kind: Option<Channel>,
    /// Only those of a greater number.
    pub after: Option<i64>,
    /// How long to wait for a message while there is none, in real time: an ISO 8601 duration of at most `PT60S`.
    #[param(example = "PT10S")]
    pub wait: Option<String>,
    /// At most so many, and at most 1000, which is also the default.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    pub limit: Option<u32>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MessageJson {
    /// Its number, rising.
    pub id: i64,
    /// RFC 3339, on the realm's clock.
    pub at: String,
    /// How it travels.
    pub kind: Channel,
    /// Phone, e-mail or, for a letter, SNILS.
    pub to: String,
    /// What it says.
    pub text: String,
    /// The code in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Messages, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutboxJson {
    /// Oldest first.
    pub messages: Vec<MessageJson>,
}

/// A message as the control API tells it.
pub(crate) fn message(posted: Posted) -> MessageJson {
    MessageJson {
        id: posted.id,
        at: posted.at.to_string(),
        kind: posted.notice.channel,
        to: posted.notice.to,
        text: posted.notice.text,
        code: posted.notice.code,
    }
}

/// The longest wait, in real time.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How long to wait.
fn within(wait: &str) -> Result<Duration, Problem> {
    let begin = Timestamp::from_millis(0);
    let span = begin.after_iso(wait).ok().map(|end| end.since(begin).as_millis());
    let asked = span.and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis);
    asked
        .filter(|asked| *asked <= WAIT_MAX)
        .ok_or_else(|| Problem::field("wait", "expected an ISO 8601 duration of at most PT60S such as PT10S"))
}

/// The server ends before the wait is over.
fn ending() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server ends", "the wait is not over")
        .about("wait", "send the request again, to another node or once the server runs again")
}

/// Waits until there is a message, the time is over, or the realm is no longer the one that was asked.
async fn until_there(
    site: &Site,
    request: &HttpRequest,
    within: Duration,
    filter: &OutboxFilter,
) -> Result<(), Problem> {
    let follower = Follower::of(&site.realm, request)?;
    let until = Instant::now() + within;
    loop {
        let (filter, asked) = (filter.clone(), Arc::clone(&site.realm));
        let look = move |moment: &Moment<'_>| {
            Ok(!std::ptr::eq(moment.realm, Arc::as_ptr(&asked)) || news::has_message(moment, &filter)?)
        };
        if sure(site, look).await? {
            return Ok(());
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        match follower.wait(&site.realm, left).await {
            Woken::Called => {}
            Woken::Late => return Ok(()),
            // An empty list would say that the time is over.
            Woken::Over => return Err(ending()),
        }
    }
}

async fn read(
    site: Site,
    Waiter(request): Waiter,
    Query(query): Query<OutboxQuery>,
) -> Answer<Listed<OutboxJson>> {
    let OutboxQuery { to, kind, after, wait, limit } = query;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let filter = OutboxFilter { to, channel: kind, after, ..OutboxFilter::default() };
    if let Some(wait) = wait {
        until_there(&site, &request, within(&wait)?, &filter).await?;
    }
    let read = move |moment: &Moment<'_>, limit| {
        let filter = OutboxFilter { limit: Some(limit), ..filter };
        Ok::<_, Stop<Infallible>>(outbox::read(moment, &filter)?)
    };
    let spell = |posted: Vec<Posted>| OutboxJson { messages: posted.into_iter().map(message).collect() };
    page.list(&site, read, |posted| posted.id.to_string(), spell, |never| match never {}).await
}
