//! Owns the bad authorization requests: who, where to, what is missing, when, which scopes (oauth.md §9.4).

use super::{Back, Case, Stays, Told, check, still_signs_in};
use crate::oauth::kit::http::{Request, encode};
use crate::oauth::kit::party::{Fields, Party};
use crate::oauth::kit::world::World;

const MISSING: &str = "parameter-missing";
const REPEATED: &str = "parameter-repeated";

fn ac(encoded: &str) -> Request {
    Request::get(&format!("/aas/oauth2/ac?{encoded}"))
}

fn case(name: &'static str, fields: &Fields, told: Told, reason: &'static str) -> Case {
    Case::new(name, ac(&fields.encoded()), told, reason)
}

const MISSING_STAYS: Told = Stays("ESIA-007014", "invalid_request");
const MISSING_BACK: Told = Back("ESIA-007014", "invalid_request");
const MALFORMED_STAYS: Told = Stays("ESIA-007003", "invalid_request");
const MALFORMED_BACK: Told = Back("ESIA-007003", "invalid_request");
const UNKNOWN: Told = Stays("ESIA-008010", "invalid_client");
const ELSEWHERE: Told = Stays("ESIA-007023", "invalid_request");
const WRONG_TIME: Told = Back("ESIA-007015", "invalid_request");
const NO_SCOPE: Told = Back("ESIA-007006", "invalid_scope");
const NOT_GRANTED: Told = Back("ESIA-007019", "invalid_scope");

