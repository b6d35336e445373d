//! Owns requests made from the API's own description and then spoilt: whatever comes, no operation breaks, and each
//! refusal is a problem that says what to do.

use serde_json::{Map, Value, json};

use crate::actors::{Tester, description};
use crate::oauth::kit::http::{Reply, Request};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What stands where a path has a hole.
const HOLES: [&str; 9] = [
    "0",
    "-1",
    "1000",
    "99999999999999999999999999",
    "%00",
    "%FF%FE",
    "..%2F..%2Fetc",
    "'%20OR%201=1",
    "%D0%81%F0%9F%92%A5",
];

/// What stands where a query has a value.
const QUERIES: [&str; 8] =
    ["", "-1", "18446744073709551616", "%00", "%FF", "NaN", "a&limit=2&limit=3", "%F0%9F%92%A5"];

/// Every described operation: method, path, description.
fn operations() -> Vec<(String, String, Value)> {
    let described = description();
    let paths = described["paths"].as_object().expect("paths").clone();
    let of_path = |(path, methods): (String, Value)| {
        METHODS.map(|method| (method.to_uppercase(), path.clone(), methods[method].clone()))
    };
    paths.into_iter().flat_map(of_path).filter(|(_, _, operation)| operation.is_object()).collect()
}

fn filled(path: &str, hole: &str) -> String {
    // Only some words name a contact or an address, and a SNILS has its form; with another one the body would never be looked at.
    let of = |segment: &str| match segment {
        "{kind}" if hole == "1000" => "mobile".to_owned(),
        "{type}" if hole == "1000" => "PTA".to_owned(),
        "{snils}" if hole == "1000" => "112-233-445 95".replace(' ', "%20"),
        _ => hole.to_owned(),
    };
    let segments = path
        .split('/')
        .map(|segment| if segment.starts_with('{') { of(segment) } else { segment.to_owned() });
    segments.collect::<Vec<_>>().join("/")
}

/// Whatever is answered, it is no breakage, and a refusal is a problem with a way out.
#[track_caller]
fn is_told(reply: &Reply, sent: &str) {
    let sent: String = sent.chars().take(300).collect();
    assert!(reply.status < 500, "{sent}: {} {}", reply.status, reply.text());
    if reply.status < 400 {
        return;
    }
    assert_eq!(reply.kind(), "application/problem+json", "{sent}: {} {}", reply.status, reply.text());
    let problem = reply.json();
    for part in ["title", "detail", "fix"] {
        let is_said = problem[part].as_str().is_some_and(|text| !text.is_empty());
        assert!(is_said, "{sent}: {part} of {problem}");
    }
    // What is sent has none of these words: they would be names of the program's own types.
    let told = format!("{} {} {}", problem["detail"], problem["fix"], problem["field"]);
    for word in
        ["struct ", "Json", "::", "unit variant", "enum ", "u32", "i64", "u64", "Option<", "line 1 column"]
    {
        let is_syntax = problem["field"] == "body";
        assert!(!told.contains(word) || is_syntax, "{sent}: {word:?} in {told}");
    }
    assert!(!told.contains("and send the request again") || told.contains("add "), "{sent}: {told}");
    if reply.status == 400 {
        assert!(problem["field"].as_str().is_some_and(|field| !field.is_empty()), "{sent}: {problem}");
    }
}

/// A value that a schema describes, made up.
fn made_up(schema: &Value, depth: usize) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return made_up(&description()["components"]["schemas"][name], depth);
    }
    if let Some(one) = schema.get("const") {
        return one.clone();
    }
    for choice in ["oneOf", "allOf"] {
        if let Some(first) = schema[choice].as_array().and_then(|all| all.last()) {
            return made_up(first, depth);
        }
    }
    if let Some(named) = schema["enum"].as_array().and_then(|all| all.first()) {
        return named.clone();
    }
    let kind = schema["type"].as_array().and_then(|all| all.first()).unwrap_or(&schema["type"]);
    match kind.as_str() {
        Some("object") if depth < 4 => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            fields
                .map(|(name, field)| (name.clone(), made_up(field, depth + 1)))
                .collect::<Map<_, _>>()
                .into()
        }
        Some("array") => json!([made_up(&schema["items"], depth + 1)]),
        Some("integer" | "number") => json!(schema["minimum"].as_i64().unwrap_or_default().max(1)),
        Some("boolean") => json!(true),
        Some("string") => json!("text"),
        _ => json!({}),
    }
}

/// Values that are not what a field wants, and one that may be.
fn wrong_values() -> Vec<Value> {
    let deep = (0..60).fold(json!(1), |inside, _| json!([inside]));
    vec![
        Value::Null,
        json!(false),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("Ё".repeat(20_000)),
        json!("1900-02-30T25:61:61Z"),
        json!("P99999999999Y"),
        json!([]),
        json!({}),
        deep,
    ]
}

