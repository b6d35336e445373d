//! The outbox: what the realm would have sent.

use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::outbox::{self, OutboxFilter};
use crate::domain::notice::{Channel, Posted};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

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
    responses((status = 200, body = OutboxJson), (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn read(site: Site, query: Query<OutboxQuery>) -> Answer {
    let query = query.into_inner();
    let channel = match query.kind.as_deref().map(str::parse::<Channel>).transpose() {
        Ok(channel) => channel,
        Err(error) => return Err(Problem::field("kind", error)),
    };
    let filter = OutboxFilter { to: query.to, channel };
    let done =
        perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(outbox::read(moment, &filter)?));
    let told = done.await.map(|posted| OutboxJson { messages: posted.into_iter().map(message).collect() });
    tell(&site, told, |never| match never {})
}
