//! The outbox: what the realm would have sent.

use std::convert::Infallible;

use actix_web::HttpRequest;
use actix_web::web::{ServiceConfig, get, resource};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::outbox::{self, OutboxFilter};
use crate::app::{Moment, Stop};
use crate::domain::notice::{Channel, Posted};
use crate::web::control::Answer;
use crate::web::control::input::query::Query;
use crate::web::control::page::{Page, ROWS_MAX, Way};
use crate::web::error::Problem;
use crate::web::site::Site;

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/outbox").route(get().to(read)));
}

/// Which messages to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutboxQuery {
    /// Phone, e-mail or SNILS of the recipient, in any spelling.
    pub to: Option<String>,
    /// `sms`, `mail` or `letter`.
    pub kind: Option<String>,
    /// Only those of a greater number.
    pub after: Option<i64>,
    /// At most so many, and at most 1000, which is also the default.
    #[param(maximum = 1000)]
    pub limit: Option<u32>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MessageJson {
    /// Its number, rising.
    pub id: i64,
    /// RFC 3339, on the realm's clock.
    pub at: String,
    /// `sms`, `mail` or `letter`.
    pub kind: &'static str,
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

fn message(posted: Posted) -> MessageJson {
    MessageJson {
        id: posted.id,
        at: posted.at.to_string(),
        kind: posted.notice.channel.name(),
        to: posted.notice.to,
        text: posted.notice.text,
        code: posted.notice.code,
    }
}

/// Lists messages, oldest first.
#[utoipa::path(get, path = "/outbox", tag = "outbox", params(OutboxQuery),
    responses((status = 200, body = OutboxJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn read(site: Site, request: HttpRequest, query: Query<OutboxQuery>) -> Answer {
    let query = query.0;
    let page = Page::asked(&site, &request, query.limit, ROWS_MAX, Way::Onward)?;
    let channel = match query.kind.as_deref().map(str::parse::<Channel>).transpose() {
        Ok(channel) => channel,
        Err(error) => return Err(Problem::field("kind", error)),
    };
    let filter = OutboxFilter { to: query.to, channel, after: query.after, ..OutboxFilter::default() };
    let read = move |moment: &Moment<'_>, limit| {
        let filter = OutboxFilter { limit: Some(limit), ..filter };
        Ok::<_, Stop<Infallible>>(outbox::read(moment, &filter)?)
    };
    let spell = |posted: Vec<Posted>| OutboxJson { messages: posted.into_iter().map(message).collect() };
    page.tell(&site, read, |posted| posted.id.to_string(), spell, |never| match never {}).await
}
