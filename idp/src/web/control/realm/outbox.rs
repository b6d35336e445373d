//! The outbox: what the realm would have sent.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::realms::outbox::{self, OutboxFilter};
use crate::app::{Moment, Stop};
use crate::domain::notice::{Channel, Posted};
use crate::web::control::api::answer::{Answer, Listed};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, ROWS_MAX, Way};
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/outbox", "readOutbox", "List messages, oldest first", read);
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

fn message(posted: Posted) -> MessageJson {
    MessageJson {
        id: posted.id,
        at: posted.at.to_string(),
        kind: posted.notice.channel,
        to: posted.notice.to,
        text: posted.notice.text,
        code: posted.notice.code,
    }
}

async fn read(
    site: Site,
    request: HttpRequest,
    Query(query): Query<OutboxQuery>,
) -> Answer<Listed<OutboxJson>> {
    let OutboxQuery { to, kind, after, limit } = query;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, limit| {
        let filter = OutboxFilter { to, channel: kind, after, limit: Some(limit), ..OutboxFilter::default() };
        Ok::<_, Stop<Infallible>>(outbox::read(moment, &filter)?)
    };
    let spell = |posted: Vec<Posted>| OutboxJson { messages: posted.into_iter().map(message).collect() };
    page.list(&site, read, |posted| posted.id.to_string(), spell, |never| match never {}).await
}
