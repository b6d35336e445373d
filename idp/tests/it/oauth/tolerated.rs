//! Owns tests of single tolerances of version 1: each lets through what it names, and the journal says so.

use serde_json::json;

use crate::oauth::kit::party::Fields;
use crate::oauth::kit::world::World;

/// A world whose diary is allowed one tolerance.
fn world(tolerance: &str) -> World {
    let world = World::start();
    let mut registration = world.party.registration();
    registration["tolerances"] = json!([tolerance]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    world
}

/// A signed token request, changed by `change`.
fn redeems(world: &World, change: fn(Fields) -> Fields) -> Fields {
    let code = world.code(&world.person("confirmed"), "openid");
    change(world.party.redeems("openid", &code))
}

/// The request is refused without the tolerance, which the fix names, and taken with it, which the journal tells.
fn lets_through(
    tolerance: &str,
    code: &str,
    reason: &str,
    change: fn(Fields) -> Fields,
    spell: fn(&str) -> String,
) {
    let spelled = |world: &World| {
        let signed = world.party.signs(redeems(world, change));
        let secret = spell(signed.value("client_secret"));
        world.exchange(&signed.set("client_secret", &secret))
    };
    let strict = world("sha1");
    assert_eq!(spelled(&strict).status, 400, "{tolerance}");
    strict.refused(code, reason);
    let why = strict.newest()["why"].to_string();
    assert!(why.contains(tolerance), "{why}");

    let lenient = world(tolerance);
    let reply = spelled(&lenient);
    assert_eq!(reply.status, 200, "{tolerance}: {}", reply.text());
    let entries = lenient.get("/control/v1/journal?limit=2").json()["entries"].to_string();
    assert!(entries.contains("\"tolerated\"") && entries.contains(tolerance), "{entries}");
    assert!(entries.contains(&format!("believed to answer {code}")), "{entries}");
}

#[test]
fn a_redirect_uri_may_be_shorter_by_whole_segments() {
    let short = |fields: Fields| fields.set("redirect_uri", "http://diary.example:8090/esia");
    lets_through("shorter-redirect-uri", "ESIA-007011", "redirect-differs", short, str::to_owned);
}

#[test]
fn characters_of_no_alphabet_may_stand_in_a_client_secret() {
    let spell = |secret: &str| format!("\u{feff}{secret}");
    lets_through("foreign-characters", "ESIA-007005", "needs-tolerance", |fields| fields, spell);
}

#[test]
fn dots_may_stand_for_the_padding_of_a_client_secret() {
    let spell = |secret: &str| format!("{}..", secret.trim_end_matches('='));
    lets_through("dot-padding", "ESIA-007005", "needs-tolerance", |fields| fields, spell);
}

#[test]
fn a_spelling_is_tolerated_only_around_a_good_signature() {
    let world = world("foreign-characters");
    let fields = redeems(&world, |fields| fields);
    for secret in ["***", "no*signature", "TU0*="] {
        assert_eq!(world.exchange(&fields.clone().set("client_secret", secret)).status, 400);
        world.refused("ESIA-007005", "secret-encoding");
    }
}
