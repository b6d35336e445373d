//! The audit of control calls: who, what, about which realm, what came of it; for the server's owner only.

use serde_json::{Value, json};

use crate::access::{OWN, guarded};
use crate::actors::{Folder, Program, Tester};
use crate::oauth::kit::http::Request;

/// The calls as `caller token operation realm status times`.
pub(crate) fn told(owner: &Tester, query: &str) -> Vec<String> {
    let calls = owner.call(&format!("GET /audit{query}"), &[], Value::Null).expect(200);
    let word = |one: &Value| one.as_str().unwrap_or("-").to_owned();
    let line = |one: &Value| {
        let words = [&one["caller"], &one["token"], &one["operation"], &one["realm"]].map(word).join(" ");
        format!("{words} {} {}", one["status"], one["times"])
    };
    calls["calls"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn each_call_that_changes_something_or_is_refused_is_told_with_who_made_it() {
    let folder = Folder::new("audit");
    let server = Tester::of_options(guarded(&folder));
    let owner = server.showing(OWN);
    owner.call("POST /realms", &[], json!({"id": "class-5"})).expect(201);
    let made = owner.call("POST /realms/{id}/tokens", &[&"class-5"], json!({"name": "ci"})).expect(201);
    let ci = made["token"].as_str().unwrap();
    let own = server.of_name("class-5").showing(ci);
    for _ in 0..3 {
        own.person(json!({}));
    }
    own.get("/people", &[]);
    own.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).problem(403, "Authorization");
    own.call("POST /realms/{id}/reset", &[&"class-5"], Value::Null).expect(200);
    for path in ["/people", "/clock"] {
        server.of_name("class-5").showing("esia_guessed").call(&format!("GET {path}"), &[], Value::Null);
    }
    server.call("GET /people", &[], Value::Null).problem(401, "Authorization");
    owner.call("DELETE /realms/{id}", &[&"class-5"], Value::Null);
    owner.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).problem(404, "id");
    let all = [
        "owner - makeRealm class-5 201 1",
        "owner - makeRealmToken class-5 201 1",
        "holder ci makePerson class-5 201 3",
        "holder ci removeRealm class-5 403 1",
        "holder ci resetRealm class-5 200 1",
        "stranger - - - 401 2",
        "nobody - - - 401 1",
        "owner - removeRealm class-5 204 1",
        "owner - removeRealm class-5 404 1",
    ];
    assert_eq!(told(&owner, ""), all);
    let of_the_realm: Vec<_> = all.iter().filter(|line| line.contains(" class-5 ")).collect();
    assert_eq!(told(&owner, "?realm=class-5").iter().collect::<Vec<_>>(), of_the_realm);
    let (rows, pages) = owner.pages("/audit?limit=2", "calls");
    assert_eq!((rows.len(), pages), (all.len(), 5));
    let text = owner.call("GET /audit", &[], Value::Null).text;
    assert!(!text.contains(ci) && !text.contains(OWN) && !text.contains("esia_guessed"), "{text}");
    owner.call("GET /audit?after=x", &[], Value::Null).problem(400, "after");
}

#[test]
fn the_log_of_requests_names_the_caller_and_no_token() {
    let folder = Folder::new("audit-log");
    let file = folder.path("token");
    std::fs::write(&file, OWN).unwrap();
    let mut program = Program::serve(&["--control-token-file", file.to_str().unwrap(), "--log", "json"]);
    let owner = Tester::at(&program.base_url).showing_own(OWN);
    let made = owner.call("POST /realms/{id}/tokens", &[&"default"], json!({"name": "ci"})).expect(201);
    let ci = made["token"].as_str().unwrap().to_owned();
    owner.showing(&ci).get("/clock", &[]);
    Request::get("/login").send(&program.base_url);
    program.signal("TERM");
    program.wait();
    let log = program.errors();
    let callers: Vec<_> = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["caller"].as_str().unwrap_or("-").to_owned())
        .collect();
    assert_eq!(callers, ["owner", "holder:ci", "-"]);
    assert!(!log.contains(&ci) && !log.contains(OWN), "{log}");
}
