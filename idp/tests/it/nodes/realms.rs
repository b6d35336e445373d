//! Realms as wholes: made, reset, dropped on one server, and so on all.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::access::{OWN, guarded};
use crate::actors::{Folder, Tester};
use crate::nodes::three;

fn names(node: &Tester) -> BTreeSet<String> {
    let listed = node.get("/realms", &[]);
    listed["realms"].as_array().unwrap().iter().map(|one| one["realm"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_realm_is_made_and_dropped_for_all() {
    let (_all, [one, other, third]) = three();
    one.realm(json!({"id": "class-5"}));
    let made = one.of_name("class-5").person(json!({"last_name": "Своя"}));
    let there = other.of_name("class-5");
    assert_eq!(there.get("/people/{oid}", &[&made["oid"]])["last_name"], "Своя");
    assert_eq!(names(&third), BTreeSet::from(["class-5".to_owned(), "default".to_owned()]));
    third.call("POST /realms", &[], json!({"id": "class-5"})).problem(409, "id");
    assert_eq!(third.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).status, 204);
    there.call("GET /clock", &[], Value::Null).problem(404, "realm");
    assert_eq!(one.call("DELETE /realms/{id}", &[&"class-5"], Value::Null).status, 404);
    assert_eq!(names(&one), BTreeSet::from(["default".to_owned()]));
}

#[test]
fn a_realm_that_one_resets_begins_anew_on_all() {
    let (_all, [one, other, third]) = three();
    one.realm(json!({"id": "a", "clock": {"mode": "frozen", "now": "2018-12-01T12:00:00Z"}}));
    let [one, other, third] = [one, other, third].map(|node| (node.of_name("a"), node));
    let person = one.0.person(json!({}));
    other.0.call("PATCH /settings", &[], json!({"sms": {"digits": 5}})).expect(200);
    third.0.call("POST /faults", &[], json!({"fault": "token-expired"})).expect(201);
    assert_eq!(one.0.get("/faults", &[])["faults"].as_array().unwrap().len(), 1);
    other.1.call("POST /realms/{id}/reset", &[&"a"], Value::Null).expect(200);
    for (node, _) in [&one, &other, &third] {
        node.call("GET /people/{oid}", &[&person["oid"]], Value::Null).problem(404, "oid");
        assert_eq!(node.get("/clock", &[])["now"], "2018-12-01T12:00:00Z");
        assert_eq!(node.get("/settings", &[])["sms"]["digits"], 6);
        assert_eq!(node.get("/faults", &[])["faults"], json!([]));
    }
}

#[test]
fn a_copy_is_of_what_all_did() {
    let (all, [one, other, third]) = three();
    let person = one.person(json!({"last_name": "Общая"}));
    other.call("PUT /clock", &[], json!({"mode": "frozen", "now": "2019-01-01T00:00:00Z"})).expect(200);
    third.call("POST /faults", &[], json!({"fault": "token-expired"})).expect(201);
    third.realm(json!({"id": "copy", "from": "default"}));
    for _ in 0..3 {
        let copy = all.of_name("copy");
        assert_eq!(copy.get("/people/{oid}", &[&person["oid"]])["last_name"], "Общая");
        assert_eq!(copy.get("/clock", &[])["now"], "2019-01-01T00:00:00Z");
        assert_eq!(copy.get("/faults", &[])["faults"], json!([]));
    }
}

#[test]
fn of_those_who_make_one_realm_at_once_one_does() {
    let (_all, nodes) = three();
    for round in 0..4 {
        let id = format!("r{round}");
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let make = |node: &Tester| node.call("POST /realms", &[], json!({"id": id})).status;
            let making: Vec<_> = nodes.iter().map(|node| scope.spawn(move || make(node))).collect();
            making.into_iter().map(|made| made.join().unwrap()).collect()
        });
        let made = statuses.iter().filter(|status| **status == 201).count();
        assert_eq!((made, statuses.iter().filter(|status| **status == 409).count()), (1, 2), "{statuses:?}");
    }
}

#[test]
fn resets_at_once_leave_one_realm_that_all_serve() {
    let (_all, nodes) = three();
    nodes[0].realm(json!({"id": "a"}));
    std::thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(move || {
                for _ in 0..3 {
                    node.call("POST /realms/{id}/reset", &[&"a"], Value::Null).expect(200);
                }
            });
        }
    });
    let oid = nodes[0].of_name("a").person(json!({}))["oid"].clone();
    for node in &nodes {
        node.of_name("a").get("/people/{oid}", &[&oid]);
    }
}

#[test]
fn a_token_opens_the_realm_on_all_until_it_is_revoked() {
    let folder = Folder::new("tokens-of-nodes");
    let servers = Tester::of_several(3, guarded(&folder));
    let nodes = [0, 1, 2].map(|number| servers.of_node(number));
    let owners = nodes.each_ref().map(|node| node.showing(OWN));
    owners[0].call("POST /realms", &[], json!({"id": "a"})).expect(201);
    let make = |(owner, name): (&Tester, &str)| {
        let made = owner.call("POST /realms/{id}/tokens", &[&"a"], json!({"name": name})).expect(201);
        made["token"].as_str().unwrap().to_owned()
    };
    let tokens: Vec<_> = owners.iter().zip(["x", "y", "z"]).map(make).collect();
    let statuses = |token: &str| {
        nodes
            .each_ref()
            .map(|node| node.of_name("a").showing(token).call("GET /clock", &[], Value::Null).status)
    };
    for token in &tokens {
        assert_eq!(statuses(token), [200, 200, 200]);
    }
    assert_eq!(owners[1].call("DELETE /realms/{id}/tokens/{name}", &[&"a", &"x"], Value::Null).status, 204);
    assert_eq!((statuses(&tokens[0]), statuses(&tokens[1])), ([401, 401, 401], [200, 200, 200]));
}
