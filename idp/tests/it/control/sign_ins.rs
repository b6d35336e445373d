//! A sign-in by one call: granted, declined, refused; the journal says why.

use serde_json::{Value, json};

use crate::actors::{Reply, Tester};

fn sign_in(tester: &Tester, person: &Value, url: &str, consent: bool) -> Reply {
    let body = json!({"person": person, "authorize_url": url, "consent": consent});
    tester.call("POST /sign-ins", &[], body)
}

#[test]
fn a_sign_in_that_is_granted_leads_back_with_a_code() {
    let tester = Tester::start();
    let oid = &tester.person(json!({}))["oid"];
    let state = "8a1d0b3e-7d5f-4c40-9df0-7d4a6a3a5a10";
    let granted = sign_in(&tester, oid, &tester.authorize_url(state), true).expect(200);
    let back = granted["redirect_to"].as_str().unwrap();
    assert!(back.starts_with("http://127.0.0.1/back?"), "{back}");
    assert!(back.contains("code=") && back.contains(&format!("state={state}")), "{back}");
    let again = sign_in(&tester, oid, &tester.authorize_url(state), false).expect(200);
    assert!(again["redirect_to"].as_str().unwrap().contains("code="), "a consent is remembered: {again}");
}

#[test]
fn a_sign_in_that_is_declined_leads_back_with_the_error() {
    let tester = Tester::start();
    let oid = &tester.person(json!({}))["oid"];
    let declined = sign_in(&tester, oid, &tester.authorize_url("s"), false).expect(200);
    let back = declined["redirect_to"].as_str().unwrap();
    assert!(back.contains("error=access_denied") && back.contains("state=s"), "{back}");
}

#[test]
fn a_sign_in_that_cannot_be_is_refused_by_its_field() {
    let tester = Tester::start();
    let url = tester.authorize_url("s");
    let oid = tester.person(json!({}))["oid"].clone();
    sign_in(&tester, &json!(999_999), &url, true).problem(400, "person");
    sign_in(&tester, &oid, "http://127.0.0.1/elsewhere", true).problem(400, "authorize_url");
    sign_in(&tester, &oid, &url.replace("LOCALTEST", "NOBODY"), true).problem(409, "authorize_url");
    let block = json!({"command": "block"});
    tester.call("POST /people/{oid}/commands", &[&oid], block).expect(200);
    sign_in(&tester, &oid, &url, true).problem(400, "person");
}

#[test]
fn the_journal_says_why_a_request_was_refused_and_is_filtered() {
    let tester = Tester::start();
    let url = tester.authorize_url("s");
    let path = url.strip_prefix(&tester.base_url).unwrap();
    assert_eq!(tester.open(path).status, 302);
    tester.open(&path.replace("LOCALTEST", "NOBODY"));
    tester.open(&path.replace("scope=openid", "scope=wealth"));
    let all = tester.get("/journal", &[]);
    let refused: Vec<_> =
        all["entries"].as_array().unwrap().iter().filter(|one| one["outcome"] == "refused").collect();
    assert_eq!(refused.len(), 2, "{all}");
    for entry in &refused {
        assert!(entry["error"].as_str().unwrap().starts_with("ESIA-"), "{entry}");
        assert!(!entry["why"]["fix"].as_str().unwrap().is_empty(), "{entry}");
    }
    let count = |query: String| {
        let found = tester.call(&format!("GET /journal?{query}"), &[], Value::Null).expect(200);
        found["entries"].as_array().unwrap().len()
    };
    assert_eq!(count("client=NOBODY".to_owned()), 1);
    assert_eq!(count(format!("code={}", refused[1]["error"].as_str().unwrap())), 1);
    assert_eq!(count("limit=1".to_owned()), 1);
    assert_eq!(count(format!("after={}", refused[1]["seq"])), 0);
}
