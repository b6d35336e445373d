//! A person's addresses by control call, and on the wire: `PTA` only in version 2 of the data API.

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::world::{Person, World};

#[test]
fn an_address_is_given_replaced_listed_and_taken() {
    let tester = Tester::start();
    let person = tester.person(json!({ "level": "simplified" }));
    let oid = &person["oid"];
    let give =
        |kind: &str, body: Value| tester.call("PUT /people/{oid}/addresses/{type}", &[oid, &kind], body);
    let line =
        json!({ "line": "обл. Примерная, г. Примерск", "zip_code": "000106", "building": "2", "room": "7" });
    let made = give("PTA", line).expect(200);
    assert_eq!((&made["type"], &made["address"]["building"]), (&json!("PTA"), &json!("2")));
    assert_eq!(made["address"]["country"], "RUS");
    let other = give("PTA", json!({ "line": "г. Примерск" })).expect(200);
    let all = tester.get("/people/{oid}/addresses", &[oid]);
    assert_eq!(all["addresses"], json!([other]), "one of a type");
    give("MVD", json!({ "line": "г. Примерск" })).problem(400, "type");
    give("PLV", json!({ "line": "г. Примерск", "zip_code": "1" })).problem(400, "zip_code");
    give("PLV", json!({})).problem(400, "line");
    let take = || tester.call("DELETE /people/{oid}/addresses/{type}", &[oid, &"PTA"], Value::Null);
    take().expect(204);
    take().problem(404, "type");
    tester.call("GET /people/{oid}/addresses", &[&1], Value::Null).problem(404, "oid");
}

#[test]
fn a_temporary_registration_comes_only_at_version_two() {
    let mut world = World::start();
    world.party.scopes.push("addresses");
    world.register(&world.party);
    let alla: Person = world.person("confirmed");
    let path = format!("/people/{}/addresses/PTA", alla.oid);
    world.control("PUT", &path, &json!({ "line": "г. Примерск" }));
    let tokens = world.tokens(&alla, "openid addresses");
    let kinds = |base: &str| -> Vec<String> {
        let target = format!("{base}/prns/{}/addrs?embed=(elements)", alla.oid);
        let all = world.read(&target, tokens.access()).json();
        let elements = all["elements"].as_array().unwrap_or_else(|| panic!("{all}"));
        elements.iter().map(|one| one["type"].as_str().unwrap().to_owned()).collect()
    };
    assert!(kinds("/esia-rs/api/public/v2").contains(&"PTA".to_owned()));
    assert!(!kinds("/rs").contains(&"PTA".to_owned()) && !kinds("/rs").is_empty());
}
