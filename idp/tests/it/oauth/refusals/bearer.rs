//! Owns the bad requests to the data API: tokens, persons, parts, methods.

use serde_json::json;

use super::{Case, Data, Told, check, still_signs_in};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::jwt::{Jwt, forged};
use crate::oauth::kit::world::World;

const INVALID: Told = Data(401, "ESIA-005011");
const NOT_OURS: &str = "token-not-ours";

fn read(path: &str, authorization: &str) -> Request {
    Request::get(path).header("Authorization", authorization)
}

#[test]
fn a_token_is_the_provider_s_own_untouched_and_of_its_kind() {
    let world = World::start();
    let person = world.person("confirmed");
    let code = world.code(&person, "openid");
    let tokens = world.tokens(&person, "openid fullname");
    let access = tokens.access();
    let path = format!("/rs/prns/{}", person.oid);
    let with =
        |name, token: &str| Case::new(name, read(&path, &format!("Bearer {token}")), INVALID, NOT_OURS);
    let told = |name, header: &str, reason| Case::new(name, read(&path, header), INVALID, reason);
    let header = |alg: &str| format!(r#"{{"ver":1,"typ":"JWT","sbt":"access","alg":"{alg}"}}"#);
    let claims = Jwt::of(access).claims_text;
    let (signed, signature) = access.rsplit_once('.').unwrap();
    let other = claims.replace(&person.oid.to_string(), "1000000001");
    let id_as_access = forged(tokens.text("id_token"), Some(&header("RS256")), None);
    check(
        &world,
        vec![
            Case::new("no header", Request::get(&path), INVALID, "token-missing"),
            Case::new(
                "the token in the query",
                Request::get(&format!("{path}?access_token={access}")),
                INVALID,
                "token-missing",
            ),
            told("Basic", "Basic dXNlcjpwYXNz", "token-missing"),
            told("no scheme", access, "token-missing"),
            told("an empty token", "Bearer ", "token-missing"),
            with("a word", "token"),
            with("a UUID", tokens.text("refresh_token")),
            with("two parts", signed),
            with("an empty signature", &format!("{signed}.")),
            with("half a signature", &format!("{signed}.{}", signature.get(..100).unwrap())),
            with("another token's signature", &format!("{signed}.{}", code.rsplit_once('.').unwrap().1)),
            with("other claims", &forged(access, None, Some(&other))),
            with("later expiry", &forged(access, None, Some(&claims.replace("\"exp\":17", "\"exp\":27")))),
            with("algorithm none", &forged(access, Some(&header("none")), None)),
            with(
                "algorithm None, unsigned",
                &format!("{}.", forged(access, Some(&header("None")), None).rsplit_once('.').unwrap().0),
            ),
            with("algorithm HS256", &forged(access, Some(&header("HS256")), None)),
            with(
                "algorithm GOST under an RSA signature",
                &forged(access, Some(&header("GOST3410_2012_256")), None),
            ),
            with("an id token", tokens.text("id_token")),
            with("an id token that says it is an access token", &id_as_access),
            with("a code", &code),
            with("claims that are no JSON", &forged(access, None, Some("claims"))),
            with("a header that is no JSON", &forged(access, Some("header"), None)),
            with("seven thousand letters", &"a".repeat(7_000)),
            with("four parts", &format!("{access}.x")),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn a_token_runs_out_and_opens_its_own_person_s_parts_only() {
    let world = World::start();
    let (person, other) = (world.person("confirmed"), world.person("confirmed"));
    let tokens = world.tokens(&person, "openid contacts");
    let token = format!("Bearer {}", tokens.access());
    let (own, foreign) = (format!("/rs/prns/{}", person.oid), format!("/rs/prns/{}", other.oid));
    let at = |name, path: String, told, reason| Case::new(name, read(&path, &token), told, reason);
    let closed: Told = Data(403, "ESIA-005029");
    let absent: Told = Data(404, "ESIA-020203");
    let method = |name: &'static str| {
        let request = Request::new(name, &own).header("Authorization", &token);
        Case::new(name, request, Data(405, "ESIA-005400"), "method")
    };
    check(
        &world,
        vec![
            at("another person", foreign.clone(), closed, "token-of-another-person"),
            at("another person's contacts", format!("{foreign}/ctts"), closed, "token-of-another-person"),
            at("nobody", "/rs/prns/99999999999".to_owned(), closed, "token-of-another-person"),
            at("documents without their scope", format!("{own}/docs"), closed, "scope-not-in-token"),
            at("a document without its scope", format!("{own}/docs/1"), closed, "scope-not-in-token"),
            at("a part that does not exist", format!("{own}/wishes"), absent, "no-such-resource"),
            at("an element that does not exist", format!("{own}/ctts/999999"), absent, "no-such-resource"),
            at("an element that is no number", format!("{own}/ctts/first"), absent, "no-such-resource"),
            at("an oid that is no number", "/rs/prns/me".to_owned(), absent, "no-such-resource"),
            at("a negative oid", "/rs/prns/-1".to_owned(), absent, "no-such-resource"),
            at(
                "an oid beyond all numbers",
                format!("/rs/prns/{}", "9".repeat(40)),
                absent,
                "no-such-resource",
            ),
            at(
                "two expressions",
                format!("{own}?embed=(contacts)&embed=(documents)"),
                Data(400, "ESIA-005400"),
                "request-unreadable",
            ),
            method("POST"),
            method("PUT"),
            method("DELETE"),
        ],
    );
    let nowhere = [
        "/rs/nothing/here",
        "/esia-rs/api/public/v1/pso/1/nothing",
        "/esia-rs/api/public/v1/nothing/1",
        "/digital/api/x",
    ];
    for path in nowhere {
        let lost = world.read(path, tokens.access());
        assert_eq!((lost.status, &lost.json()["code"]), (404, &json!("ESIA-020203")), "{path}");
    }
    world.advance("PT1H");
    check(&world, vec![at("an hour later", own.clone(), Data(401, "ESIA-005013"), "token-expired")]);
    let facts = world.newest()["why"]["facts"].clone();
    assert_eq!(facts["valid_until"], facts["now"], "the second of its expiry is too late");
}

#[test]
fn without_a_token_the_realm_says_which_code_is_told() {
    let world = World::start();
    let path = format!("/rs/prns/{}", world.person("confirmed").oid);
    for code in ["ESIA-005011", "ESIA-005013"] {
        world.control("PATCH", "/settings", &json!({"rs": {"missing_token": code}}));
        let reply = world.get(&path);
        assert_eq!((reply.status, &reply.json()["code"]), (401, &json!(code)));
    }
}
