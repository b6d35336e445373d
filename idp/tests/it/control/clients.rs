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
