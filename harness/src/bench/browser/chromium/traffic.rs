//! Owns the reading of Chromium's log of its traffic: which documents it asked for, and what it was answered.

use serde_json::Value;

use crate::bench::http::fields;
use crate::event::Exchange;

/// The requests for documents, each redirect on its own; style sheets and pictures are of no interest.
pub(crate) fn exchanges(messages: &[Value]) -> Vec<Exchange> {
    let mut asked: Vec<Exchange> = Vec::new();
    for message in messages.iter().filter(|message| message["params"]["type"] == "Document") {
        let output = &message["params"];
        match message["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let request = &output["request"];
                // A new window shows a page of Chromium's own first.
                if !text(&request["url"]).starts_with("http") {
                    continue;
                }
                if let (Some(last), Some(status)) = (asked.last_mut(), status_of(&output["redirectResponse"]))
                {
                    last.status = status;
                    last.location = Some(text(&request["url"]));
                }
                asked.push(begun(request));
            }
            Some("Network.responseReceived") => {
                let status = status_of(&output["response"]);
                asked.last_mut().into_iter().zip(status).for_each(|(last, status)| last.status = status);
            }
            _ => {}
        }
    }
    asked
}

/// A request that has no answer yet.
fn begun(request: &Value) -> Exchange {
    Exchange {
        who: String::new(),
        method: text(&request["method"]),
        url: text(&request["url"]),
        fields: request["postData"].as_str().map(fields).unwrap_or_default(),
        status: 0,
        location: None,
        text: String::new(),
        tokens: Vec::new(),
    }
}

fn status_of(response: &Value) -> Option<u16> {
    response["status"].as_u64().and_then(|status| u16::try_from(status).ok())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_redirect_is_an_exchange_of_its_own() {
        let output = |method: &str, params: Value| json!({ "method": method, "params": params });
        let messages = [
            output(
                "Network.requestWillBeSent",
                json!({ "type": "Document", "request": {
                "method": "GET", "url": "chrome://new-tab-page/" } }),
            ),
            output("Network.responseReceived", json!({ "type": "Document", "response": { "status": 200 } })),
            output(
                "Network.requestWillBeSent",
                json!({ "type": "Document", "request": {
                "method": "POST", "url": "http://127.0.0.1:1/login", "postData": "login=%D0%B0+b&password=c" } }),
            ),
            output(
                "Network.requestWillBeSent",
                json!({ "type": "Document", "redirectResponse": { "status": 303 },
                "request": { "method": "GET", "url": "http://127.0.0.1:1/profile/" } }),
            ),
            output("Network.responseReceived", json!({ "type": "Document", "response": { "status": 200 } })),
            output(
                "Network.requestWillBeSent",
                json!({ "type": "Stylesheet", "request": {
                "method": "GET", "url": "http://127.0.0.1:1/portal.css" } }),
            ),
            output(
                "Network.responseReceived",
                json!({ "type": "Stylesheet", "response": { "status": 404 } }),
            ),
        ];
        let asked = exchanges(&messages);
        let short: Vec<_> =
            asked.iter().map(|one| (one.method.as_str(), one.status, one.location.as_deref())).collect();
        assert_eq!(short, [("POST", 303, Some("http://127.0.0.1:1/profile/")), ("GET", 200, None)]);
        let pairs =
            [("login", "а b"), ("password", "c")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(asked[0].fields, pairs);
    }
}
