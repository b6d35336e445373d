//! Owns tests of children made by control call, and of the settings' call.

use serde_json::{Value, json};

use super::kit::{call, child, set, world};
use crate::actors::Tester;

#[test]
fn a_child_is_made_in_every_state() {
    let tester = Tester::start();
    let parent = tester.person(json!({"last_name": "Тестов", "gender": "M"}));
    let oid = &parent["oid"];
    for (wish, card, account, consent) in [
        (json!({}), "checked", true, false),
        (json!({"card": "checking"}), "checking", false, false),
        (json!({"card": "failed", "refuse": ["snils"]}), "failed", false, false),
        (json!({"account": false}), "checked", false, false),
        (json!({"school_consent": true}), "checked", true, true),
    ] {
        let made = tester.call("POST /people/{oid}/children", &[oid], wish.clone()).expect(201);
        assert_eq!(made["card"], card, "{wish}");
        assert_eq!(made["account"].is_u64(), account, "{wish}");
        assert_eq!(made["school_consent"].is_string(), consent, "{wish}");
        assert_eq!(made["last_name"], "Тестов");
        if account {
            let person = tester.get("/people/{oid}", &[&made["account"]]);
            assert_eq!((&person["status"], &person["passport"]), (&json!("simplified"), &Value::Null));
            let parents = tester.get("/people/{oid}/parents", &[&made["account"]]);
            assert_eq!(parents["children"][0]["parent"], *oid);
        }
    }
    assert_eq!(tester.get("/people/{oid}/children", &[oid])["children"].as_array().unwrap().len(), 5);
}

#[test]
fn cards_are_moved_by_commands_or_refused() {
    let tester = Tester::start();
    let parent = tester.person(json!({}));
    let made = tester.call("POST /people/{oid}/children", &[&parent["oid"]], json!({"card": "checking"}));
    let id = made.expect(201)["id"].clone();
    let told = |oid: &Value, id: &Value, command: Value| {
        tester.call("POST /people/{oid}/children/{card}/commands", &[oid, id], command)
    };
    let oid = &parent["oid"];
    assert_eq!(told(oid, &id, json!({"command": "give-consent"})).status, 409);
    assert_eq!(told(oid, &id, json!({"command": "finish-check"})).expect(200)["card"], "checked");
    assert!(told(oid, &id, json!({"command": "give-consent"})).expect(200)["school_consent"].is_string());
    assert_eq!(told(oid, &id, json!({"command": "end-link"})).status, 409);
    assert_eq!(told(oid, &id, json!({"command": "link"})).status, 409);
    told(oid, &id, json!({"command": "dance"})).problem(400, "command");
    told(oid, &id, json!({"command": "finish-check", "refuse": ["x"]})).problem(400, "refuse[0]");
    told(oid, &json!(99), json!({"command": "link"})).problem(404, "card");
}

#[test]
fn what_cannot_be_is_refused_with_the_field() {
    let tester = Tester::start();
    let parent = tester.person(json!({}));
    let make = |wish: Value| tester.call("POST /people/{oid}/children", &[&parent["oid"]], wish);
    make(json!({"card": "lost"})).problem(400, "card");
    make(json!({"card": "checking", "account": true})).problem(400, "card");
    make(json!({"birth_date": "01.01.1990"})).problem(400, "birth_date");
    make(json!({"certificate": {"series": "1", "number": "2"}})).problem(400, "certificate");
    make(json!({"email": parent["email"]})).problem(400, "email");
    let nobody = tester.call("POST /people/{oid}/children", &[&1_000_009_999_u64], json!({}));
    nobody.problem(404, "oid");
    let standard = tester.person(json!({"level": "standard"}));
    let reply = tester.call("POST /people/{oid}/children", &[&standard["oid"]], json!({}));
    assert_eq!(reply.status, 409, "{}", reply.text);
}

#[test]
fn a_minor_is_made_with_parents() {
    let tester = Tester::start();
    let mother = tester.person(json!({"snils": "000-000-602 01"}));
    let father = tester.person(json!({}));
    let parents = json!(["000-000-602 01", father["oid"].to_string()]);
    let wish = json!({"minor": true, "parents": parents, "school_consent": true});
    let made = tester.person(wish);
    assert_eq!((&made["status"], &made["passport"]), (&json!("simplified"), &Value::Null));
    for parent in [&mother, &father] {
        let cards = tester.get("/people/{oid}/children", &[&parent["oid"]]);
        assert_eq!(cards["children"][0]["account"], made["oid"]);
        assert!(cards["children"][0]["school_consent"].is_string());
    }
    let alone = tester.person(json!({"minor": true, "level": "simplified"}));
    assert_eq!(alone["status"], "simplified");
    tester.call("POST /people", &[], json!({"minor": true, "level": "standard"})).problem(400, "level");
    let nobody = json!({"minor": true, "parents": ["000-000-602 99"]});
    tester.call("POST /people", &[], nobody).problem(400, "parents");
}

#[test]
fn settings_are_read_and_changed_in_part() {
    let tester = Tester::start();
    let before = tester.get("/settings", &[]);
    let patch = json!({"family": {"card_delay_ms": 60000}});
    let after = tester.call("PATCH /settings", &[], patch).expect(200);
    assert_eq!(after["family"]["card_delay_ms"], 60000);
    assert_eq!(after["family"]["child_trusted"], before["family"]["child_trusted"]);
    assert_eq!(tester.get("/settings", &[]), after);
    tester.call("PATCH /settings", &[], json!({"famly": {}})).problem(400, "famly");
    tester
        .call("PATCH /settings", &[], json!({"family": {"card_delay_ms": "soon"}}))
        .problem(400, "family.card_delay_ms");
}

#[test]
fn the_registers_know_children_too() {
    let world = world();
    let parent = world.person("confirmed");
    set(&world, &json!({"registers": {"pension_fund": "refuse"}}));
    let made = child(&world, &parent, &json!({"card": "checking"}));
    world.advance("PT15M");
    let cards = call(&world, "GET", &format!("/people/{}/children", parent.oid), &Value::Null).json();
    assert_eq!(cards["children"][0]["id"], made["id"]);
    assert_eq!(cards["children"][0]["refused"], json!(["snils"]));
}
