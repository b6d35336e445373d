//! Owns tests of tokens for an organisation's API-Key.

use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, encode};
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
