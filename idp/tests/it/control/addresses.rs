//! A person's addresses by control call, and on the wire: `PTA` only in version 2 of the data API.

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::oauth::kit::http::Request;
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

#[test]
fn every_part_that_is_given_is_read_back_by_both_interfaces() {
    let mut world = World::start();
    world.party.scopes.push("addresses");
    world.register(&world.party);
    let alla: Person = world.person("confirmed");
    let parts = json!({
        "line": "г. Примерск, ул. Садовая", "country": "RUS", "zip_code": "000106", "region": "Примерская", "city": "Примерск",
        "street": "Садовая", "house": "7", "house_type": "д", "house_type_full": "дом", "frame": "2", "frame_type": "к",
        "flat": "12", "fias_code": "bb5f4fab-64ea-4042-a61b-9b2bdb55442d", "fias_code_level": "8", "selected": false,
        "quality_codes": "0,5,-2"
    });
    let path = format!("/people/{}/addresses/PRG", alla.oid);
    assert_eq!(world.control("PUT", &path, &parts)["address"], parts);
    let tokens = world.tokens(&alla, "openid addresses");
    let target = format!("/rs/prns/{}/addrs?embed=(elements)", alla.oid);
    let all = world.read(&target, tokens.access()).json();
    let given = |one: &&Value| one["type"] == "PRG";
    let read = all["elements"].as_array().unwrap().iter().find(given).unwrap();
    for (name, value) in
        [("houseType", "д"), ("houseTypeFull", "дом"), ("frameType", "к"), ("fiasCodeLevel", "8")]
    {
        assert_eq!(read[name], value, "{read}");
    }
    assert_eq!((&read["selected"], &read["vrfDdt"]), (&json!(false), &json!("0,5,-2")), "{read}");
    let codes = json!({ "line": "г. Примерск", "quality_codes": "good" });
    let reply = world.send(Request::new("PUT", &format!("/control/v1{path}")).json(&codes));
    assert_eq!((reply.status, &reply.json()["field"]), (400, &json!("quality_codes")));
    let wrong = json!({ "line": "г. Примерск", "fias_code_level": "deep" });
    let reply = world.send(Request::new("PUT", &format!("/control/v1{path}")).json(&wrong));
    assert_eq!((reply.status, &reply.json()["field"]), (400, &json!("fias_code_level")));
}