/// Every so many of the wrong values stands in each field, a different one of them first in each.
fn a_spoilt_field_breaks_nothing(step: usize) {
    let tester = Tester::start();
    for (method, path, operation) in operations() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if !schema.is_object() {
            continue;
        }
        let target = format!("/control/v1{}", filled(&path, "1000"));
        let whole = made_up(schema, 0);
        let send = |body: &Value| {
            let reply = Request::new(&method, &target).json(body).send(&tester.base_url);
            is_told(&reply, &format!("{method} {target} {body}"));
        };
        send(&whole);
        let fields: Vec<_> = whole.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        for (place, field) in fields.into_iter().enumerate() {
            for value in wrong_values().into_iter().skip(place % step).step_by(step) {
                // Alone, and among fields that are well made as far as the description goes.
                send(&json!({ field.as_str(): value.clone() }));
                let mut spoilt = whole.clone();
                spoilt[field.as_str()] = value;
                send(&spoilt);
            }
        }
    }
    assert_eq!(tester.get("/people?limit=1", &[])["people"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_body_with_one_field_spoilt_breaks_nothing() {
    a_spoilt_field_breaks_nothing(4);
}

/// Each operation is sent every so many of the pairs of a body and a type, a different pair first.
fn no_body_breaks_anything(step: usize) {
    let tester = Tester::start();
    let deep = [b"{\"a\":".repeat(1_000), b"1".to_vec(), b"}".repeat(1_000)].concat();
    let bodies: [&[u8]; 11] = [
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{}",
        b"\x00",
        b"{\"a\":\"\xff\"}",
        b"{\"a\":\"\\ud800\"}",
        b"{\"a\":1,\"a\":2}",
        b"{\"a\":1e999}",
        b"[[[[[[[[[[",
        b"a=b&c=d",
        b"<?xml version=\"1.0\"?><a/>",
        &deep,
    ];
    let kinds = ["application/json", "application/x-www-form-urlencoded", "text/plain; charset=koi8-r"];
    let pairs: Vec<_> = bodies.into_iter().flat_map(|body| kinds.map(|kind| (body, kind))).collect();
    let writing = operations().into_iter().filter(|(method, ..)| method != "GET");
    for (place, (method, path, _)) in writing.enumerate() {
        let target = format!("/control/v1{}", filled(&path, "1000"));
        for (body, kind) in pairs.iter().skip(place % step).step_by(step) {
            let reply = Request::new(&method, &target).body(kind, *body).send(&tester.base_url);
            is_told(&reply, &format!("{method} {target} {kind} {}", String::from_utf8_lossy(body)));
        }
    }
}

#[test]
fn bytes_that_are_no_body_break_nothing() {
    no_body_breaks_anything(7);
}

/// Every so many of the operations.
fn a_large_body_is_a_problem(step: usize) {
    let tester = Tester::start();
    let large = format!("{{\"a\":\"{}\"}}", "a".repeat(1024 * 1024));
    for (method, path, operation) in operations().into_iter().step_by(step) {
        // A whole realm may be longer.
        if operation["requestBody"].is_object() && path != "/world" {
            let target = format!("/control/v1{}", filled(&path, "1000"));
            let sent = Request::new(&method, &target).body("application/json", large.clone());
            let reply = sent.send(&tester.base_url);
            is_told(&reply, &format!("{method} {target}, more than 1 MiB"));
            assert_eq!(reply.status, 413, "{method} {target}: {}", reply.text());
        }
    }
}

#[test]
fn a_body_that_is_too_large_is_a_problem_too() {
    a_large_body_is_a_problem(5);
}

mod full {
    use super::*;

    #[test]
    fn a_body_with_any_field_spoilt_in_any_way_breaks_nothing() {
        a_spoilt_field_breaks_nothing(1);
    }

    #[test]
    fn bytes_that_are_no_body_break_no_operation() {
        no_body_breaks_anything(1);
    }

    #[test]
    fn a_body_that_is_too_large_is_a_problem_of_every_operation() {
        a_large_body_is_a_problem(1);
    }
}

#[test]
fn odd_paths_and_queries_break_nothing() {
    let tester = Tester::start();
    let long = "9".repeat(5_000);
    // A stream of events does not end by itself; what is wrong with its query is tried where it is read.
    for (method, path, operation) in operations().into_iter().filter(|(_, path, _)| path != "/events") {
        // What has no hole is asked as it is; dropping or resetting a realm is not what is tried here.
        for hole in HOLES.into_iter().chain([long.as_str()]) {
            let target = format!("/control/v1{}", filled(&path, hole));
            is_told(&Request::new(&method, &target).send(&tester.base_url), &format!("{method} {target}"));
        }
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let named = parameters.filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str());
        for name in named.chain(["unknown"]) {
            for value in QUERIES {
                let target = format!("/control/v1{}?{name}={value}", filled(&path, "1000"));
                is_told(
                    &Request::new(&method, &target).send(&tester.base_url),
                    &format!("{method} {target}"),
                );
            }
        }
    }
    assert_eq!(tester.call("GET /clock", &[], Value::Null).status, 200);
}
