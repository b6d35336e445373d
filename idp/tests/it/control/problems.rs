//! Input that is no input is answered with a problem that names the field, and the server goes on.

use serde_json::json;

use crate::actors::Tester;

#[test]
fn a_body_that_is_no_json_is_told_so() {
    let tester = Tester::start();
    for (method, path) in [
        ("POST", "/people"),
        ("POST", "/people/1000/commands"),
        ("PATCH", "/people/1000"),
        ("PUT", "/clock"),
        ("POST", "/clock/advance"),
        ("PUT", "/clients/DIARY"),
        ("PUT", "/registers"),
        ("POST", "/sign-ins"),
        ("POST", "/centres/1/confirmations"),
        ("POST", "/realms"),
    ] {
        for body in ["{", "[]", "\"text\"", "null", "{\"a\":1,}", "\u{0}", "{\"a\": \"\u{7}\"}"] {
            let reply = tester.send_raw(method, path, body);
            assert_eq!(
                (reply.status, reply.kind.as_str()),
                (400, "application/problem+json"),
                "{method} {path} {body:?}: {}",
                reply.text
            );
            assert!(reply.json["field"].is_string(), "{method} {path} {body:?}: {}", reply.text);
        }
    }
    assert_eq!(tester.call("GET /clock", &[], json!(null)).status, 200);
}

#[test]
fn a_query_that_cannot_be_read_is_a_problem_too() {
    let tester = Tester::start();
    for path in ["/people?limit=many", "/journal?limit=-1", "/journal?after=first", "/people?limit=1&limit=2"]
    {
        let reply = tester.send_raw("GET", path, "");
        assert_eq!(
            (reply.status, reply.kind.as_str()),
            (400, "application/problem+json"),
            "{path}: {}",
            reply.text
        );
    }
}

#[test]
fn what_is_not_there_and_what_is_not_allowed_are_problems_too() {
    let tester = Tester::start();
    for (method, path, status) in [
        ("GET", "/nothing", 404),
        ("DELETE", "/people", 405),
        ("POST", "/clock", 405),
        ("PUT", "/outbox", 405),
    ] {
        let reply = tester.send_raw(method, path, "");
        assert_eq!(
            (reply.status, reply.kind.as_str()),
            (status, "application/problem+json"),
            "{method} {path}: {}",
            reply.text
        );
    }
}