#[test]
fn who_asks_must_be_known() {
    let world = World::start();
    let good = world.party.signs(world.party.asks("openid"));
    let with = |id: &str| good.clone().set("client_id", id);
    let long = "A".repeat(5_000);
    let raw = |id: &str| ac(&format!("client_id={id}&{}", good.clone().without("client_id").encoded()));
    check(
        &world,
        vec![
            case("no client_id", &good.clone().without("client_id"), MISSING_STAYS, MISSING),
            case("empty client_id", &with(""), MISSING_STAYS, MISSING),
            case("unknown client_id", &with("NOBODY"), UNKNOWN, "client-unknown"),
            case("client_id in lower case", &with("school-diary"), UNKNOWN, "client-unknown"),
            case("client_id with a blank behind", &with("SCHOOL-DIARY "), UNKNOWN, "client-unknown"),
            case("client_id of five thousand letters", &with(&long), UNKNOWN, "client-unknown"),
            case("client_id with SQL", &with("x' OR '1'='1"), UNKNOWN, "client-unknown"),
            case("client_id in Russian", &with("ДНЕВНИК"), UNKNOWN, "client-unknown"),
            case("client_id with a NUL", &with("SCHOOL-DIARY\0"), UNKNOWN, "client-unknown"),
            case("client_id twice", &good.clone().doubled("client_id"), MALFORMED_STAYS, REPEATED),
            Case::new("client_id that is no UTF-8", raw("%FF%FE"), MALFORMED_STAYS, "parameter-not-utf8"),
            Case::new("nothing at all", Request::get("/aas/oauth2/ac"), MISSING_STAYS, MISSING),
            Case::new("a query of separators", ac("&&&=&=&&"), MISSING_STAYS, MISSING),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn the_citizen_goes_back_to_a_registered_host_only() {
    let world = World::start();
    let good = world.party.signs(world.party.asks("openid"));
    let mut cases: Vec<_> = [
        ("another host", "http://evil.example:8090/"),
        ("the host as a subdomain of another", "http://diary.example.evil.example:8090/"),
        ("the host as the end of another", "http://evildiary.example:8090/"),
        ("the host as a user", "http://diary.example:8090@evil.example/"),
        ("a user at the host", "http://user@diary.example:8090/"),
        ("a password at the host", "http://evil.example:80@diary.example:8090/"),
        ("a backslash before the host", "http://evil.example\\@diary.example:8090/"),
        ("a backslash behind the host", "http://diary.example:8090\\.evil.example/"),
        ("another port", "http://diary.example:8091/"),
        ("no port", "http://diary.example/"),
        ("a port beyond all ports", "http://diary.example:99999/"),
        ("a port that is no number", "http://diary.example:8090x/"),
        ("a path alone", "/esia/back"),
        ("no scheme", "//diary.example:8090/"),
        ("a host without a scheme", "diary.example:8090"),
        ("a script", "javascript:alert('diary.example:8090')"),
        ("another scheme", "ftp://diary.example:8090/"),
        ("data", "data:text/html,diary.example:8090"),
        ("the host in the fragment", "http://evil.example#diary.example:8090"),
        ("the host in the query", "http://evil.example?x=.diary.example:8090"),
        ("an encoded slash in the host", "http://evil.example%2f.diary.example:8090/"),
        ("a wide slash in the host", "http://evil.example\u{ff0f}.diary.example:8090/"),
        ("a blank in the host", "http://evil.example .diary.example:8090/"),
        ("a tab in the host", "http://evil.example\t.diary.example:8090/"),
        ("a newline behind", "http://diary.example:8090/\r\nSet-Cookie: a=b"),
        ("no host", "http://:8090/"),
        ("an empty authority", "http:///diary.example:8090/"),
        ("a NUL", "http://diary.example:8090/\0"),
    ]
    .into_iter()
    .map(|(name, uri)| case(name, &good.clone().set("redirect_uri", uri), ELSEWHERE, "redirect-host"))
    .collect();
    cases.push(case("no redirect_uri", &good.clone().without("redirect_uri"), MISSING_STAYS, MISSING));
    cases.push(case("redirect_uri twice", &good.clone().doubled("redirect_uri"), MALFORMED_STAYS, REPEATED));
    check(&world, cases);
    let facts = || world.newest()["why"]["facts"].clone();
    world.authorize(&good.set("redirect_uri", "http://evil.example/"));
    assert_eq!(facts()["registered"], "diary.example:8090");
    still_signs_in(&world);
}

#[test]
fn every_mandatory_parameter_is_there_once_and_readable() {
    let world = World::start();
    let good = world.party.signs(world.party.asks("openid"));
    let without = |name: &str| good.clone().without(name);
    let empty = |name: &str| good.clone().set(name, "");
    let twice = |name: &str| good.clone().doubled(name);
    let raw = |name: &str, value: &str| ac(&format!("{}&{name}={value}", without(name).encoded()));
    check(
        &world,
        vec![
            case("no response_type", &without("response_type"), MISSING_BACK, MISSING),
            case("no state", &without("state"), MISSING_BACK, MISSING),
            case("no timestamp", &without("timestamp"), MISSING_BACK, MISSING),
            case("no client_secret", &without("client_secret"), MISSING_BACK, MISSING),
            case("empty state", &empty("state"), MISSING_BACK, MISSING),
            case("empty timestamp", &empty("timestamp"), MISSING_BACK, MISSING),
            case("empty client_secret", &empty("client_secret"), MISSING_BACK, MISSING),
            case("no scope", &without("scope"), Back("ESIA-007013", "invalid_scope"), "scope-missing"),
            case("empty scope", &empty("scope"), Back("ESIA-007013", "invalid_scope"), "scope-missing"),
            case("response_type twice", &twice("response_type"), MALFORMED_BACK, REPEATED),
            case("state twice", &twice("state"), MALFORMED_BACK, REPEATED),
            case("timestamp twice", &twice("timestamp"), MALFORMED_BACK, REPEATED),
            case("scope twice", &twice("scope"), MALFORMED_BACK, REPEATED),
            case("client_secret twice", &twice("client_secret"), MALFORMED_BACK, REPEATED),
            case("access_type twice", &twice("access_type"), MALFORMED_BACK, REPEATED),
            Case::new(
                "state in windows-1251",
                raw("state", "%E4%ED%E5"),
                MALFORMED_BACK,
                "parameter-not-utf8",
            ),
            Case::new("scope in UTF-16", raw("scope", "%FEo%00p"), MALFORMED_BACK, "parameter-not-utf8"),
            case(
                "response_type token",
                &good.clone().set("response_type", "token"),
                Back("ESIA-007009", "unsupported_response_type"),
                "response-type",
            ),
            case(
                "response_type code id_token",
                &good.clone().set("response_type", "code id_token"),
                Back("ESIA-007009", "unsupported_response_type"),
                "response-type",
            ),
            case(
                "access_type forever",
                &good.clone().set("access_type", "forever"),
                MALFORMED_BACK,
                "access-type",
            ),
        ],
    );
    world.authorize(&good.clone().without("state").without("timestamp"));
    assert_eq!(world.newest()["why"]["facts"]["missing"], "state, timestamp");
    still_signs_in(&world);
}

#[test]
fn the_timestamp_is_readable_and_now() {
    let world = World::start();
    let at = |name: &'static str, time: &str, told: Told, reason: &'static str| {
        case(name, &world.party.signs(world.party.asks("openid").set("timestamp", time)), told, reason)
    };
    let unreadable = |name: &'static str, time: &str| at(name, time, MISSING_BACK, "timestamp-unreadable");
    let off = |name: &'static str, time: &str| at(name, time, WRONG_TIME, "timestamp-off");
    check(
        &world,
        vec![
            unreadable("ISO 8601", "2024-09-02T07:00:00Z"),
            unreadable("no zone", "2024.09.02 07:00:00"),
            unreadable("a zone with a colon", "2024.09.02 07:00:00 +00:00"),
            unreadable("a zone by name", "2024.09.02 07:00:00 MSK"),
            unreadable("a plus that was not encoded", "2024.09.02 07:00:00  0000"),
            unreadable("hour 24", "2024.09.02 24:00:00 +0000"),
            unreadable("the 30th of February", "2024.02.30 07:00:00 +0000"),
            unreadable("month 13", "2024.13.02 07:00:00 +0000"),
            unreadable("day before month and year", "02.09.2024 07:00:00 +0000"),
            unreadable("seconds since 1970", "1725260400"),
            unreadable("a blank behind", "2024.09.02 07:00:00 +0000 "),
            unreadable("Arabic digits", "٢٠٢٤.09.02 07:00:00 +0000"),
            unreadable("a zone of 99 hours", "2024.09.02 07:00:00 +9999"),
            off("a minute and a second ago", "2024.09.02 06:58:59 +0000"),
            off("in a minute and a second", "2024.09.02 07:01:01 +0000"),
            off("the wrong zone", "2024.09.02 07:00:00 +0300"),
            off("last year", "2023.09.02 07:00:00 +0000"),
            off("the year 0", "0000.01.01 00:00:00 +0000"),
            off("the year 9999", "9999.12.01 23:59:59 +0000"),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn the_scopes_are_known_and_granted() {
    let world = World::start();
    let asks = |name: &'static str, scope: &str, told: Told, reason: &'static str| {
        case(name, &world.party.signs(world.party.asks(scope)), told, reason)
    };
    check(
        &world,
        vec![
            asks("an unknown scope", "openid everything", NO_SCOPE, "scope-unknown"),
            asks("a scope in capitals", "OPENID", NO_SCOPE, "scope-unknown"),
            asks("scopes behind commas", "openid,fullname", NO_SCOPE, "scope-unknown"),
            asks("blanks only", "   ", NO_SCOPE, "scope-unknown"),
            asks("a scope of five thousand letters", &"a".repeat(5_000), NO_SCOPE, "scope-unknown"),
            asks("a scope that was not granted", "openid vehicles", NOT_GRANTED, "scope-not-granted"),
            asks("an organisation's scope", "org_ogrn?org_oid=1", NOT_GRANTED, "scope-not-granted"),
        ],
    );
    let facts = world.newest()["why"]["facts"].clone();
    assert_eq!(facts["not_granted"], "org_ogrn");
    still_signs_in(&world);
}

#[test]
fn of_several_faults_the_first_in_the_order_of_checks_is_told() {
    let world = World::start();
    let all = world.party.asks("everything").set("timestamp", "yesterday").set("client_secret", "x");
    let stale = all.clone().set("timestamp", "2023.09.02 07:00:00 +0000");
    let unsigned = stale.clone().set("timestamp", crate::oauth::kit::party::NOW);
    let signed = world.party.signs(world.party.asks("everything vehicles"));
    let elsewhere = all.clone().set("redirect_uri", "http://evil.example/");
    check(
        &world,
        vec![
            case(
                "client before address",
                &elsewhere.clone().set("client_id", "NOBODY"),
                UNKNOWN,
                "client-unknown",
            ),
            case("address before parameters", &elsewhere.without("state"), ELSEWHERE, "redirect-host"),
            case("parameters before time", &all.clone().without("state"), MISSING_BACK, MISSING),
            case("form of time before time", &all, MISSING_BACK, "timestamp-unreadable"),
            case("time before signature", &stale, WRONG_TIME, "timestamp-off"),
            case(
                "signature before scopes",
                &unsigned,
                Back("ESIA-007005", "unauthorized_client"),
                "secret-encoding",
            ),
            case("known before granted", &signed, NO_SCOPE, "scope-unknown"),
        ],
    );
}

#[test]
fn another_client_s_signature_does_not_pass_for_its_own() {
    let world = World::start();
    let other = Party::other();
    world.register(&other);
    let signed = world.party.signs(world.party.asks("openid"));
    // The same key is registered for both; the name is in the string that is signed.
    let borrowed = signed.set("client_id", &other.mnemonic);
    let reply = world.send(ac(&borrowed.encoded()));
    assert!(reply.location().contains(&encode("ESIA-007005")), "{}", reply.location());
    world.refused("ESIA-007005", "signature");
}
