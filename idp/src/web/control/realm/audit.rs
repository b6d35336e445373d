//! Who changed what by the control API: told to whoever owns the server.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::audit::Call;
use crate::app::{Moment, Stop};
use crate::web::control::api::answer::{Answer, Listed};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::owner::Owner;
use crate::web::control::api::page::{Page, ROWS_MAX, Way};
use crate::web::problem::Problem;
use crate::web::site::{Server, Site};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/audit",
        "listControlCalls",
        "List who changed what by the control API, and whose calls were refused for their token: the last 10,000 since \
         the server began, or of all nodes that share the database, oldest first",
        list,
    );
}

/// Which calls to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only those about this realm.
    #[param(example = "default")]
    pub realm: Option<String>,
    /// At most so many, and at most 1000, which is also the default.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    pub limit: Option<u32>,
    /// Only what follows this number; the header `Link` of the page before says it.
    pub after: Option<String>,
}

/// A call, or several in a row that are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ControlCall)]
pub struct CallJson {
    /// Its number, rising.
    pub number: u64,
    /// When, by the machine's clock.
    pub at: String,
    /// When the last of them was.
    pub last_at: String,
    /// How many there were.
    pub times: u32,
    /// Who called: `owner` with the server's token, `holder` with one of the realm, `nobody` without any, `stranger` with
    /// another, `anybody` where the server has none.
    pub caller: &'static str,
    /// The name of the realm's token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The operation; left out for `nobody` and `stranger`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The realm it was about; left out for them too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realm: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

/// Calls of the control API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ControlCallList)]
pub struct CallsJson {
    /// Oldest first.
    pub calls: Vec<CallJson>,
}

impl CallJson {
    fn of(call: Call) -> Self {
        let Call { number, at, last_at, times, what } = call;
        Self {
            number,
            at: at.to_string(),
            last_at: last_at.to_string(),
            times,
            caller: what.caller.kind(),
            token: what.caller.token().map(ToString::to_string),
            operation: what.operation.map(Into::into),
            realm: what.realm,
            status: what.status,
        }
    }
}

async fn list(
    site: Site,
    _owner: Owner,
    server: Server,
    request: HttpRequest,
    Query(AuditQuery { realm, limit, after }): Query<AuditQuery>,
) -> Answer<Listed<CallsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let number = |text: String| text.parse().map_err(|_| Problem::field("after", "expected a number"));
    let after: u64 = after.map_or(Ok(0), number)?;
    let read = move |_: &Moment<'_>, rows: u32| {
        Ok::<_, Stop<Infallible>>(server.calls(after, realm.as_deref(), rows)?)
    };
    let spell = |calls: Vec<Call>| CallsJson { calls: calls.into_iter().map(CallJson::of).collect() };
    page.list(&site, read, |one: &Call| one.number.to_string(), spell, |never| match never {}).await
}
