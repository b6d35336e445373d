//! The journal: what requests came to, and exactly why.

use std::collections::BTreeMap;
use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::exchange::{self, Exchange, Token};
use crate::app::journal::{self, JournalFilter};
use crate::app::{Missing, Moment, Stop};
use crate::domain::journal::{Outcome, Written};
use crate::web::control::api::answer::{Answer, Json, Listed};
use crate::web::control::api::at::{At, InPath, number, number_schema};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, Way};
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/journal", "readJournal", "List the newest entries, oldest first", read);
    api.get(
        "/journal/{seq}",
        "showJournalEntry",
        "Show one entry with the request and the answer it is about, and the request as a curl command",
        show,
    );
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JournalQuery {
    /// Only entries written after this number.
    pub after: Option<i64>,
    /// Only entries written before this number.
    pub before: Option<i64>,
    /// Only those of this outcome.
    pub outcome: Option<Outcome>,
    /// Only those of this mnemonic.
    pub client: Option<String>,
    /// Only those with this code, such as `ESIA-007005`.
    pub code: Option<String>,
    /// At most so many, the newest, and at most 1000; 100 when left out.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    pub limit: Option<u32>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = JournalEntry)]
pub struct EntryJson {
    /// Its number, rising.
    pub seq: i64,
    /// RFC 3339, on the realm's clock.
    pub at: String,
    /// What the request came to.
    pub outcome: Outcome,
    /// Method of the request.
    pub method: String,
    /// Path in the realm.
    pub path: String,
    /// The relying party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<u64>,
    /// The code the wire answered with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<WhyJson>,
    /// What names the request in the log of requests and in the header `X-Request-Id` of its caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RefusalReason)]
pub struct WhyJson {
    /// A stable name; docs/REASONS.md lists them.
    pub reason: String,
    /// What to change.
    pub fix: String,
    /// What was expected and what was seen.
    pub facts: BTreeMap<String, String>,
}

/// Entries, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct JournalJson {
    /// Oldest first.
    pub entries: Vec<EntryJson>,
}

/// One entry, with what went over the wire: secrets and personal data are left out, each gap under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ExplainedEntry)]
pub struct ExplainedJson {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryJson,
    /// The request; absent when it is no longer kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestJson>,
    /// The answer; absent when it is no longer kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerJson>,
    /// The token that it was asked with and those that it was answered with, taken apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<TokenJson>,
    /// The request as a command for a shell, with variables for what was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curl: Option<String>,
}

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RecordedRequest)]
pub struct RequestJson {
    /// Its method.
    pub method: String,
    /// Path and query, in their own encoding.
    pub target: String,
    /// Headers that can matter.
    pub headers: BTreeMap<String, String>,
    /// The form of the body, in its own encoding.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub form: String,
}

/// An answer as it went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RecordedAnswer)]
pub struct AnswerJson {
    /// Its HTTP status.
    pub status: u16,
    /// `Location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// `Content-Type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Its body when it was JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// The length of its body, in bytes.
    pub length: usize,
}

/// What a token says, without its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RecordedToken)]
pub struct TokenJson {
    /// Where it stood: a field of the answer, or the header `authorization`.
    pub name: String,
    /// Its header.
    #[schema(value_type = Object)]
    pub header: serde_json::Map<String, serde_json::Value>,
    /// Its claims.
    #[schema(value_type = Object)]
    pub claims: serde_json::Map<String, serde_json::Value>,
}

impl ExplainedJson {
    fn of(base: &str, written: Written, exchange: Option<Exchange>) -> Self {
        let curl = exchange.as_ref().map(|exchange| exchange::command(base, exchange));
        let answer = exchange.as_ref().and_then(|exchange| exchange.answer.clone());
        let tokens = exchange.as_ref().map(|exchange| exchange.tokens.clone()).unwrap_or_default();
        Self {
            entry: entry(written),
            request: exchange.map(|exchange| RequestJson {
                method: exchange.method,
                target: exchange.target.to_string(),
                headers: exchange
                    .headers
                    .into_iter()
                    .map(|(name, value)| (name, value.to_string()))
                    .collect(),
                form: exchange.form.to_string(),
            }),
            answer: answer.map(|answer| AnswerJson {
                status: answer.status,
                location: answer.location.map(|to| to.to_string()),
                content_type: answer.kind,
                json: answer.json.map(|json| json.to_string()),
                length: answer.length,
            }),
            tokens: tokens
                .into_iter()
                .map(|Token { name, header, claims }| TokenJson { name, header, claims })
                .collect(),
            curl,
        }
    }
}

/// An entry as the control API tells it.
pub(crate) fn entry(written: Written) -> EntryJson {
    let Written { seq, entry } = written;
    EntryJson {
        seq,
        at: entry.at.to_string(),
        outcome: entry.outcome,
        method: entry.method,
        path: entry.path,
        client: entry.client,
        person: entry.person.map(|oid| oid.number()),
        error: entry.error,
        why: entry.why.map(|why| WhyJson { reason: why.reason, fix: why.fix, facts: why.facts }),
        request_id: entry.request_id,
    }
}

/// The number of an entry, in an address.
struct EntryNumber(i64);

impl InPath for EntryNumber {
    const NAME: &'static str = "seq";
    const ABOUT: &'static str = "The number of the entry.";

    fn schema() -> serde_json::Value {
        number_schema(1)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        number(Self::NAME, text).map(Self)
    }
}

async fn read(
    site: Site,
    request: HttpRequest,
    Query(query): Query<JournalQuery>,
) -> Answer<Listed<JournalJson>> {
    let JournalQuery { after, before, outcome, client, code, limit } = query;
    let page = Page::asked(&site, &request, limit, 100, Way::Back)?;
    let read = move |moment: &Moment<'_>, limit| {
        let filter = JournalFilter { after, before, outcome, client, code, limit, seq: None };
        Ok::<_, Stop<Infallible>>(journal::read(moment, &filter)?)
    };
    let spell = |all: Vec<Written>| JournalJson { entries: all.into_iter().map(entry).collect() };
    page.list(&site, read, |written| written.seq.to_string(), spell, |never| match never {}).await
}

async fn show(site: Site, At(EntryNumber(seq)): At<EntryNumber>) -> Answer<Json<ExplainedJson>> {
    let base = site.base();
    let work = move |moment: &Moment<'_>| {
        let (written, exchange) = journal::entry(moment, seq)?.ok_or(Stop::refused(Missing))?;
        Ok(ExplainedJson::of(&base, written, exchange))
    };
    let told = |Missing| {
        Problem::not_found("the journal has no entry of this number")
            .about("seq", "take seq from GET {control}/journal; only the newest entries are kept")
    };
    Ok(Json(run(&site, work, told).await?))
}
