//! Data that are published: how they are passed on, where, and what the citizen forbids (`PERS_DATA_EXT`).

use serde_json::{Value, json};

use super::kit::{asks, entered, redeemed, register, world};
use crate::oauth::kit::world::World;

/// A request of DP 4.1: one site and one condition are fixed, the others free.
const PUBLISHED: &str = r#"[{"sysname":"PERS_DATA_EXT","purposes":[{"sysname":"PERS_DATA_EXT"}],"actions":[{"sysname":"SHARE_DATA"}],"scopes":[{"sysname":"email_ext"}],"expire":262800,"terms":[{"sysname":"INTERNET","require":true,"requireReason":"Сайт открыт всем"},{"sysname":"LOCALNET","require":false}],"sites":[{"url":"https://diary.example/board","require":true},{"url":"https://diary.example/news","require":false},{"url":"https://diary.example/old","require":false}]}]"#;

/// A provider whose diary may publish e-mail addresses.
fn published() -> World {
    let mut world = world();
    world.party.scopes.push("email_ext");
    register(&world, &json!({}));
    world
}

/// The only consent of a list, once a person gave it with these boxes ticked.
fn listed(world: &World, ticked: &[(&str, &str)]) -> Value {
    let person = world.person("confirmed");
    let (mut browser, page) = entered(world, &person, PUBLISHED);
    let mut fills = vec![("decision", "grant")];
    fills.extend(ticked);
    let back = browser.submit(&page, "/login/consent", &fills);
    let tokens = redeemed(world, back.location());
    let path = format!("/esia-rs/api/public/v2/prns/{}/issued/permissions", person.oid);
    world.read(&path, tokens.access()).json()["elements"][0].clone()
}

fn names(all: &Value, member: &str) -> Vec<String> {
    all.as_array().unwrap().iter().map(|one| one[member].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_not_fixed_is_left_out_unless_the_citizen_ticks_it() {
    let world = published();
    let plain = listed(&world, &[]);
    assert_eq!(names(&plain["terms"], "sysname"), ["INTERNET"]);
    assert_eq!(plain["terms"][0]["requireReason"], json!("Сайт открыт всем"));
    assert_eq!(names(&plain["sites"], "url"), ["https://diary.example/board"]);
    assert_eq!(plain["forbiddens"], json!([]));
    let more = listed(&world, &[("term_0_LOCALNET", "true"), ("site_0_2", "true")]);
    assert_eq!(names(&more["terms"], "sysname"), ["INTERNET", "LOCALNET"]);
    assert_eq!(names(&more["sites"], "url"), ["https://diary.example/board", "https://diary.example/old"]);
}

#[test]
fn a_citizen_forbids_what_may_be_forbidden_and_the_list_tells_it() {
    let world = published();
    let ticked = [("forbid_0_COLLECTION", "true"), ("forbid_0_BLOCK", "true"), ("forbid_0_SINGING", "true")];
    let told = listed(&world, &ticked);
    assert_eq!(names(&told["forbiddens"], "sysname"), ["COLLECTION", "BLOCK"]);
    assert_eq!(names(&told["forbiddens"], "name"), ["Сбор", "Блокирование"]);
    assert_eq!(names(&told["terms"], "name"), ["Через Интернет"]);
}

#[test]
fn only_published_data_can_be_limited_so() {
    let world = published();
    let person = world.person("confirmed");
    let (_, page) = entered(&world, &person, PUBLISHED);
    assert!(page.text().contains("forbid_0_COLLECTION") && page.text().contains("site_0_1"));
    assert!(!page.text().contains("site_0_0"), "the first site is fixed");
    let (_, page) = entered(&world, &world.person("confirmed"), super::kit::OFFICIAL);
    assert!(page.text().contains("own_0") && !page.text().contains("forbid_0"));
}

#[test]
fn a_kind_of_published_data_needs_sites_and_terms() {
    let world = published();
    let person = world.person("confirmed");
    for left_out in ["sites", "terms"] {
        let mut asked: Value = serde_json::from_str(PUBLISHED).unwrap();
        asked[0].as_object_mut().unwrap().remove(left_out);
        let reply = world.authorize(&asks(&world, &asked.to_string()));
        assert!(reply.location().contains("ESIA-007003"), "without {left_out}: {}", reply.location());
        world.refused("ESIA-007003", "permissions");
    }
    let (_, page) = entered(&world, &person, PUBLISHED);
    assert!(page.text().contains("grantAuthorization"), "{}", page.text());
}

#[test]
fn a_condition_that_no_table_has_is_refused_unless_the_realm_takes_it() {
    let world = published();
    let asked = PUBLISHED.replace("LOCALNET", "BY_PIGEON");
    let ask = || world.authorize(&asks(&world, &asked)).location().to_owned();
    assert!(ask().contains("ESIA-007003"), "{}", ask());
    let facts = world.refused("ESIA-007003", "permissions");
    assert!(facts["detail"].as_str().unwrap().contains("BY_PIGEON"), "{facts}");
    world.control("PATCH", "/settings", &json!({"unlisted_agreements": "taken"}));
    assert!(ask().ends_with("/login"), "{}", ask());
}
