//! One line of the log.

use std::time::Duration;

use serde::Serialize;

use crate::domain::time::Timestamp;

/// What is told of a request.
#[derive(Debug, Clone, Serialize)]
pub struct Line<'a> {
    /// When it came, by the machine's clock.
    pub at: Timestamp,
    /// What names it, here and in the journal.
    pub request_id: &'a str,
    /// The realm, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realm: Option<&'a str>,
    /// Who called the control API by a token: `owner`, or the realm's token as `holder:NAME`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<&'a str>,
    /// What it was sent to.
    pub face: &'static str,
    /// Its method.
    pub method: &'a str,
    /// Its path in the realm, with gaps where it names somebody or is secret.
    pub path: &'a str,
    /// Its parameters, with gaps likewise.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub query: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// Why it was refused, as in the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    /// How long it took until the answer was ready.
    #[serde(rename = "ms", serialize_with = "millis")]
    pub took: Duration,
}

fn millis<S: serde::Serializer>(took: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((took.as_secs_f64() * 1_000_000.0).round() / 1_000.0)
}

impl Line<'_> {
    /// As JSON; `lost` lines before it found no room.
    pub(super) fn json(&self, lost: u64) -> String {
        let mut line = serde_json::to_value(self).unwrap_or_default();
        line["at"] = self.at.to_string().into();
        if lost > 0 {
            line["lost_before"] = lost.into();
        }
        line.to_string()
    }

    /// For people.
    pub(super) fn text(&self, lost: u64) -> String {
        let Self { at, request_id, face, method, path, query, status, took, .. } = self;
        let realm = self.realm.unwrap_or("-");
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let millis = took.as_secs_f64() * 1_000.0;
        let mut line =
            format!("{at} {request_id} {realm} {face} {method} {path}{query} {status} {millis:.1}ms");
        if let Some(caller) = self.caller {
            line.push_str(&format!(" {caller}"));
        }
        if let Some(reason) = self.reason {
            line.push_str(&format!(" {reason}"));
        }
        if lost > 0 {
            line.push_str(&format!(" ({lost} lines before this one were lost)"));
        }
        line
    }
}
