//! Organisations by control call: made, changed, given chiefs and employees.

use serde_json::{Value, json};

use crate::actors::Tester;

fn oid_of(person: &Value) -> u64 {
    person["oid"].as_u64().unwrap()
}

#[test]
fn an_organisation_of_which_nothing_is_said_is_made_up() {
    let tester = Tester::start();
    let seen = ["legal", "state-body"].map(|kind| {
        let made = tester.call("POST /organisations", &[], json!({ "kind": kind })).expect(201);
        assert_eq!(made["kind"], kind);
        assert_eq!(made["agency_type"].is_string(), kind == "state-body", "{made}");
        let shown = tester.get("/organisations/{oid}", &[&oid_of(&made)]);
        assert_eq!(shown, made);
        made["ogrn"].as_str().unwrap().to_owned()
    });
    assert_ne!(seen[0], seen[1]);
    let found = tester.get(&format!("/organisations?ogrn={}", seen[1]), &[]);
    assert_eq!(found["organisations"].as_array().unwrap().len(), 1);
    assert_eq!(tester.get("/organisations?limit=1", &[])["organisations"].as_array().unwrap().len(), 1);
}

#[test]
fn organisations_do_not_move_the_numbers_of_people() {
    let tester = Tester::start();
    let before = oid_of(&tester.person(json!({})));
    let made = tester.call("POST /organisations", &[], json!({"branches": [{"name": "Филиал"}]})).expect(201);
    let next = tester.call("POST /organisations", &[], json!({})).expect(201);
    assert_eq!(made["branches"][0]["oid"], oid_of(&made) + 1);
    assert_eq!(oid_of(&next), oid_of(&made) + 2, "a branch has a number of its own");
    assert_eq!(oid_of(&tester.person(json!({}))), before + 1);
}

#[test]
fn a_sole_proprietor_is_its_owner() {
    let tester = Tester::start();
    let owner = tester.person(json!({"last_name": "Пробный", "first_name": "Тимур", "middle_name": "Ильич"}));
    let members = json!([{"person": owner["snils"], "chief": true}]);
    let wish = json!({"kind": "sole-proprietor", "members": members});
    let made = tester.call("POST /organisations", &[], wish.clone()).expect(201);
    assert_eq!((&made["inn"], &made["short_name"]), (&owner["inn"], &json!("ИП Пробный Т. И.")));
    assert_eq!(made["ogrn"].as_str().unwrap().len(), 15);
    let other = tester.person(json!({}));
    let member = "PUT /organisations/{oid}/members/{person}";
    let call = |wish: Value| tester.call(member, &[&oid_of(&made), &oid_of(&other)], wish);
    call(json!({"chief": true})).problem(409, "members");
    assert_eq!(call(json!({})).expect(200)["members"].as_array().unwrap().len(), 2);
    tester.call("POST /organisations", &[], json!({"kind": "sole-proprietor"})).problem(400, "members");
    tester.call("POST /organisations", &[], json!({"members": members, "kpp": "1"})).problem(400, "kpp");
}

#[test]
fn only_confirmed_people_belong_to_organisations() {
    let tester = Tester::start();
    let made = tester.call("POST /organisations", &[], json!({"groups": [{"mnemonic": "G", "name": "Г"}]}));
    let made = made.expect(201);
    let put = |level: &str, post: Value| {
        let person = oid_of(&tester.person(json!({ "level": level })));
        (tester.call("PUT /organisations/{oid}/members/{person}", &[&oid_of(&made), &person], post), person)
    };
    put("standard", json!({})).0.problem(409, "members");
    put("confirmed", json!({"groups": ["H"]})).0.problem(409, "members");
    put("confirmed", json!({"email": "no"})).0.problem(400, "email");
    let (reply, person) = put("confirmed", json!({"groups": ["G"], "position": "Юрист", "suspended": true}));
    let member = reply.expect(200)["members"][0].clone();
    assert_eq!((&member["person"], &member["position"]), (&json!(person), &json!("Юрист")));
    assert_eq!((&member["groups"], &member["suspended"]), (&json!(["G"]), &json!(true)));
    let remove = "DELETE /organisations/{oid}/members/{person}";
    assert_eq!(tester.call(remove, &[&oid_of(&made), &person], Value::Null).status, 204);
    tester.call(remove, &[&oid_of(&made), &person], Value::Null).problem(404, "person");
}

#[test]
fn a_change_touches_what_it_names() {
    let tester = Tester::start();
    let made = tester.call(
        "POST /organisations",
        &[],
        json!({"contacts": [{"type": "OPH", "value": "+7(000)0000001"}], "oktmo": "00000001",
            "branches": [{"name": "Первый"}, {"name": "Второй"}]}),
    );
    let made = made.expect(201);
    let change = |wish: Value| tester.call("PATCH /organisations/{oid}", &[&oid_of(&made)], wish);
    let changed =
        change(json!({"short_name": "Иное", "oktmo": "", "branches": [{"name": "Второй"}]})).expect(200);
    assert_eq!((&changed["short_name"], &changed["full_name"]), (&json!("Иное"), &made["full_name"]));
    assert_eq!((&changed["oktmo"], &changed["contacts"]), (&Value::Null, &made["contacts"]));
    assert_eq!(changed["branches"], json!([made["branches"][1]]), "a branch that stays keeps its number");
    let taken = tester.get("/organisations?limit=1", &[])["organisations"][0]["ogrn"].clone();
    for (wish, field) in [
        (json!({ "ogrn": taken }), "ogrn"),
        (json!({"ogrn": "399000000000011"}), "ogrn"),
        (json!({"kind": "legal"}), "kind"),
        (json!({"agency_territory": "77"}), "agency_type"),
        (json!({"contacts": [{"type": "MBT", "value": "1"}]}), "contacts.type"),
        (json!({"chief": 1}), "chief"),
    ] {
        change(wish).problem(400, field);
    }
    tester.call("PATCH /organisations/{oid}", &[&1], json!({})).problem(404, "oid");
    tester.call("GET /organisations/{oid}", &[&1], Value::Null).problem(404, "oid");
}
