//! Owns tests of the tokens for remote biometrics (MR Б.8).

use serde_json::json;

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

#[test]
fn the_token_of_the_second_pass_lives_three_hours() {
    let world = world();
    let person = world.person("confirmed");
    let token = world.tokens(&person, "openid ext_auth_result").jwt("access_token");
    assert_eq!(token.claims["scope"], json!(format!("openid ext_auth_result?oid={}", person.oid)));
    assert_eq!(token.number("exp") - token.number("iat"), 10_800);
    assert!(token.claims.get("ext_vrf_url").is_none());
}
