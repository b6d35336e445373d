//! Several servers over one database: what is done on one is so on all, before the next request.

mod audit;
mod faults;
mod realms;

use std::collections::BTreeSet;

use idp::boot::Options;
use serde_json::{Value, json};

use crate::actors::Tester;

/// Three servers, asked in turn by the tester, and the tester of each alone.
fn three() -> (Tester, [Tester; 3]) {
    let tester = Tester::of_several(3, Options::for_tests());
    let each = [0, 1, 2].map(|number| tester.of_node(number));
    (tester, each)
}

#[test]
fn the_clock_is_one() {
    let (_all, [one, other, third]) = three();
    let noon = json!({"mode": "frozen", "now": "2018-12-01T12:00:00Z"});
    one.call("PUT /clock", &[], noon.clone()).expect(200);
    assert_eq!([&other, &third].map(|node| node.get("/clock", &[])), [noon.clone(), noon]);
    // Each moves on from where the others left it, also at the same time.
    std::thread::scope(|scope| {
        for node in [&one, &other, &third] {
            scope.spawn(move || {
                for _ in 0..4 {
                    node.call("POST /clock/advance", &[], json!({"by": "PT1H"})).expect(200);
                }
            });
        }
    });
    for node in [&one, &other, &third] {
        assert_eq!(node.get("/clock", &[])["now"], "2018-12-02T00:00:00Z");
    }
}

#[test]
fn settings_are_one_and_none_is_lost() {
    let (_all, nodes) = three();
    std::thread::scope(|scope| {
        for (number, node) in nodes.iter().enumerate() {
            scope.spawn(move || {
                let change = [
                    json!({"sms": {"attempts_max": 7}}),
                    json!({"journal_entries_max": 77}),
                    json!({"sms": {"digits": 5}}),
                ];
                node.call("PATCH /settings", &[], change[number].clone()).expect(200);
            });
        }
    });
    for node in &nodes {
        let seen = node.get("/settings", &[]);
        let seen =
            ["sms.attempts_max", "journal_entries_max", "sms.digits"].map(|name| at(&seen, name).clone());
        assert_eq!(seen, [json!(7), json!(77), json!(5)]);
    }
}

fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, name| &value[name])
}

#[test]
fn a_registration_goes_on_wherever_it_is_asked() {
    let (all, _) = three();
    let begun = all.submit(
        "/registration/",
        &[("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7770001")],
    );
    let id = begun.location.unwrap().split_once('=').unwrap().1.to_owned();
    let code = all.get("/outbox?kind=sms", &[])["messages"][0]["code"].as_str().unwrap().to_owned();
    let typed = all.submit("/registration/code", &[("registration", &id), ("code", &code)]);
    assert_eq!(typed.status, 303, "{}", typed.text);
    let password = "Parol-2018!";
    let done = all.submit(
        "/registration/password",
        &[("registration", &id), ("password", password), ("password_again", password)],
    );
    assert_eq!(done.status, 200, "{}", done.text);
    let found = all.get("/people?name=Тестов", &[]);
    assert_eq!(found["people"].as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn keys_change_for_all() {
    let (_all, [one, other, third]) = three();
    let states = |node: &Tester| {
        let keys = node.get("/keys", &[]);
        let keys = keys["keys"].as_array().unwrap().clone();
        keys.into_iter().map(|key| (key["algorithm"].clone(), key["state"].clone())).collect::<Vec<_>>()
    };
    let before = states(&one);
    one.call("POST /keys/rotate", &[], json!({"algorithm": "RS256", "overlap": "P1D"})).expect(200);
    let after = states(&one);
    assert_ne!(before, after);
    assert_eq!([states(&other), states(&third)], [after.clone(), after]);
}

#[test]
fn a_wait_on_one_ends_with_what_another_sends() {
    let (_all, [one, _, third]) = three();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| third.get("/outbox?wait=PT60S", &[]));
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)7770001")];
        assert_eq!(one.submit("/registration/", &fields).status, 303);
        let told = waiting.join().unwrap();
        assert_eq!(told["messages"].as_array().unwrap().len(), 1, "{told}");
    });
}

#[test]
fn every_node_is_listed_while_it_serves() {
    let (all, each) = three();
    let listed = all.get("/nodes", &[]);
    let addresses = |listed: &Value| {
        let nodes = listed["nodes"].as_array().unwrap();
        nodes.iter().map(|node| node["address"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(addresses(&listed), each.iter().map(|node| node.base_url.clone()).collect());
    let alone = Tester::of_options(Options::for_tests());
    assert_eq!(alone.get("/nodes", &[]), json!({"nodes": []}));
}
