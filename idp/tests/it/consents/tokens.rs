//! Tokens by consent: renewed by the system alone, spelled as the realm says.

use serde_json::json;

use super::kit::{OFFICIAL, child, given, seen, tokens, withdraw, world};
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::jwt::Jwt;
use crate::oauth::kit::world::{Tokens, World};

fn renewed(world: &World, oid: u64) -> Reply {
    let scope = format!("prm_chg?oid={oid}");
    let asked = world.party.redeems(&scope, "").set("grant_type", "client_credentials").without("code");
    world.exchange(&world.party.signs(asked.without("redirect_uri")))
}

#[test]
fn a_token_is_renewed_while_a_consent_acts() {
    let world = world();
    let parent = world.person("confirmed");
    let (_, account) = child(&world, &parent, &json!({"birth_date": "20.05.2014"}));
    let account = account.unwrap();
    let denied = renewed(&world, parent.oid);
    world.te_refused(&denied, "ESIA-007004", "access_denied");
    world.refused("ESIA-007004", "nothing-to-renew");
    tokens(&world, &parent);
    for person in [&parent, &account] {
        let answer = renewed(&world, person.oid).json();
        assert!(answer.get("refresh_token").is_none() && answer.get("id_token").is_none(), "{answer}");
        let token = Jwt::of(answer["access_token"].as_str().unwrap());
        // The order of the sample of DP 4.
        let places: Vec<_> = ["nbf", "permissions", "scope", "iss", "client_id", "permissions_url"]
            .iter()
            .map(|name| token.claims_text.find(&format!("\"{name}\":")))
            .collect();
        assert!(places[0].is_some() && places.is_sorted(), "{}", token.claims_text);
        let claims = token.claims;
        assert_eq!(
            (&claims["urn:esia:sbj_id"], &claims["permissions"]),
            (&json!(person.oid), &json!("EDU_JOURNAL"))
        );
        assert!(seen(&world, person, &Tokens { answer }).json()["snils"].is_string());
    }
    for consent in given(&world, &parent) {
        withdraw(&world, &parent, &consent["id"]);
    }
    world.te_refused(&renewed(&world, account.oid), "ESIA-007004", "access_denied");
    world.te_refused(&renewed(&world, 1_000_949_999), "ESIA-007004", "access_denied");
    world.refused("ESIA-007004", "renewal-of-nobody");
}

#[test]
fn the_claim_may_be_the_terms_as_json() {
    let world = world();
    world.control("PATCH", "/settings", &json!({"consents": {"permissions_claim": "json"}}));
    let parent = world.person("confirmed");
    let tokens = tokens(&world, &parent);
    let claim = tokens.jwt("access_token").claims["permissions"].as_str().unwrap().to_owned();
    let (claimed, asked): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&claim).unwrap(), serde_json::from_str(OFFICIAL).unwrap());
    assert_eq!(claimed, asked);
    assert!(seen(&world, &parent, &tokens).json()["snils"].is_string());
}

#[test]
fn a_consent_that_is_given_again_does_not_revive_an_older_token() {
    let world = world();
    let parent = world.person("confirmed");
    let first = tokens(&world, &parent);
    withdraw(&world, &parent, &given(&world, &parent)[0]["id"]);
    assert_eq!(seen(&world, &parent, &first).status, 403);
    world.advance("PT1S");
    let second = tokens(&world, &parent);
    assert_eq!(seen(&world, &parent, &first).status, 403);
    assert_eq!(seen(&world, &parent, &second).status, 200);
    let ids: Vec<_> = given(&world, &parent).iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids.len(), 2, "a number of its own: {ids:?}");
}
