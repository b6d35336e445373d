//! Owns tests of whom the journal names: every entry about a request whose relying party is known.

use serde_json::{Value, json};

use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::World;

/// The newest entry must be a refusal for this reason and name the diary.
#[track_caller]
fn names_the_diary(world: &World, reason: &str) {
    let entry = world.newest();
    let seen = (&entry["outcome"], &entry["why"]["reason"], &entry["client"]);
    assert_eq!(seen, (&json!("refused"), &json!(reason), &json!("SCHOOL-DIARY")), "{entry:#}");
}

#[test]
fn a_refusal_of_the_data_api_names_the_relying_party_of_the_token() {
    let mut world = World::start();
    world.party.scopes.extend(["usr_org", "org_shortname"]);
    world.register(&world.party);
    let person = world.person("confirmed");
    let company = world.control(
        "POST",
        "/organisations",
        &json!({"short_name": "Школа № 1", "members": [{"person": person.oid.to_string(), "chief": true}]}),
    );
    let own = format!("/rs/orgs/{}", company["oid"]);
    let scope = format!("openid fullname org_shortname?org_oid={}", company["oid"]);
    let tokens = world.tokens(&person, &scope);
    let prns = format!("/rs/prns/{}", person.oid);
    for (path, reason) in [
        (format!("{prns}/addrs"), "scope-not-in-token"),
        (format!("{prns}/addrs/1"), "scope-not-in-token"),
        (format!("{prns}/kids/1/docs"), "scope-not-in-token"),
        (format!("{prns}/hobbies"), "no-such-resource"),
        ("/rs/prns/me".to_owned(), "no-such-resource"),
        ("/rs/prns/1000000001".to_owned(), "token-of-another-person"),
        (format!("{own}/ctts"), "scope-not-in-token"),
        (format!("{own}/nothing"), "no-such-resource"),
        ("/rs/orgs/mine".to_owned(), "no-such-resource"),
        ("/rs/orgs/1".to_owned(), "scope-not-in-token"),
    ] {
        world.read(&path, tokens.access());
        names_the_diary(&world, reason);
    }
    let bearer = format!("Bearer {}", tokens.access());
    world.send(Request::post(&prns).header("Authorization", &bearer));
    names_the_diary(&world, "method");
}

#[test]
fn a_request_that_reaches_no_endpoint_names_the_relying_party_of_its_query() {
    let world = World::start();
    world.get("/aas/oauth2/te?client_id=SCHOOL-DIARY&code=x");
    names_the_diary(&world, "method");
}

#[test]
fn a_fault_of_the_data_api_is_committed_for_its_relying_party_and_written_down() {
    let world = World::start();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid fullname");
    let path = format!("/rs/prns/{}", person.oid);
    let arm = |client: &str| {
        let order = json!({"fault": "resource-forbidden", "client": client, "times": 1});
        world.control("POST", "/faults", &order);
        world.read(&path, tokens.access()).status
    };
    assert_eq!(arm("ANOTHER"), 200);
    world.send(Request::new("DELETE", "/control/v1/faults").json(&Value::Null));
    assert_eq!(arm("SCHOOL-DIARY"), 403);
    names_the_diary(&world, "fault");
}
