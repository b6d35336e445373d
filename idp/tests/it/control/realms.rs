//! Realms are made, listed, shown, reset and dropped by call.

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn a_realm_is_made_listed_shown_and_dropped() {
    let tester = Tester::start();
    let made = tester.call("POST /realms", &[], json!({"id": "school", "seed": 7})).expect(201);
    assert_eq!((&made["realm"], &made["seed"]), (&json!("school"), &json!(7)));
    assert_eq!(made["base_url"], format!("{}/realms/school", tester.base_url));
    assert_eq!(made["control_url"], format!("{}/realms/school/control/v1", tester.base_url));
    assert_eq!(tester.get("/realms/{id}", &[&"school"]), made);
    let listed = tester.get("/realms", &[]);
    let names: Vec<_> = listed["realms"].as_array().unwrap().iter().map(|one| &one["realm"]).collect();
    assert_eq!(names, ["default", "school"]);
    tester.call("POST /realms", &[], json!({"id": "school"})).problem(409, "id");
    assert_eq!(tester.call("DELETE /realms/{id}", &[&"school"], Value::Null).status, 204);
    tester.call("DELETE /realms/{id}", &[&"school"], Value::Null).problem(404, "id");
    tester.call("GET /realms/{id}", &[&"school"], Value::Null).problem(404, "id");
    tester.call("POST /realms/{id}/reset", &[&"school"], Value::Null).problem(404, "id");
    tester.call("DELETE /realms/{id}", &[&"default"], Value::Null).problem(409, "id");
}

#[test]
fn a_realm_that_cannot_be_is_refused_by_its_field() {
    let tester = Tester::start();
    for (field, wish) in [
        ("id", json!({"id": "Two Words"})),
        ("id", json!({"id": ""})),
        ("id", json!({"id": "../x"})),
        ("from", json!({"from": "Two Words"})),
        ("clock.mode", json!({"clock": {"mode": "sometimes"}})),
        ("seed", json!({"seeds": 1})),
    ] {
        let reply = tester.call("POST /realms", &[], wish);
        let field = if field == "seed" { "seeds" } else { field };
        reply.problem(400, field);
    }
    tester.call("POST /realms", &[], json!({"from": "nowhere"})).problem(404, "from");
}

#[test]
fn a_reset_realm_is_as_its_fixtures_made_it_and_keeps_clock_and_seed() {
    let tester = Tester::start();
    let clock = json!({"now": "2018-12-01T09:00:00Z", "mode": "frozen"});
    let realm = tester.realm(json!({"id": "again", "clock": clock, "seed": 3}));
    let before = realm.get("/people?limit=1000", &[]);
    realm.person(json!({}));
    let client = json!({"redirect_hosts": ["127.0.0.1"], "scopes": ["openid"]});
    realm.call("PUT /clients/{mnemonic}", &[&"OWN"], client).expect(201);
    let reset = tester.call("POST /realms/{id}/reset", &[&"again"], Value::Null).expect(200);
    assert_eq!(reset["seed"], 3);
    assert_eq!(realm.get("/people?limit=1000", &[]), before);
    assert_eq!(realm.get("/clock", &[]), clock);
    realm.call("GET /clients/{mnemonic}", &[&"OWN"], Value::Null).problem(404, "mnemonic");
}
