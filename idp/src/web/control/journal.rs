//! The journal: what requests came to, and exactly why.

use actix_web::HttpResponse;
use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

use crate::app::journal::{self, JournalFilter};
use crate::domain::journal::{Outcome, Written};
use crate::web::control::tell;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/journal").route(get().to(read)));
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JournalQuery {
    /// Only entries written after this number.
    pub after: Option<i64>,
    /// Only those of this mnemonic.
    pub client: Option<String>,
    /// Only those with this code, such as `ESIA-007005`.
    pub code: Option<String>,
    /// At most so many, the newest; 100 when left out.
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

fn entry(written: Written) -> EntryJson {
    let Written { seq, entry } = written;
    EntryJson {
        seq,
        at: entry.at.to_string(),
        outcome: match entry.outcome {
            Outcome::Answered => "answered",
            Outcome::Refused => "refused",
        },
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
    responses((status = 200, body = JournalJson)))]
pub(crate) async fn read(site: Site, query: Query<JournalQuery>) -> HttpResponse {
    let query = query.into_inner();
    let limit = query.limit.unwrap_or(100).min(10_000);
    let filter = JournalFilter { after: query.after, client: query.client, code: query.code, limit };
    let done = perform(&site, move |moment| journal::read(moment, &filter)).await;
    tell(&site, done.map(|all| JournalJson { entries: all.into_iter().map(entry).collect() }), |()| {
        crate::web::error::Problem::conflict("the journal cannot be read")
    })
}
