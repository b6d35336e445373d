//! Accounts are moved along their life by command, as the rules allow it.

use serde_json::{Value, json};

use crate::actors::Tester;

fn command(tester: &Tester, oid: &Value, name: &str) -> crate::actors::Reply {
    tester.call("POST /people/{oid}/commands", &[oid], json!({"command": name}))
}

#[test]
fn an_account_is_locked_unlocked_and_deleted_for_good() {
    let tester = Tester::start();
    let person = tester.person(json!({"level": "confirmed"}));
    let oid = &person["oid"];
    let blocked = command(&tester, oid, "block").expect(200);
    assert_eq!((&blocked["status"], &blocked["level"]), (&json!("blocked"), &json!("confirmed")));
    command(&tester, oid, "block").problem(409, "command");
    assert_eq!(command(&tester, oid, "unblock").expect(200)["status"], "confirmed");
    let gone = command(&tester, oid, "delete").expect(200);
    assert_eq!((&gone["status"], &gone["logins"]), (&json!("deleted"), &json!([])));
    for name in ["block", "unblock", "delete", "confirm", "give-up-letter", "finish-check"] {
        command(&tester, oid, name).problem(409, "command");
    }
    let events = tester.get("/people/{oid}/events", &[oid]);
    let names: Vec<_> = events["events"].as_array().unwrap().iter().map(|one| &one["event"]).collect();
    let expected =
        ["registered", "submitted", "check-passed", "confirmed", "blocked", "unblocked", "deleted"];
    assert_eq!(names, expected);
}

#[test]
fn a_letter_confirms_by_its_code_and_a_wrong_one_costs_a_try() {
    let tester = Tester::start();
    let oid = &tester.person(json!({"level": "standard"}))["oid"];
    let order = json!({"command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1"});
    let ordered = tester.call("POST /people/{oid}/commands", &[oid], order.clone()).expect(200);
    assert_eq!(ordered["status"], "letter-ordered");
    tester.call("POST /people/{oid}/commands", &[oid], order).problem(409, "command");
    tester.call("POST /clock/advance", &[], json!({"by": "P15D"})).expect(200);
    let letters = tester.get("/outbox?kind=letter", &[]);
    let code = &letters["messages"][0]["code"];
    let enter = |code: &Value| {
        let entered = json!({"command": "enter-letter-code", "code": code});
        tester.call("POST /people/{oid}/commands", &[oid], entered)
    };
    enter(&json!("0")).problem(409, "command");
    assert_eq!(enter(code).expect(200)["status"], "confirmed");
}

#[test]
fn a_command_that_makes_no_sense_is_refused_by_its_field() {
    let tester = Tester::start();
    let oid = &tester.person(json!({"level": "standard"}))["oid"];
    for (field, body) in [
        ("command", json!({})),
        ("command", json!({"command": "promote"})),
        ("address", json!({"command": "order-letter"})),
        ("code", json!({"command": "enter-letter-code"})),
        ("refuse[0]", json!({"command": "finish-check", "refuse": ["name"]})),
        ("why", json!({"command": "block", "why": "x"})),
    ] {
        tester.call("POST /people/{oid}/commands", &[oid], body).problem(400, field);
    }
    let block = json!({"command": "block"});
    tester.call("POST /people/{oid}/commands", &[&999_999], block.clone()).problem(404, "oid");
    tester.call("POST /people/{oid}/commands", &[&"first"], block).problem(400, "oid");
}

#[test]
fn a_centre_confirms_who_shows_the_right_passport() {
    let tester = Tester::start();
    let centres = tester.get("/centres", &[]);
    let all = centres["centres"].as_array().unwrap();
    let with = |function: &str, has: bool| {
        let offers = |one: &&Value| one["functions"].as_array().unwrap().contains(&json!(function)) == has;
        all.iter().find(offers).map(|one| one["id"].clone())
    };
    let centre = with("cfm", true).unwrap();
    let person = tester.person(json!({"level": "standard"}));
    let confirm = |centre: &Value, oid: &Value, passport: Value| {
        let visitor = json!({"person": oid, "passport": passport});
        tester.call("POST /centres/{id}/confirmations", &[centre], visitor)
    };
    let right = json!({"series": person["passport"]["series"], "number": person["passport"]["number"]});
    let wrong = json!({"series": "0000", "number": "000000"});
    assert_eq!(confirm(&centre, &person["oid"], wrong).status, 409);
    confirm(&json!(4_000_000), &person["oid"], right.clone()).problem(404, "id");
    confirm(&centre, &json!(999_999), right.clone()).problem(404, "person");
    confirm(&centre, &person["oid"], json!({"series": "12", "number": "1"})).problem(400, "passport");
    if let Some(other) = with("cfm", false) {
        confirm(&other, &person["oid"], right.clone()).problem(409, "id");
    }
    assert_eq!(confirm(&centre, &person["oid"], right.clone()).expect(200)["status"], "confirmed");
    assert_eq!(confirm(&centre, &person["oid"], right).status, 409);
}
