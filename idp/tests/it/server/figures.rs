//! Figures for a monitoring system: what happened how often, and nothing about anybody.

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::http::Request;

/// The value of a figure.
fn figure(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[test]
fn figures_count_requests_sign_ins_and_refusals_and_name_nobody() {
    let tester = Tester::start();
    let person = tester.person(json!({"level": "confirmed"}));
    let authorize_url = tester.authorize_url("a-state");
    let body = json!({"person": person["oid"], "authorize_url": authorize_url});
    tester.call("POST /sign-ins", &[], body).expect(200);
    tester.call("GET /people/{oid}", &[&999_999], Value::Null).problem(404, "oid");
    tester.realm(json!({"id": "other"}));
    let shown = tester.open("/metrics");
    assert!(shown.kind.starts_with("text/plain; version=0.0.4"), "{}", shown.kind);
    let text = shown.text.as_str();
    let expected = [
        ("esia_sign_ins_total", 1),
        ("esia_realms{state=\"serving\"}", 2),
        ("esia_realms{state=\"unusable\"}", 0),
        ("esia_followers", 0),
        ("esia_requests_total{face=\"control\",status=\"404\"}", 1),
        ("esia_request_duration_seconds_bucket{face=\"oauth\",le=\"+Inf\"}", 0),
    ];
    for (name, value) in expected {
        assert_eq!(figure(text, name), Some(value), "{name}\n{text}");
    }
    let refusals: Vec<_> = text.lines().filter(|line| line.starts_with("esia_refusals_total{")).collect();
    assert!(refusals.len() == 1 && refusals[0].ends_with(" 1"), "{refusals:?}");
    assert!(figure(text, "process_resident_memory_bytes").unwrap() > 1_000_000);
    for secret in ["snils", "last_name", "email", "mobile"] {
        if let Some(secret) = person[secret].as_str() {
            assert!(!text.contains(secret), "{secret}");
        }
    }
    // Every line is a comment, or a name with a value.
    for line in text.lines() {
        let is_value =
            |line: &str| line.rsplit_once(' ').is_some_and(|(_, value)| value.parse::<f64>().is_ok());
        assert!(line.starts_with("# HELP ") || line.starts_with("# TYPE ") || is_value(line), "{line}");
    }
}

#[test]
fn figures_are_not_shown_under_another_host_name() {
    let tester = Tester::start();
    let told = |host: &str| Request::get("/metrics").header("Host", host).send(&tester.base_url).status;
    assert_eq!((told("127.0.0.1"), told("elsewhere.test")), (200, 421));
}
