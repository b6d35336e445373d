//! Owns the codes and refresh tokens that are worth nothing.

use super::{Case, Te, Told, check, still_signs_in};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::jwt::forged;
use crate::oauth::kit::party::{Fields, Party};
use crate::oauth::kit::world::World;

const WORTHLESS: Told = Te("ESIA-007011", "invalid_grant");

fn case(name: &'static str, fields: &Fields, reason: &'static str) -> Case {
    Case::new(name, Request::post("/aas/oauth2/te").form(&fields.encoded()), WORTHLESS, reason)
}

#[test]
fn a_code_is_the_provider_s_own_untouched_and_of_its_kind() {
    let world = World::start();
    let person = world.person("confirmed");
    let code = world.code(&person, "openid");
    let tokens = world.tokens(&person, "openid");
    let redeem = |code: &str| world.party.signs(world.party.redeems("openid", code));
    let header = |alg: &str| format!(r#"{{"ver":1,"typ":"JWT","sbt":"authorization_code","alg":"{alg}"}}"#);
    let none = forged(&code, Some(&header("none")), None);
    let unsigned = format!("{}.", none.rsplit_once('.').unwrap().0);
    let claims = crate::oauth::kit::jwt::Jwt::of(&code).claims_text.replace("SCHOOL-DIARY", "OTHER-DIARY");
    let parts: Vec<_> = code.split('.').collect();
    check(
        &world,
        vec![
            case("an invented code", &redeem("4f2a"), "code-not-ours"),
            case("a UUID", &redeem("bb35e3ef-7da7-4300-bddb-4e0d4972345b"), "code-not-ours"),
            case("three dots", &redeem("..."), "code-not-ours"),
            case(
                "a code without its signature",
                &redeem(&format!("{}.{}", parts[0], parts[1])),
                "code-not-ours",
            ),
            case(
                "a code with an empty signature",
                &redeem(&format!("{}.{}.", parts[0], parts[1])),
                "code-not-ours",
            ),
            case("a code with other claims", &redeem(&forged(&code, None, Some(&claims))), "code-not-ours"),
            case("a code of algorithm none", &redeem(&none), "code-not-ours"),
            case("a code of algorithm none, unsigned", &redeem(&unsigned), "code-not-ours"),
            case(
                "a code of algorithm HS256",
                &redeem(&forged(&code, Some(&header("HS256")), None)),
                "code-not-ours",
            ),
            case("an access token", &redeem(tokens.access()), "code-not-ours"),
            case("an id token", &redeem(tokens.text("id_token")), "code-not-ours"),
            case("a refresh token", &redeem(tokens.text("refresh_token")), "code-not-ours"),
            case("a code with a blank behind", &redeem(&format!("{code} ")), "code-not-ours"),
            case("a code of eight thousand letters", &redeem(&"a".repeat(8_000)), "code-not-ours"),
        ],
    );
    assert_eq!(world.exchange(&redeem(&code)).status, 200, "none of this has spent the true one");
    still_signs_in(&world);
}

#[test]
fn a_code_is_redeemed_once_in_time_by_its_client_at_its_address() {
    let world = World::start();
    let other = Party::other();
    world.register(&other);
    let person = world.person("confirmed");
    let (used, foreign, strayed) =
        (world.code(&person, "openid"), world.code(&person, "openid"), world.code(&person, "openid"));
    let redeem = |code: &str| world.party.redeems("openid", code);
    assert_eq!(world.exchange(&world.party.signs(redeem(&used))).status, 200);
    let to = |uri: &str| world.party.signs(redeem(&strayed).set("redirect_uri", uri));
    check(
        &world,
        vec![
            case("a used code", &world.party.signs(redeem(&used)), "code-used"),
            case(
                "another client's code",
                &other.signs(other.redeems("openid", &foreign)),
                "code-of-another-client",
            ),
            case("another path", &to("http://diary.example:8090/other"), "redirect-differs"),
            case("another host", &to("http://my.diary.example:8090/esia/back"), "redirect-differs"),
            case("another scheme", &to("https://diary.example:8090/esia/back"), "redirect-differs"),
        ],
    );
    // An address that is registered for nobody is told as such, MR Б.2.5.
    world.te_refused(
        &world.exchange(&to("http://diary.example:8091/esia/back")),
        "ESIA-007023",
        "invalid_request",
    );
    let late = world.code(&person, "openid");
    world.advance("PT5M");
    let expired = world.party.signs(redeem(&late).set("timestamp", "2024.09.02 07:05:00 +0000"));
    check(&world, vec![case("an expired code", &expired, "code-expired")]);
    assert!(world.newest()["why"]["facts"]["detail"].as_str().unwrap().contains("expired at"));
}

#[test]
fn a_code_dies_with_the_account() {
    let world = World::start();
    for command in ["block", "delete"] {
        let person = world.person("confirmed");
        let code = world.code(&person, "openid");
        let tokens = world.tokens(&person, "openid");
        world.control(
            "POST",
            &format!("/people/{}/commands", person.oid),
            &serde_json::json!({ "command": command }),
        );
        let redeem = world.party.signs(world.party.redeems("openid", &code));
        let renew = world.party.signs(world.party.renews("openid", tokens.text("refresh_token")));
        let (told, reason) = match command {
            "block" => (Te("ESIA-007036", "invalid_request"), "account-blocked"),
            _ => (WORTHLESS, "account-gone"),
        };
        let case = |fields: &Fields| {
            Case::new(command, Request::post("/aas/oauth2/te").form(&fields.encoded()), told, reason)
        };
        check(&world, vec![case(&redeem), case(&renew)]);
        let reply = world.read(&format!("/rs/prns/{}", person.oid), tokens.access());
        assert_eq!((reply.status, &reply.json()["code"]), (401, &serde_json::json!("ESIA-005011")));
    }
}

#[test]
fn a_refresh_token_is_known_unused_in_time_and_the_client_s_own() {
    let world = World::start();
    let other = Party::other();
    world.register(&other);
    let person = world.person("confirmed");
    let tokens = world.tokens(&person, "openid");
    let token = tokens.text("refresh_token");
    let renew = |token: &str| world.party.signs(world.party.renews("openid", token));
    check(
        &world,
        vec![
            case("an invented token", &renew("bb35e3ef-7da7-4300-bddb-4e0d4972345b"), "refresh-unknown"),
            case("an access token", &renew(tokens.access()), "refresh-unknown"),
            case("in capitals", &renew(&token.to_uppercase()), "refresh-unknown"),
            case(
                "another client's token",
                &other.signs(other.renews("openid", token)),
                "refresh-of-another-client",
            ),
        ],
    );
    assert_eq!(world.exchange(&renew(token)).status, 200, "none of this has spent it");
    let withdrawn = Te("ESIA-007028", "access_denied");
    let again = Request::post("/aas/oauth2/te").form(&renew(token).encoded());
    check(&world, vec![Case::new("a used token", again, withdrawn, "refresh-reused")]);
    still_signs_in(&world);
}
