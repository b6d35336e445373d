//! Owns tests of the lists of people who changed or were deleted (MR А.3, А.8).

use serde_json::{Value, json};

use crate::oauth::kit::world::{Person, World};

const CHANGED: &str = "http://esia.gosuslugi.ru/tech_inf";
const DELETED: &str = "http://esia.gosuslugi.ru/tech_inf?stu=DELETED";

fn world() -> World {
    let mut world = World::start();
    world.party.scopes.push(CHANGED);
    world.register(&world.party);
    world
}

fn token(world: &World, scope: &str) -> String {
    let fields = world.party.redeems(scope, "").without("code").set("grant_type", "client_credentials");
    let answer = world.exchange(&world.party.signs(fields)).json();
    answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

fn link(world: &World, person: &Person) -> Value {
    json!(format!("{}/rs/prns/{}", world.base, person.oid))
}

#[test]
fn a_system_lists_the_deleted_and_the_changed_since_a_moment() {
    let world = world();
    let (kept, gone) = (world.person("confirmed"), world.person("confirmed"));
    let (changed, deleted) = (token(&world, CHANGED), token(&world, DELETED));
    let tokens = world.tokens(&kept, "openid fullname");
    let record = world.read(&format!("/rs/prns/{}", kept.oid), tokens.access()).json();
    let since = record["updatedOn"].as_i64().unwrap() + 60;
    world.advance("PT2M");
    world.control("POST", &format!("/people/{}/commands", gone.oid), &json!({"command": "delete"}));
    let list = |query: &str, token: &str| world.read(&format!("/rs/prns?{query}"), token);
    let gone_since = list(&format!("status=DELETED&updatedSince={since}"), &deleted).json();
    assert_eq!(gone_since["elements"], json!([link(&world, &gone)]), "{gone_since}");
    let later = list(&format!("status=DELETED&updatedSince={}", since + 600), &deleted).json();
    assert_eq!(later["size"], 0, "{later}");
    let all = list(&format!("updatedSince={}", since - 3600), &changed).json();
    let elements = all["elements"].as_array().unwrap();
    assert!(elements.contains(&link(&world, &kept)) && elements.contains(&link(&world, &gone)), "{all}");
}

#[test]
fn the_lists_need_the_systems_own_scope_and_a_moment() {
    let world = world();
    let changed = token(&world, CHANGED);
    let person = world.person("confirmed");
    let of_citizen = world.tokens(&person, "openid fullname");
    for (query, token, status) in [
        ("status=DELETED&updatedSince=0", &*changed, 403),
        ("updatedSince=0", of_citizen.access(), 403),
        ("updatedSince=yesterday", &*changed, 400),
        ("status=REGISTERED&updatedSince=0", &*changed, 400),
    ] {
        let reply = world.read(&format!("/rs/prns?{query}"), token);
        assert_eq!(reply.status, status, "{query}: {}", reply.text());
    }
}

#[test]
fn deleted_people_are_for_systems_alone() {
    let world = world();
    let person = world.person("confirmed");
    for scope in [CHANGED, DELETED] {
        let asked = world.party.signs(world.party.asks(&format!("openid {scope}")));
        let back = world.sign_in(&person, &asked);
        assert!(back.contains("ESIA-007006"), "{back}");
        world.refused("ESIA-007006", "scope-of-a-system");
        assert!(!token(&world, scope).is_empty(), "the system itself has it");
    }
}
