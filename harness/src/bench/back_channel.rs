//! Owns the talk behind the browser's back: what the relying party asked the provider itself, as the provider's journal
//! has it.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;

use crate::bench::http::fields;
use crate::bench::idp::{Idp, IdpError};
use crate::bench::transcript::Transcript;
use crate::event::Exchange;

/// How many entries one look takes in: no step of a scenario causes as many.
const ENTRIES_MAX: u32 = 200;

/// Reads the journal of a realm on from where it stopped. Clones are the same reader.
#[derive(Debug, Clone)]
pub(crate) struct BackChannel {
    idp: Idp,
    read_until: Rc<Cell<i64>>,
    /// The last entry before the story.
    before: i64,
}

impl BackChannel {
    /// A reader of entries that are written from now on.
    pub(crate) fn of(idp: &Idp) -> Self {
        let channel = Self { idp: idp.clone(), read_until: Rc::new(Cell::new(0)), before: 0 };
        channel.skip();
        Self { before: channel.read_until.get(), ..channel }
    }

    /// Records the requests since the last time. A provider that does not answer leaves a gap, which is no failure:
    /// nothing is judged by it.
    pub(crate) fn record(&self, transcript: &Transcript) {
        if transcript.is_quiet() {
            return;
        }
        let path = format!("/journal?after={}&limit={ENTRIES_MAX}", self.read_until.get());
        let entries = self.entries(&path);
        for entry in entries.iter().filter(|entry| is_behind(text(&entry["path"]))) {
            let whole = self.idp.document(&format!("/journal/{}", entry["seq"])).unwrap_or_default();
            if let Some(exchange) = exchange(&whole) {
                transcript.asked(exchange, tokens(&whole));
            }
        }
    }

    /// Leaves out what was asked until now.
    pub(crate) fn skip(&self) {
        self.idp.newest_entry().into_iter().for_each(|newest| self.read_until.set(newest));
    }

    /// What the provider refused in this story, the newest last; entries of before are of other stories.
    pub(crate) fn refusals(&self, limit: usize) -> Result<Vec<String>, IdpError> {
        self.idp.refusals(self.before, limit)
    }

    /// Why the provider refused the last request that it refused.
    pub(crate) fn last_refusal(&self) -> Option<String> {
        self.refusals(1).ok()?.pop()
    }

    fn entries(&self, path: &str) -> Vec<Value> {
        let entries = self.idp.requests(path).unwrap_or_default();
        let newest = entries.iter().filter_map(|entry| entry["seq"].as_i64()).max();
        newest.into_iter().for_each(|newest| self.read_until.set(newest));
        entries
    }
}

/// Whether a browser has no business there.
fn is_behind(path: &str) -> bool {
    path.ends_with("/te") || ["/rs/", "/esia-rs/"].iter().any(|place| path.starts_with(place))
}

/// An entry as a request and its answer; nothing when the provider has kept neither.
fn exchange(entry: &Value) -> Option<Exchange> {
    let (request, answer) = (&entry["request"], &entry["answer"]);
    let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok())?;
    let refused = entry["error"].as_str().map(|error| {
        let why = entry["why"]["fix"].as_str().map(|fix| format!(": {fix}")).unwrap_or_default();
        format!("refused with {error}{why}\n")
    });
    Some(Exchange {
        who: entry["client"].as_str().unwrap_or("relying party").to_owned(),
        method: text(&request["method"]).to_owned(),
        url: text(&request["target"]).to_owned(),
        fields: fields(text(&request["form"])),
        status,
        location: None,
        text: refused.unwrap_or_default() + text(&answer["json"]),
        tokens: Vec::new(),
    })
}

/// The tokens of an entry: where each stood, its header and its claims.
fn tokens(entry: &Value) -> Vec<(String, Value, Value)> {
    let shown = entry["tokens"].as_array().into_iter().flatten();
    shown.map(|one| (text(&one["name"]).to_owned(), one["header"].clone(), one["claims"].clone())).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_is_told_as_request_and_answer_with_the_reason_of_a_refusal() {
        let entry = json!({
            "client": "DIARY", "error": "ESIA-007011", "why": { "fix": "ask for a new code" },
            "request": { "method": "POST", "target": "/aas/oauth2/te", "form": "code=$CODE&state=a+b" },
            "answer": { "status": 400, "json": "{}" },
            "tokens": [{ "name": "id_token", "header": { "alg": "RS256" }, "claims": { "sub": 1000 } }],
        });
        let shown = exchange(&entry).unwrap();
        assert_eq!((shown.who.as_str(), shown.status), ("DIARY", 400));
        assert_eq!(shown.text, "refused with ESIA-007011: ask for a new code\n{}");
        assert_eq!(shown.fields, fields("code=$CODE&state=a+b"));
        assert_eq!(shown.fields[1], ("state".to_owned(), "a b".to_owned()));
        assert_eq!(
            tokens(&entry),
            [("id_token".to_owned(), json!({ "alg": "RS256" }), json!({ "sub": 1000 }))]
        );
        assert!(exchange(&json!({ "client": "DIARY", "path": "/aas/oauth2/te" })).is_none());
        assert!(is_behind("/aas/oauth2/v3/te") && is_behind("/rs/prns/1") && !is_behind("/aas/oauth2/ac"));
    }
}
