//! The journal: what requests came to, and exactly why.

use actix_web::HttpRequest;
use actix_web::web::{Path, ServiceConfig, get, resource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::convert::Infallible;
use utoipa::{IntoParams, ToSchema};

use crate::app::exchange::{self, Exchange, Token};
use crate::app::journal::{self, JournalFilter};
use crate::app::{Missing, Moment, Stop};
use crate::domain::journal::{Outcome, Written};
use crate::web::control::input::query::Query;
use crate::web::control::page::{Page, Way};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/journal").route(get().to(read)))
        .service(resource("/control/v1/journal/{seq}").route(get().to(show)));
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JournalQuery {
    /// Only entries written after this number.
    pub after: Option<i64>,
    /// Only entries written before this number.
    pub before: Option<i64>,
    /// Only `answered`, or only `refused`.
    pub outcome: Option<String>,
    /// Only those of this mnemonic.
    pub client: Option<String>,
    /// Only those with this code, such as `ESIA-007005`.
    pub code: Option<String>,
    /// At most so many, the newest, and at most 1000; 100 when left out.
    #[param(maximum = 1000)]
    pub limit: Option<u32>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryJson {
    /// Its number, rising.
    pub seq: i64,
    /// RFC 3339, on the realm's clock.
    pub at: String,
    /// `answered` or `refused`.
    pub outcome: &'static str,
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
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhyJson {
    /// A stable name.
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
pub struct TokenJson {
    /// Where it stood: a field of the answer, or the header `authorization`.
    pub name: &'static str,
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

fn entry(written: Written) -> EntryJson {
    let Written { seq, entry } = written;
    EntryJson {
        seq,
        at: entry.at.to_string(),
        outcome: entry.outcome.name(),
        method: entry.method,
        path: entry.path,
        client: entry.client,
        person: entry.person.map(|oid| oid.number()),
        error: entry.error,
        why: entry.why.map(|why| WhyJson { reason: why.reason, fix: why.fix, facts: why.facts }),
    }
}

/// Lists entries, oldest first.
#[utoipa::path(get, path = "/journal", tag = "journal", params(JournalQuery),
    responses((status = 200, body = JournalJson,
        headers(("Link" = Option<String>, description = "the page of older entries with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn read(site: Site, request: HttpRequest, query: Query<JournalQuery>) -> Answer {
    let query = query.0;
    let page = Page::asked(&site, &request, query.limit, 100, Way::Back)?;
    let outcome = query.outcome.as_deref().map(|name| {
        Outcome::of(name).ok_or_else(|| Problem::choice("outcome", name, &["answered", "refused"]))
    });
    let outcome = outcome.transpose()?;
    let JournalQuery { after, before, client, code, .. } = query;
    let read = move |moment: &Moment<'_>, limit| {
        let filter = JournalFilter { after, before, outcome, client, code, limit, seq: None };
        Ok(journal::read(moment, &filter)?)
    };
    let spell = |all: Vec<Written>| JournalJson { entries: all.into_iter().map(entry).collect() };
    let never = |never: Infallible| match never {};
    page.tell(&site, read, |written| written.seq.to_string(), spell, never).await
}

/// Shows one entry with the request and the answer it is about, and the request as a curl command.
#[utoipa::path(get, path = "/journal/{seq}", tag = "journal",
    params(("seq" = i64, Path, description = "the entry's number")),
    responses((status = 200, body = ExplainedJson), (status = 404, description = "no such entry")))]
pub(crate) async fn show(site: Site, seq: Path<String>) -> Answer {
    let seq = seq.parse().ok();
    let base = site.base();
    let found = perform(&site, move |moment| {
        let found = seq.map(|seq| journal::entry(moment, seq)).transpose()?.flatten();
        let (written, exchange) = found.ok_or(Stop::refused(Missing))?;
        Ok(ExplainedJson::of(&base, written, exchange))
    });
    tell(&site, found.await, |Missing| {
        Problem::not_found("the journal has no entry of this number")
            .about("seq", "take seq from GET {control}/journal; only the newest entries are kept")
    })
}
