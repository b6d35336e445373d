//! Owns tests of tokens that a system gets for itself, to read organisations.

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
    assert_eq!((&claims["scope"], claims.get("urn:esia:sbj_id")), (&scope.into(), None));
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
        [("org_ogrn", "organisation-not-named"), ("openid org_ogrn?org_oid=1", "no-such-organisation")]
    {
        world.te_refused(&system_token(&world, scope), "ESIA-007006", "invalid_scope");
        world.refused("ESIA-007006", reason);
    }
    world.te_refused(&system_token(&world, "org_kpp?org_oid=1"), "ESIA-007019", "invalid_scope");
}
