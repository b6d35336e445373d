//! A person's contacts by control call: the old value is in force until the code of the new one.

use serde_json::{Value, json};

use crate::actors::Tester;

/// The contact of one kind in an answer.
fn of_kind<'a>(contacts: &'a Value, kind: &str) -> &'a Value {
    let all = contacts["contacts"].as_array().unwrap();
    all.iter().find(|contact| contact["kind"] == kind).unwrap_or_else(|| panic!("a {kind} in {contacts}"))
}

#[test]
fn a_new_phone_waits_for_its_code_and_then_takes_the_place_of_the_old_one() {
    let tester = Tester::start();
    let person = tester.person(json!({"level": "confirmed"}));
    let oid = &person["oid"];
    let call = |kind: &str, body: Value| {
        tester.call("POST /people/{oid}/contacts/{kind}/commands", &[oid, &kind], body)
    };
    let waiting = call("mobile", json!({"command": "change", "value": "+7 000 765-43-21"})).expect(200);
    let mobile = of_kind(&waiting, "mobile");
    assert_eq!((&mobile["value"], &mobile["verified"]), (&person["mobile"], &json!(true)));
    assert_eq!(mobile["pending"]["value"], "+7(000)7654321");
    assert_eq!(tester.get("/people/{oid}/contacts", &[oid]), waiting);

    call("mobile", json!({"command": "enter-code", "code": "000"})).problem(409, "command");
    let wrong = tester.get("/people/{oid}/contacts", &[oid]);
    let tries = |contacts: &Value| of_kind(contacts, "mobile")["pending"]["attempts_left"].as_u64().unwrap();
    assert_eq!(tries(&wrong) + 1, tries(&waiting), "a wrong code costs a try");

    let accepted = call("mobile", json!({"command": "accept"})).expect(200);
    let mobile = of_kind(&accepted, "mobile");
    assert_eq!((&mobile["value"], mobile.get("pending")), (&json!("+7(000)7654321"), None));
}

#[test]
fn a_mistake_in_a_contact_is_named() {
    let tester = Tester::start();
    let (anna, boris) =
        (tester.person(json!({"level": "confirmed"})), tester.person(json!({"level": "confirmed"})));
    let call = |kind: &str, body: Value| {
        tester.call("POST /people/{oid}/contacts/{kind}/commands", &[&anna["oid"], &kind], body)
    };
    call("mobile", json!({"command": "change"})).problem(400, "value");
    call("mobile", json!({"command": "change", "value": "soon"})).problem(400, "value");
    call("mobile", json!({"command": "change", "value": boris["mobile"]})).problem(400, "value");
    call("mobile", json!({"command": "cancel"})).problem(409, "command");
    call("mobile", json!({"command": "forget"})).problem(400, "command");
    call("fax", json!({"command": "cancel"})).problem(400, "kind");
    tester.call("GET /people/{oid}/contacts", &[&1], Value::Null).problem(404, "oid");
}
