//! Owns tests of what a person has beside the identity document: each kind is opened by its own scope and by no other.

use serde_json::{Value, json};

use crate::oauth::kit::world::{Person, World};

/// A scope, the kind of document it opens, and the rest of such a document.
fn documents() -> [(&'static str, Value); 5] {
    [
        ("drivers_licence_doc", json!({"type": "RF_DRIVING_LICENSE", "series": "99АВ", "number": "000001"})),
        ("medical_doc", json!({"type": "MDCL_PLCY", "number": "0000000000000001"})),
        ("military_doc", json!({"type": "MLTR_ID", "series": "АА", "number": "0000001"})),
        (
            "foreign_passport_doc",
            json!({"type": "FRGN_PASS", "series": "00", "number": "0000001", "latin_last_name": "Testova",
                "latin_first_name": "Test", "expires_on": "01.01.2030"}),
        ),
        (
            "birth_cert_doc",
            json!({"type": "RF_BRTH_CERT", "series": "I-АА", "number": "000001", "act_number": "7",
                "act_date": "01.02.1990", "state": "VERIFIED"}),
        ),
    ]
}

/// A provider whose relying party may ask for all of it, and a person who has all of it.
fn world() -> (World, Person) {
    let mut world = World::start();
    world.party.scopes.extend(documents().map(|(scope, _)| scope));
    world.party.scopes.push("vehicles");
    world.register(&world.party);
    let person = world.person("confirmed");
    let give =
        |what: &str, wish: &Value| world.control("POST", &format!("/people/{}/{what}", person.oid), wish);
    for (_, document) in documents() {
        give("documents", &document);
    }
    give(
        "vehicles",
        &json!({"number_plate": "А000АА00", "certificate": {"series": "1231", "number": "231231"}}),
    );
    (world, person)
}

fn read(world: &World, person: &Person, scope: &str, path: &str) -> Value {
    let tokens = world.tokens(person, scope);
    let reply = world.read(&format!("/rs/prns/{}{path}", person.oid), tokens.access());
    assert_eq!(reply.status, 200, "{scope} {path}: {}", reply.text());
    reply.json()
}

#[test]
fn a_document_is_opened_by_the_scope_of_its_kind() {
    let (world, person) = world();
    for (scope, document) in documents() {
        let all = read(&world, &person, &format!("openid {scope}"), "/docs?embed=(elements)");
        assert_eq!(all["size"], 1, "{scope}: {all}");
        let shown = &all["elements"][0];
        assert_eq!((&shown["type"], &shown["number"]), (&document["type"], &document["number"]), "{scope}");
        assert!(shown["vrfStu"].is_string() && shown["id"].is_u64(), "{shown}");
        let spelled =
            [("lastName", "latin_last_name"), ("expiryDate", "expires_on"), ("actNo", "act_number")];
        for (wire, control) in spelled {
            assert_eq!(shown[wire], document[control], "{scope} {wire}");
        }
        let one = read(&world, &person, &format!("openid {scope}"), &format!("/docs/{}", shown["id"]));
        assert_eq!(&one, shown);
    }
}

#[test]
fn the_identity_scope_opens_the_identity_document_alone() {
    let (world, person) = world();
    let shown = read(&world, &person, "openid id_doc", "?embed=(documents.elements)");
    let elements = shown["documents"]["elements"].as_array().unwrap();
    assert_eq!(elements.len(), 1, "{shown}");
    assert_eq!((&elements[0]["type"], &elements[0]["id"]), (&json!("RF_PASSPORT"), &shown["rIdDoc"]));
}

#[test]
fn a_vehicle_is_shown_as_a_link_as_an_object_and_in_the_person() {
    let (world, person) = world();
    let part = format!("/rs/prns/{}/vhls", person.oid);
    let links = read(&world, &person, "openid vehicles", "/vhls");
    let link = links["elements"][0].as_str().unwrap().to_owned();
    assert!(link.starts_with(&format!("{}{part}/", world.base)), "{link}");
    let object = read(&world, &person, "openid vehicles", "//vhls?embed=(elements)")["elements"][0].clone();
    let certificate = json!({"series": "1231", "number": "231231"});
    assert_eq!((&object["numberPlate"], &object["regCertificate"]), (&json!("А000АА00"), &certificate));
    assert!(object.get("name").is_none(), "what is absent is left out: {object}");
    let whole = read(&world, &person, "openid vehicles", "?embed=(vehicles.elements)");
    assert_eq!(whole["vehicles"]["elements"], json!([object]));
    let tokens = world.tokens(&person, "openid vehicles");
    let followed = world.read(link.strip_prefix(&world.base).unwrap(), tokens.access());
    assert_eq!(followed.json(), object);
    let other = world.tokens(&person, "openid fullname");
    assert_eq!(world.read(&part, other.access()).status, 403);
}

#[test]
fn vehicles_of_people_may_be_taken_out() {
    let (world, person) = world();
    let tokens = world.tokens(&person, "openid fullname vehicles");
    let part = format!("/rs/prns/{}/vhls", person.oid);
    assert_eq!(world.read(&part, tokens.access()).status, 200);
    world.control("PATCH", "/settings", &json!({"rs": {"vehicles": "taken-out"}}));
    assert_eq!(world.read(&part, tokens.access()).status, 403);
    let whole = world.read(&format!("/rs/prns/{}?embed=(vehicles.elements)", person.oid), tokens.access());
    assert_eq!(whole.json().get("vehicles"), None, "{}", whole.text());
    let asked = world.authorize(&world.party.signs(world.party.asks("openid vehicles")));
    assert!(asked.location().contains("ESIA-007006"), "{}", asked.location());
}
