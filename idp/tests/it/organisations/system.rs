//! Owns tests of tokens that a system gets for itself, to read organisations.

use serde_json::json;

use super::kit::{Company, refused, system_token, world};
use crate::oauth::kit::jwt::Jwt;

#[test]
fn a_system_reads_the_organisations_it_names_and_no_person() {
    let world = world();
    let (one, other) = (Company::in_(&world), Company::in_(&world));
    let scope =
        format!("{} {}", one.scopes(&["org_ogrn"]), other.scopes(&["http://esia.gosuslugi.ru/org_ogrn"]));
    let answer = system_token(&world, &scope).json();
    assert!(answer.get("refresh_token").is_none() && answer.get("id_token").is_none(), "{answer}");
    let token = answer["access_token"].as_str().expect("a token");
    let claims = Jwt::of(token).claims;
    assert_eq!(claims["scope"], scope);
    assert!(claims["urn:esia:sbj_id"].as_u64() > Some(1_100_000_000), "the system's own number: {claims}");
    for company in [&one, &other] {
        let shown = world.read(&format!("/rs/orgs/{}", company.oid), token).json();
        assert!(shown["ogrn"].is_string(), "{shown}");
    }
    refused(&world.read(&format!("/rs/prns/{}", one.chief.oid), token), 403, "ESIA-005029");
    world.refused("ESIA-005029", "token-of-a-system");
}

#[test]
fn a_system_names_organisations_that_exist() {
    let world = world();
    for (scope, reason) in
        [("org_ogrn", "organisation-not-named"), ("org_ogrn?org_oid=1", "no-such-organisation")]
    {
        world.te_refused(&system_token(&world, scope), "ESIA-007006", "invalid_scope");
        world.refused("ESIA-007006", reason);
    }
    world.te_refused(&system_token(&world, "org_kpp?org_oid=1"), "ESIA-007019", "invalid_scope");
}

#[test]
fn a_system_is_given_no_person_s_data() {
    let world = world();
    let mut registration = world.party.registration();
    registration["scopes"] =
        json!(["openid", "fullname", "bio", "usr_avt", "http://esia.gosuslugi.ru/ext_imp"]);
    world.control("PUT", "/clients/SCHOOL-DIARY", &registration);
    for scope in ["fullname", "bio", "openid fullname"] {
        world.te_refused(&system_token(&world, scope), "ESIA-007006", "invalid_scope");
        world.refused("ESIA-007006", "person-of-a-system");
    }
    for scope in ["openid", "usr_avt?oid=1000000001", "http://esia.gosuslugi.ru/ext_imp"] {
        assert!(system_token(&world, scope).json()["access_token"].is_string(), "{scope}");
    }
}
