//! Relying parties are registered, shown, replaced, removed.

use serde_json::{Value, json};

use crate::actors::Tester;

fn diary() -> Value {
    json!({"name": "Дневник", "redirect_hosts": ["127.0.0.1:8090"], "scopes": ["openid", "fullname"],
        "signature_check": "off"})
}

#[test]
fn a_client_is_registered_shown_replaced_and_removed() {
    let tester = Tester::start();
    let made = tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], diary()).expect(201);
    assert_eq!(made["mnemonic"], "DIARY");
    assert_eq!(made["token_algorithm"], "RS256");
    let again = tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], diary()).expect(200);
    assert_eq!(again, made);
    assert_eq!(tester.get("/clients/{mnemonic}", &[&"DIARY"]), made);
    let listed = tester.get("/clients", &[]);
    let names: Vec<_> = listed["clients"].as_array().unwrap().iter().map(|one| &one["mnemonic"]).collect();
    assert_eq!(names, ["DIARY", "LOCALTEST"]);
    let removed = tester.call("DELETE /clients/{mnemonic}", &[&"DIARY"], Value::Null);
    assert_eq!((removed.status, removed.text.as_str()), (204, ""));
    tester.call("DELETE /clients/{mnemonic}", &[&"DIARY"], Value::Null).problem(404, "mnemonic");
    tester.call("GET /clients/{mnemonic}", &[&"DIARY"], Value::Null).problem(404, "mnemonic");
}

#[test]
fn a_registration_that_cannot_work_is_refused_by_its_field() {
    let tester = Tester::start();
    let cases = [
        ("redirect_hosts", json!(["http://not a host/"])),
        ("signature_check", json!("sometimes")),
        ("token_algorithm", json!("HS256")),
        ("certificates", json!(["TUlJQg=="])),
        ("certificates", json!(["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])),
        ("mnemonic", json!("ANOTHER")),
        ("colour", json!("green")),
    ];
    for (field, value) in cases {
        let mut client = diary();
        client[field] = value;
        let told = match field {
            "redirect_hosts" | "certificates" => format!("{field}[0]"),
            field => field.to_owned(),
        };
        tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], client).problem(400, &told);
    }
    tester.call("PUT /clients/{mnemonic}", &[&"%20"], diary()).problem(400, "mnemonic");
}

#[test]
fn lives_of_tokens_keep_within_the_bounds_of_the_category() {
    let tester = Tester::start();
    let bounds =
        json!({"access_min": 600, "access_max": 3600, "refresh_min": 86_400, "refresh_max": 2_592_000});
    let mut client = diary();
    client["lifetime_bounds"] = bounds.clone();
    for (lifetimes, wrong) in [
        (json!({"access": 600, "refresh": 86_400}), None),
        (json!({"access": 3600, "refresh": 2_592_000}), None),
        (json!({"access": 599, "refresh": 86_400}), Some("lifetimes.access")),
        (json!({"access": 3601, "refresh": 86_400}), Some("lifetimes.access")),
        (json!({"access": 600, "refresh": 2_592_001}), Some("lifetimes.refresh")),
        // A year by default, which is beyond the bounds.
        (json!({"access": 600}), Some("lifetimes.refresh")),
    ] {
        client["lifetimes"] = lifetimes;
        let reply = tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], client.clone());
        match wrong {
            Some(field) => {
                reply.problem(400, field);
            }
            None => assert_eq!(reply.json["lifetime_bounds"], bounds),
        }
    }
}

#[test]
fn addresses_that_the_documents_refuse_are_taken_and_noted() {
    let tester = Tester::start();
    let notes = || {
        let journal = tester.get("/journal", &[]);
        let all = journal["entries"].as_array().unwrap().clone();
        all.into_iter().filter(|one| one["why"]["reason"] == "address-doubtful").collect::<Vec<_>>()
    };
    let mut client = diary();
    client["redirect_hosts"] = json!(["diary.example"]);
    client["site_url"] = json!("https://diary.example/");
    tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], client.clone()).expect(201);
    assert_eq!(notes(), Vec::<Value>::new());
    client["redirect_hosts"] = json!(["diary.example", "127.0.0.1:8090"]);
    client["site_url"] = json!("http://diary.example/");
    tester.call("PUT /clients/{mnemonic}", &[&"DIARY"], client).expect(200);
    let seen = notes();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["why"]["facts"]["addresses"], "http://diary.example/ 127.0.0.1:8090");
}
