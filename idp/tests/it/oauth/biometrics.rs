//! Owns tests of the tokens for remote biometrics (MR Б.8).

use serde_json::json;

use super::kit::http::{Request, query_value};
use super::kit::jwt::Jwt;
use super::kit::world::World;

fn world() -> World {
    let mut world = World::start();
    world.party.scopes.extend(["bio", "ext_auth_result"]);
    world.register(&world.party);
    world
}

#[test]
fn the_token_of_the_first_pass_is_short_and_says_where_the_result_goes() {
    let world = world();
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid bio");
    let token = tokens.jwt("access_token");
    assert_eq!(token.claims["scope"], "openid bio", "it takes no number");
    let address = format!("{}/esia-rs/api/public/v1/ext/vrf/result", world.base);
    assert_eq!(token.claims["ext_vrf_url"], json!(address));
    assert_eq!((token.number("exp") - token.number("iat"), &tokens.answer["expires_in"]), (600, &json!(600)));
    assert!(tokens.answer["id_token"].is_string() && tokens.answer.get("refresh_token").is_none());
}

fn result(world: &World, oid: u64) -> String {
    let found = json!({ "voice": "0.91", "face": "0.95", "overall": "0.97" });
    let made = world.control("POST", &format!("/people/{oid}/biometric-results"), &found);
    made["verify_token"].as_str().unwrap().to_owned()
}

#[test]
fn whoever_was_recognised_enters_without_a_password_and_the_token_says_how_surely() {
    let world = world();
    let person = world.person("confirmed");
    let scope = "openid ext_auth_result";
    let asks = |token: &str| world.party.signs(world.party.asks(scope).set("verify_token", token));
    // The first time the citizen allows the data.
    world.sign_in(&person, &asks(&result(&world, person.oid)));
    let token = result(&world, person.oid);
    let back = world.authorize(&asks(&token)).location().to_owned();
    let code = query_value(&back, "code").unwrap_or_else(|| panic!("a code, not {back}"));
    let reply = world.exchange(&world.party.signs(world.party.redeems(scope, &code)));
    let answer = reply.json();
    let access = Jwt::of(answer["access_token"].as_str().unwrap());
    assert_eq!(access.claims["match"], json!({ "voice": "0.91", "face": "0.95", "overall": "0.97" }));
    assert_eq!(access.claims["scope"], json!(format!("openid ext_auth_result?oid={}", person.oid)));
    assert_eq!(access.number("exp") - access.number("iat"), 10_800);
    assert!(access.claims.get("ext_vrf_url").is_none());
    assert_eq!(Jwt::of(answer["id_token"].as_str().unwrap()).claims["amr"], "EBS");
    assert!(answer.get("refresh_token").is_none(), "{answer}");
    let data = world.read(&format!("/rs/prns/{}", person.oid), answer["access_token"].as_str().unwrap());
    let data = data.json();
    for opened in ["firstName", "birthDate", "birthPlace", "gender", "citizenship", "snils", "inn"] {
        assert!(data[opened].is_string(), "{opened}: {data}");
    }
    // The result is spent.
    let back = world.authorize(&asks(&token)).location().to_owned();
    assert_eq!(query_value(&back, "error").as_deref(), Some("invalid_request"), "{back}");
    world.refused("ESIA-007003", "verify-token");
}

#[test]
fn the_second_pass_needs_a_result_that_is_held() {
    let world = world();
    let person = world.person("confirmed");
    let asked = world.party.asks("openid ext_auth_result");
    let back = world.authorize(&world.party.signs(asked.clone())).location().to_owned();
    assert_eq!(query_value(&back, "error").as_deref(), Some("invalid_request"), "{back}");
    world.refused("ESIA-007014", "parameter-missing");
    let held = result(&world, person.oid);
    for wrong in [format!("{}.made-up", person.oid), "made-up".to_owned(), held.replacen('1', "2", 1)] {
        world.authorize(&world.party.signs(asked.clone().set("verify_token", &wrong)));
        world.refused("ESIA-007003", "verify-token");
    }
    // Without the scope the token means nothing: the citizen types.
    let plain = world.party.signs(world.party.asks("openid").set("verify_token", &held));
    assert!(world.authorize(&plain).location().ends_with("/login"));
}

#[test]
fn the_result_is_sent_with_the_token_of_the_first_pass() {
    let world = world();
    let person = world.person("confirmed");
    let first = world.tokens(&person, "openid bio");
    let address = "/esia-rs/api/public/v1/ext/vrf/result";
    let send = |token: &str, body: &serde_json::Value| {
        let request = Request::post(address).json(body).header("Authorization", &format!("Bearer {token}"));
        world.send(request)
    };
    let found = json!({ "face": "0.95", "overall": "0.95" });
    let kept = send(first.access(), &found);
    assert_eq!(kept.status, 200, "{}", kept.text());
    let token = kept.json()["verify_token"].as_str().unwrap().to_owned();
    assert!(token.starts_with(&person.oid.to_string()), "{token}");
    assert_eq!(send(first.access(), &json!({ "overall": "1.5" })).status, 400);
    let other = world.tokens(&person, "openid fullname");
    assert_eq!(send(other.access(), &found).json()["code"], "ESIA-005029");
    let asks = world.party.asks("openid ext_auth_result").set("verify_token", &token);
    let back = world.sign_in(&person, &world.party.signs(asks));
    assert!(query_value(&back, "code").is_some(), "{back}");
}
