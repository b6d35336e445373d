//! Owns tests of the permit for refresh tokens and of what a system is told when one was used twice.

use serde_json::{Value, json};

use crate::oauth::kit::http::query_value;
use crate::oauth::kit::world::World;

fn registered(world: &World, change: &Value) {
    let mut registration = world.party.registration();
    let fields = registration.as_object_mut().expect("a registration is an object");
    for (name, value) in change.as_object().expect("a change is an object") {
        fields.insert(name.clone(), value.clone());
    }
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
}

#[test]
fn without_a_permit_offline_is_ignored_or_refused_as_the_realm_says() {
    let world = World::start();
    let person = world.person("confirmed");
    assert!(world.tokens(&person, "openid").answer["refresh_token"].is_string(), "with a permit");
    registered(&world, &json!({"refresh_permit": null}));
    let answer = world.tokens(&person, "openid").answer;
    assert!(answer["access_token"].is_string() && answer.get("refresh_token").is_none(), "{answer}");
    world.control("PATCH", "/settings", &json!({"offline_without_permit": "refused"}));
    let refused = world.authorize(&world.party.signs(world.party.asks("openid")));
    assert_eq!(query_value(refused.location(), "error").as_deref(), Some("unauthorized_client"));
    world.refused("ESIA-007005", "refresh-not-permitted");
    let online = world.party.asks("openid").set("access_type", "online");
    let asked = world.authorize(&world.party.signs(online));
    assert_eq!(query_value(asked.location(), "error"), None, "only offline needs a permit");
}

#[test]
fn a_refresh_token_that_is_used_twice_is_told_to_the_system_that_has_an_address() {
    let world = World::start();
    let person = world.person("confirmed");
    let pushes = || world.control("GET", "/pushes", &Value::Null)["pushes"].clone();
    for (push_url, told) in [(Value::Null, 0), (json!("http://127.0.0.1:1/pushes"), 1)] {
        registered(&world, &json!({ "push_url": push_url }));
        let tokens = world.tokens(&person, "openid");
        let renew =
            || world.exchange(&world.party.signs(world.party.renews("openid", tokens.text("refresh_token"))));
        assert_eq!((renew().status, pushes().as_array().map(Vec::len)), (200, Some(0)));
        world.te_refused(&renew(), "ESIA-007028", "access_denied");
        assert_eq!(pushes().as_array().map(Vec::len), Some(told));
    }
    let push = &pushes()[0];
    let body: Value = serde_json::from_str(push["body"].as_str().expect("a body")).expect("JSON");
    let expected = json!({
        "eventType": "refreshTokenCompromised", "clientId": world.party.mnemonic, "oid": person.oid.to_string(),
    });
    assert_eq!((&push["url"], body), (&json!("http://127.0.0.1:1/pushes"), expected));
}
