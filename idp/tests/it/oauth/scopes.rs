//! Owns tests of scopes that the list does not have: refused, or taken where the realm takes them.

use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::{Reply, Request, query_value};
use crate::oauth::kit::party::Fields;
use crate::oauth::kit::world::World;

const BRIEF: &str = "http://esia.gosuslugi.ru/usr_brf";

fn register(world: &World, scopes: &Value) -> Reply {
    let mut registration = world.party.registration();
    registration["scopes"] = scopes.clone();
    world.send(Request::new("PUT", "/control/v1/clients/SCHOOL-DIARY").json(&registration))
}

#[test]
fn an_unlisted_scope_is_refused_in_registrations_and_requests_and_the_setting_is_named() {
    let world = World::start();
    let refused = register(&world, &json!(["openid", "usr_brf"]));
    assert_eq!((refused.status, &refused.json()["field"]), (400, &json!("scopes[1]")));
    assert!(refused.text().contains("unlisted_scopes"), "{}", refused.text());
    world.authorize(&world.party.signs(world.party.asks("openid usr_brf")));
    world.refused("ESIA-007006", "scope-unknown");
    let fix = world.newest()["why"]["fix"].to_string();
    assert!(fix.contains("unlisted_scopes") && fix.contains("SCOPES.md"), "{fix}");
    world.authorize(&world.party.signs(world.party.asks("openid org_ogrn?oid=7")));
    world.refused("ESIA-007006", "scope-unknown");
    assert!(world.newest()["why"]["fix"].to_string().contains("org_oid"));
    for joined in ["openid,fullname", "openid+fullname"] {
        world.authorize(&world.party.signs(world.party.asks(joined)));
        world.refused("ESIA-007006", "scope-unknown");
        assert!(world.newest()["why"]["fix"].to_string().contains("one blank"), "{joined}");
    }
}

#[test]
fn an_address_that_is_none_is_told_from_one_of_another_host() {
    let world = World::start();
    for (uri, wanted) in [
        ("http://u:p@diary.example:8090/esia/back", "absolute http"),
        ("http://diary.example:8090/esia/back\n", "absolute http"),
        ("http://evil.example/", "registered host"),
    ] {
        world.authorize(&world.party.signs(world.party.asks("openid")).set("redirect_uri", uri));
        world.refused("ESIA-007023", "redirect-host");
        let fix = world.newest()["why"]["fix"].to_string();
        assert!(fix.contains(wanted), "{uri}: {fix}");
    }
}

#[test]
fn where_unlisted_scopes_are_taken_they_are_granted_carried_and_open_nothing() {
    let world = World::start();
    world.control("PATCH", "/settings", &json!({"unlisted_scopes": "taken"}));
    assert_eq!(register(&world, &json!(["openid", "two words"])).status, 400);
    assert_eq!(register(&world, &json!(["openid", "org_ogrn?oid=7"])).status, 400);
    assert_eq!(register(&world, &json!(["openid", BRIEF, "activities"])).status, 200);
    let person = world.person("confirmed");
    let scope = format!("openid {BRIEF} activities?oid=7");
    let mut browser = Browser::new(&world);
    let asked = world.party.signs(world.party.asks(&scope));
    let login = browser.open(&format!("/aas/oauth2/ac?{}", asked.encoded()));
    let entry = world.newest();
    assert_eq!(entry["why"]["reason"], "scope-unlisted", "{entry:#}");
    assert_eq!(entry["why"]["facts"]["unlisted"], format!("{BRIEF} activities"));
    assert_eq!((&entry["outcome"], &entry["client"]), (&json!("answered"), &json!("SCHOOL-DIARY")));
    let consent = browser.sign_in(&login, &person).text();
    assert!(consent.contains("usr_brf") && consent.contains("activities"), "{consent}");

    let tokens = world.tokens(&person, &scope);
    let granted = tokens.jwt("access_token").claims["scope"].clone();
    assert_eq!(granted, format!("openid {BRIEF}?oid={} activities?oid=7", person.oid));
    let shown = world.read(&format!("/rs/prns/{}", person.oid), tokens.access()).json();
    assert!(shown.get("firstName").is_none() && shown.get("snils").is_none(), "{shown}");
    // What was not granted stays out.
    world.authorize(&world.party.signs(world.party.asks("openid sbj_inf")));
    world.refused("ESIA-007019", "scope-not-granted");
}

#[test]
fn errors_have_the_names_that_the_realm_uses() {
    let world = World::start();
    let told = |fields: &Fields| {
        let reply = world.authorize(fields);
        let value = |name: &str| query_value(reply.location(), name).expect("an error");
        (value("error"), value("error_description").chars().take(11).collect::<String>())
    };
    let ungranted = || world.party.signs(world.party.asks("openid vehicles"));
    let unknown = || world.party.asks("openid").set("client_id", "NOBODY");
    for (names, granted, client) in [
        ("seen", "invalid_scope", "ESIA-008010"),
        ("documented", "no_grants", "ESIA-008010"),
        ("documented-3.39", "no_grants", "ESIA-007010"),
    ] {
        world.control("PATCH", "/settings", &json!({ "error_names": names }));
        assert_eq!(told(&ungranted()), (granted.to_owned(), "ESIA-007019".to_owned()), "{names}");
        assert_eq!(told(&unknown()), ("invalid_client".to_owned(), client.to_owned()), "{names}");
        let spoilt = world.party.signs(world.party.redeems("openid", "code")).set("state", "other");
        let reply = world.exchange(&world.party.names_its_certificate(spoilt));
        assert_eq!(reply.json()["error"], json!("unauthorized_client"), "{names}");
    }
}

#[test]
fn a_scope_names_the_citizen_who_signs_in_or_nobody() {
    let world = World::start();
    let (person, other) = (world.person("confirmed"), world.person("confirmed"));
    let ask = |oid: u64| {
        world.sign_in(&person, &world.party.signs(world.party.asks(&format!("openid fullname?oid={oid}"))))
    };
    assert!(ask(person.oid).contains("code="), "{}", ask(person.oid));
    let back = ask(other.oid);
    assert!(back.contains("error=invalid_scope") && back.contains("ESIA-007006"), "{back}");
    let facts = world.refused("ESIA-007006", "scope-of-another-person");
    assert_eq!(facts["scopes"], format!("fullname?oid={}", other.oid));
}
