//! Certificates of relying parties outside their dates: refused when they ran out, and before they begin on wish.

use serde_json::json;

use super::kit::http::query_value;
use super::kit::world::World;

/// A year after which no certificate of these tests is valid.
const LATER: &str = "2190-01-01T00:00:00Z";

/// What the diary's request for a sign-in comes to at a moment: the error that it is sent back with.
fn error_at(world: &World, moment: &str, timestamp: &str) -> Option<String> {
    world.control("PUT", "/clock", &json!({"now": moment, "mode": "frozen"}));
    let asked = world.party.asks("openid").set("timestamp", timestamp);
    let reply = world.authorize(&world.party.signs(asked));
    reply.header("location").and_then(|address| query_value(address, "error_description"))
}

#[test]
fn a_certificate_that_ran_out_is_refused_and_one_that_has_not_begun_is_taken() {
    let world = World::start();
    let later = || error_at(&world, LATER, "2190.01.01 00:00:00 +0000");
    let earlier = || error_at(&world, "2018-01-01T00:00:00Z", "2018.01.01 00:00:00 +0000");
    assert_eq!(earlier(), None, "a realm of another year goes on with certificates made today");
    assert!(later().is_some_and(|text| text.starts_with("ESIA-007053")));
    world.refused("ESIA-007053", "needs-tolerance");
    world.control("PATCH", "/settings", &json!({"judge_certificate_expiry": false}));
    assert_eq!((earlier(), later()), (None, None));
    world.control("PATCH", "/settings", &json!({"judge_certificate_dates": true}));
    for text in [earlier(), later()] {
        assert!(text.as_ref().is_some_and(|text| text.starts_with("ESIA-007053")), "{text:?}");
    }
    let mut registration = world.party.registration();
    registration["tolerances"] = json!(["certificate-out-of-date"]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &registration);
    assert_eq!((earlier(), later()), (None, None), "the registration tolerates it");
}
