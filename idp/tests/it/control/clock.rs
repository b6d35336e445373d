//! The realm's clock is shown, set and moved; what falls due on the way happens in order.

use serde_json::{Value, json};

use crate::actors::Tester;

#[test]
fn a_frozen_clock_stands_and_is_moved() {
    let tester = Tester::start();
    let set = json!({"now": "2018-12-01T09:00:00Z", "mode": "frozen"});
    assert_eq!(tester.call("PUT /clock", &[], set.clone()).expect(200), set);
    assert_eq!(tester.get("/clock", &[]), set);
    let moved = tester.call("POST /clock/advance", &[], json!({"by": "P14DT1H"})).expect(200);
    assert_eq!(moved, json!({"now": "2018-12-15T10:00:00Z", "mode": "frozen", "happened": []}));
}

#[test]
fn a_running_clock_runs_from_where_it_was_set() {
    let tester = Tester::start();
    let wish = json!({"now": "2018-12-01T09:00:00Z", "mode": "running"});
    let set = tester.call("PUT /clock", &[], wish).expect(200);
    assert_eq!(set["mode"], "running");
    assert!(set["now"].as_str().unwrap().starts_with("2018-12-01T09:0"), "{set}");
    let system = tester.call("PUT /clock", &[], json!({})).expect(200);
    assert_eq!(system["mode"], "running");
    assert!(!system["now"].as_str().unwrap().starts_with("2018"), "{system}");
}

#[test]
fn a_clock_is_not_set_to_nonsense() {
    let tester = Tester::start();
    let before = tester.get("/clock", &[]);
    for (field, wish) in [
        ("now", json!({"now": "yesterday", "mode": "frozen"})),
        ("now", json!({"mode": "frozen"})),
        ("now", json!({"now": "9999-12-31T23:59:59Z", "mode": "frozen"})),
        ("mode", json!({"now": "2018-12-01T09:00:00Z", "mode": "backwards"})),
        ("zone", json!({"zone": "MSK"})),
    ] {
        tester.call("PUT /clock", &[], wish).problem(400, field);
    }
    for by in ["14 days", "-P1D", "P1000Y", ""] {
        tester.call("POST /clock/advance", &[], json!({"by": by})).problem(400, "by");
    }
    tester.call("POST /clock/advance", &[], json!({})).problem(400, "by");
    assert_eq!(tester.get("/clock", &[]), before);
}

/// Orders a letter for a standard person; tells the oid.
fn letter(tester: &Tester) -> Value {
    let oid = tester.person(json!({"level": "standard"}))["oid"].clone();
    let order = json!({"command": "order-letter", "address": "394000, г. Примерск, ул. Тестовая, д. 1"});
    tester.call("POST /people/{oid}/commands", &[&oid], order).expect(200);
    oid
}

#[test]
fn what_falls_due_on_the_way_happens_at_its_own_moment_and_in_order() {
    let tester = Tester::start();
    let start = json!({"now": "2018-12-01T09:00:00Z", "mode": "frozen"});
    tester.call("PUT /clock", &[], start).expect(200);
    let first = letter(&tester);
    tester.call("POST /clock/advance", &[], json!({"by": "PT1H"})).expect(200);
    let second = letter(&tester);
    let moved = tester.call("POST /clock/advance", &[], json!({"by": "P30D"})).expect(200);
    let expected = json!([
        {"at": "2018-12-15T09:00:00Z", "what": "letter-arrived", "person": first},
        {"at": "2018-12-15T10:00:00Z", "what": "letter-arrived", "person": second},
    ]);
    assert_eq!(moved["happened"], expected);
    let letters = tester.get("/outbox?kind=letter", &[]);
    let at: Vec<_> = letters["messages"].as_array().unwrap().iter().map(|one| &one["at"]).collect();
    assert_eq!(at, ["2018-12-15T09:00:00Z", "2018-12-15T10:00:00Z"]);
    let again = tester.call("POST /clock/advance", &[], json!({"by": "P300D"})).expect(200);
    assert_eq!(again["happened"], json!([]));
}
