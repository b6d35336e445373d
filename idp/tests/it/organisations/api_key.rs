//! Owns tests of tokens for an organisation's API-Key.

use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, Request, encode};
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::party::base64url;
use crate::oauth::kit::world::World;

const KEY: &str = "0a1b2c3d-1111-4222-8333-444455556666";

fn world() -> World {
    let world = World::start();
    let mut registration = world.party.registration();
    registration["api_keys"] = json!([KEY]);
    registration["scopes"] = json!(["openid", "fullname", "http://lk.gosuslugi.ru/api-order"]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    world
}

fn ask(world: &World, key: &str, signature: &str) -> Reply {
    world.get(&format!("/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn?signature={}", encode(signature)))
}

fn signature(world: &World, text: &str) -> String {
    base64url(&world.party.identity.message("", text.as_bytes()))
}

#[test]
fn a_signed_key_gives_a_token_of_its_owner_without_a_citizen() {
    let world = world();
    let reply = ask(&world, KEY, &signature(&world, KEY));
    let answer: Value = reply.json();
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(1), "{answer}");
    let token = Jwt::of(answer["accessTkn"].as_str().expect("a token"));
    assert_eq!(token.claims["client_id"], json!(world.party.mnemonic));
    assert_eq!(token.claims["scope"], "http://lk.gosuslugi.ru/api-order", "nothing of a person");
    assert!(token.claims["urn:esia:sbj_id"].as_u64() > Some(1_100_000_000), "no person's number");
}

#[test]
fn a_key_without_its_owners_signature_gives_nothing() {
    let world = world();
    let other = "99999999-1111-4222-8333-444455556666";
    let good = signature(&world, KEY);
    for (key, signature, status, code) in [
        (other, good.clone(), 401, "ESIA-037218"),
        (KEY, signature(&world, other), 401, "ESIA-005002"),
        (KEY, "AAAA".to_owned(), 401, "ESIA-005002"),
        (KEY, String::new(), 400, "ESIA-020000"),
    ] {
        let reply = ask(&world, key, &signature);
        assert_eq!((reply.status, &reply.json()["code"]), (status, &json!(code)), "{key}");
        let entry = world.newest();
        assert_eq!((&entry["outcome"], &entry["error"]), (&json!("refused"), &json!(code)), "{entry}");
        assert_eq!(entry.get("client"), (key == KEY).then_some(&json!(world.party.mnemonic)), "{entry}");
    }
}

/// Registers the diary with terms of its key.
fn agree(world: &World, terms: &Value) {
    let mut registration = world.party.registration();
    registration["api_keys"] = json!([KEY]);
    registration["scopes"] = json!(["openid", "http://lk.gosuslugi.ru/api-order"]);
    registration["api_key_terms"] = json!([terms]);
    registration["api_key_terms"][0]["key"] = json!(KEY);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
}

#[test]
fn a_token_for_a_key_is_its_employees_lives_three_hours_and_opens_what_was_agreed() {
    let world = world();
    let employee = world.person("confirmed");
    let organisation =
        world.control("POST", "/organisations", &json!({"short_name": "Второе"}))["oid"].clone();
    let scopes = ["org_inf", "http://lk.gosuslugi.ru/api-order"];
    agree(&world, &json!({"employee": employee.oid, "organisation": organisation, "scopes": scopes}));
    let answer = ask(&world, KEY, &signature(&world, KEY)).json();
    let token = Jwt::of(answer["accessTkn"].as_str().expect("a token"));
    assert_eq!(token.claims["urn:esia:sbj_id"], json!(employee.oid));
    assert_eq!(token.number("exp") - token.number("iat"), 10_800);
    // As the sample of MR А.12: organisations under their whole name, and no `nbf`.
    let scope = format!("http://esia.gosuslugi.ru/{}?org_oid={organisation} {}", scopes[0], scopes[1]);
    assert_eq!(token.claims["scope"], json!(scope));
    let names = ["client_id", "exp", "iat", "iss", "scope", "urn:esia:sbj_id", "urn:esia:sid"];
    assert_eq!(token.names(), names);
}

#[test]
fn each_thing_that_is_wrong_with_a_key_has_its_code() {
    let world = world();
    let (good, blocked) = (world.person("confirmed"), world.person("confirmed"));
    let path = format!("/people/{}/commands", blocked.oid);
    world.control("POST", &path, &json!({"command": "block", "reason": "Проверка"}));
    let (past, future) = ("2024-09-01T00:00:00Z", "2024-09-03T00:00:00Z");
    for (terms, code) in [
        (json!({"until": past}), "ESIA-037213"),
        (json!({"blocked": true}), "ESIA-037214"),
        (json!({"issuer": blocked.oid}), "ESIA-037215"),
        (json!({"employee": blocked.oid}), "ESIA-037216"),
        (json!({"powers_until": past}), "ESIA-037217"),
        (json!({"employee": 1_000_999_999}), "ESIA-037219"),
        (json!({"organisation": 1_000_999_999}), "ESIA-038000"),
        (json!({"scopes": ["no_such_scope"]}), "ESIA-005027"),
    ] {
        agree(&world, &terms);
        let reply = ask(&world, KEY, &signature(&world, KEY));
        assert_eq!((reply.status, &reply.json()["code"]), (401, &json!(code)), "{terms}");
        assert_eq!(world.newest()["error"], json!(code));
    }
    let fine = json!({"until": future, "powers_until": future, "employee": good.oid, "issuer": good.oid});
    agree(&world, &fine);
    assert_eq!(ask(&world, KEY, &signature(&world, KEY)).status, 200);
}

#[test]
fn a_signature_under_a_key_is_good_for_a_day() {
    let world = world();
    // The test signs at the machine's time, which stands in the future of the realm.
    let good = signature(&world, KEY);
    assert_eq!(ask(&world, KEY, &good).status, 200);
    let unattributed = base64url(&world.party.identity.message("-noattr", KEY.as_bytes()));
    world.control("PUT", "/clock", &json!({"now": "2100-01-01T00:00:00Z", "mode": "frozen"}));
    let reply = ask(&world, KEY, &good);
    assert_eq!((reply.status, &reply.json()["code"]), (401, &json!("ESIA-005002")));
    world.refused("ESIA-005002", "api-key-signature-old");
    assert_eq!(ask(&world, KEY, &unattributed).status, 200, "it does not say when it was made");
}

#[test]
fn terms_are_of_a_key_that_is_registered() {
    let world = world();
    let mut registration = world.party.registration();
    registration["api_key_terms"] = json!([{"key": KEY}]);
    let path = format!("/control/v1/clients/{}", world.party.mnemonic);
    let reply = world.send(Request::new("PUT", &path).json(&registration));
    assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some("api_key_terms[0].key")));
}
