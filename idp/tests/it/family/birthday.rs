//! Owns tests of the fourteenth birthday and of the ends of links.

use serde_json::{Value, json};

use super::kit::{account, call, card, child, set_family, texts_to, world};
use crate::oauth::kit::world::{Person, World};

/// A child of thirteen with an account, fourteen on 1 March 2025.
fn thirteen(world: &World) -> (Person, Person) {
    let parent = world.person("confirmed");
    let wish = json!({"birth_date": "01.03.2011", "email": "vera@example.test", "mobile": "+7(000)5550015"});
    let made = child(world, &parent, &wish);
    (parent, account(&made))
}

fn person(world: &World, oid: u64) -> Value {
    world.get(&format!("/control/v1/people/{oid}")).json()
}

fn linked(world: &World, parent: &Person) -> Value {
    let cards = world.get(&format!("/control/v1/people/{}/children", parent.oid)).json();
    cards["children"][0]["account"].clone()
}

/// Moves the clock; tells what happened to a person meanwhile.
fn advance(world: &World, by: &str, person: &Person) -> Vec<String> {
    let told = world.control("POST", "/clock/advance", &json!({ "by": by }));
    let all = told["happened"].as_array().unwrap().iter().filter(|one| one["person"] == person.oid);
    all.map(|one| one["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn by_default_the_account_stays_what_it_was() {
    let world = world();
    let (parent, own) = thirteen(&world);
    assert!(advance(&world, "P179D", &own).is_empty());
    assert_eq!(advance(&world, "P1D", &own), ["child-turned-fourteen"]);
    assert_eq!(person(&world, own.oid)["status"], "simplified");
    assert_eq!(linked(&world, &parent), json!(own.oid));
    let told = texts_to(&world, "+7(000)5550015");
    assert!(told.iter().any(|text| text.contains("Вам исполнилось 14 лет")), "{told:?}");
    assert!(advance(&world, "P365D", &own).is_empty(), "a birthday comes once");
}

#[test]
fn a_setting_drops_the_level_and_ends_the_link() {
    let world = world();
    set_family(&world, &json!({"child_trusted": true}));
    let (parent, own) = thirteen(&world);
    set_family(&world, &json!({"fourteenth": {"level_drops": true, "link_ends": true}}));
    advance(&world, "P180D", &own);
    assert_eq!(person(&world, own.oid)["status"], "standard");
    assert_eq!(linked(&world, &parent), Value::Null);
    let events = world.get(&format!("/control/v1/people/{}/events", own.oid)).json();
    let last = events["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["event"], "turned-fourteen");
}

#[test]
fn a_child_of_fourteen_is_no_child_on_the_wire() {
    let world = world();
    let (_, own) = thirteen(&world);
    let before = world.tokens(&own, "openid");
    assert_eq!(before.jwt("id_token").claims["urn:esia:sbj"]["urn:esia:sbj:lvl"], "KD");
    let moved = json!({"now": "2024-09-02T07:00:00Z", "mode": "frozen"});
    world.control("PATCH", &format!("/people/{}", own.oid), &json!({"birth_date": "02.09.2010"}));
    world.control("PUT", "/clock", &moved);
    let after = world.tokens(&own, "openid");
    assert_eq!(after.jwt("id_token").claims["urn:esia:sbj"]["urn:esia:sbj:lvl"], "P");
}

#[test]
fn a_corrected_birth_date_moves_the_birthday() {
    let world = world();
    set_family(&world, &json!({"child_trusted": true}));
    let (_, own) = thirteen(&world);
    world.control("PATCH", &format!("/people/{}", own.oid), &json!({"birth_date": "01.04.2011"}));
    set_family(&world, &json!({"fourteenth": {"level_drops": true}}));
    advance(&world, "P180D", &own);
    assert_eq!(person(&world, own.oid)["status"], "confirmed");
    advance(&world, "P31D", &own);
    assert_eq!(person(&world, own.oid)["status"], "standard");
}

#[test]
fn a_deleted_childs_account_leaves_the_card_and_may_be_made_again() {
    let world = world();
    let (parent, own) = thirteen(&world);
    world.control("POST", &format!("/people/{}/commands", own.oid), &json!({"command": "delete"}));
    assert_eq!(linked(&world, &parent), Value::Null);
    let reply = call(
        &world,
        "POST",
        &format!("/people/{}/children/{}/commands", parent.oid, card(&world, &parent)),
        &json!({"command": "link"}),
    );
    assert_eq!(reply.status, 409, "{}", reply.text());
}
