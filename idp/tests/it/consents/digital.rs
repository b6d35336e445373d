//! The digital profile under a consent: the person, and the SNILS of the children.

use serde_json::json;

use super::kit::{child, given, tokens, withdraw, world};
use crate::oauth::kit::world::{Person, World};

fn of(person: &Person, rest: &str) -> String {
    format!("/digital/api/public/v2/pso/{}{rest}", person.oid)
}

#[test]
fn a_person_is_shown_as_far_as_the_consent_goes_in_the_profiles_own_form() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = tokens(&world, &person);
    let known = world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json();
    for version in ["v1", "v2"] {
        let path = format!("/digital/api/public/{version}/pso/{}", person.oid);
        let shown = world.read(&path, tokens.access()).json();
        assert_eq!(shown["oid"], json!(person.oid.to_string()), "a text");
        for name in ["firstName", "lastName", "snils", "birthDate"] {
            assert!(shown[name].is_string() && shown[name] == known[name], "{name}: {shown}");
        }
        assert_eq!(shown["trusted"], json!(true));
        assert!(shown["mobilePhone"].is_string(), "`contacts` opens the phone: {shown}");
        assert_eq!(shown.get("inn"), None, "not consented: {shown}");
    }
}

#[test]
fn the_snils_of_checked_children_are_a_document_of_the_parent() {
    let world = world();
    let parent = world.person("confirmed");
    let (card, _) = child(&world, &parent, &json!({"account": false}));
    let tokens = tokens(&world, &parent);
    let known = world.read(&format!("/rs/prns/{}/kids/{card}", parent.oid), tokens.access()).json();
    for list in ["docs", "doc"] {
        let reply = world.read(&of(&parent, &format!("/{list}/KID_SNILS_DOC")), tokens.access());
        let all = reply.json()["snilses"].clone();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{}", reply.text());
        assert_eq!(reply.json()["oid"], json!(parent.oid), "the parent's, a number");
        assert_eq!((&all[0]["kidId"], &all[0]["snils"]), (&json!(card), &known["snils"]));
        assert_eq!(all[0]["status"], json!("verified_by_request"));
        assert!(all[0]["updatedOn"].as_i64() > Some(1_000_000_000_000), "milliseconds");
    }
}

#[test]
fn a_profile_is_refused_as_the_data_api_refuses() {
    let world = world();
    let (person, other) = (world.person("confirmed"), world.person("confirmed"));
    let tokens = tokens(&world, &person);
    for (path, bearer, status, code) in [
        (of(&person, ""), "none", 401, "ESIA-005011"),
        (of(&other, ""), tokens.access(), 403, "ESIA-005029"),
        (of(&person, "/docs/KID_SNILS_DOC"), tokens.access(), 404, "ESIA-020002"),
        (of(&person, "/docs/RF_PASSPORT"), tokens.access(), 404, "ESIA-020002"),
    ] {
        let reply = world.read(&path, bearer);
        assert_eq!((reply.status, &reply.json()["code"]), (status, &json!(code)), "{path}");
    }
    withdraw(&world, &person, &given(&world, &person)[0]["id"]);
    let reply = world.read(&of(&person, ""), tokens.access());
    assert_eq!(reply.status, 403, "the consent is withdrawn: {}", reply.text());
}

#[test]
fn the_snils_of_children_are_for_parents_whose_account_is_confirmed() {
    let mut world = World::start();
    world.party.scopes.push("kid_snils");
    world.register(&world.party);
    for (level, status, code) in [("standard", 403, "ESIA-005029"), ("confirmed", 404, "ESIA-020002")] {
        let person = world.person(level);
        let tokens = world.tokens(&person, "openid kid_snils");
        let reply = world.read(&of(&person, "/doc/KID_SNILS_DOC"), tokens.access());
        assert_eq!((reply.status, &reply.json()["code"]), (status, &json!(code)), "{level}");
    }
}
