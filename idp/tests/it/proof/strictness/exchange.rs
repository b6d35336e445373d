//! Owns what goes wrong in token requests of version 1, whatever they redeem.

use super::Behaviour;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::proof::scene::{ACCEPTED, Scene, told};

fn sent(scene: &Scene, fields: &Fields) -> String {
    told(&scene.world.exchange(fields))
}

/// The request with another value, signed anew.
fn signed_with(scene: &Scene, name: &str, value: &str) -> String {
    let fields = scene.redeems().set(name, value);
    sent(scene, &scene.party().signs(fields))
}

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour::new("names a client nobody registered", "RFC 6749 §5.2", "ESIA-008010", |scene| {
        sent(scene, &scene.redeems().set("client_id", "NOBODY"))
    }),
    Behaviour::new("sends no client_secret", "RFC 6749 §5.2", "ESIA-007014", |scene| {
        sent(scene, &scene.redeems().without("client_secret"))
    }),
    Behaviour::new("sends an invented client_secret", "RFC 6749 §5.2", "ESIA-007005", |scene| {
        sent(scene, &scene.redeems().set("client_secret", &base64url(b"an invented secret")))
    }),
    Behaviour::new(
        "signs with a key nobody registered",
        "ESIA: a registered certificate",
        "ESIA-007005",
        |scene| {
            let stranger = Party { identity: Identity::stranger(), ..scene.party().clone() };
            sent(scene, &stranger.signs(scene.redeems()))
        },
    ),
    Behaviour::new(
        "sends the signature of its authorization request",
        "ESIA: over this request",
        "ESIA-007005",
        |scene| {
            let asked = scene.asks();
            sent(scene, &scene.redeems().set("client_secret", asked.value("client_secret")))
        },
    ),
    Behaviour::new("signs for another client", "ESIA: over this request", "ESIA-007005", |scene| {
        sent(scene, &scene.redeems().set("client_id", &scene.other.mnemonic))
    }),
    Behaviour::new("sends no code", "RFC 6749 §4.1.3", "ESIA-007014", |scene| {
        sent(scene, &scene.redeems().without("code"))
    }),
    Behaviour::new("sends no grant_type", "RFC 6749 §4.1.3", "ESIA-007014", |scene| {
        sent(scene, &scene.redeems().without("grant_type"))
    }),
    Behaviour::new("sends grant_type=password", "RFC 6749 §5.2", "ESIA-007012", |scene| {
        signed_with(scene, "grant_type", "password")
    }),
    Behaviour::new("sends no state", "ESIA: mandatory", "ESIA-007014", |scene| {
        sent(scene, &scene.redeems().without("state"))
    }),
    Behaviour::new("sends no scope", "ESIA: mandatory", "ESIA-007013", |scene| {
        sent(scene, &scene.redeems().without("scope"))
    }),
    Behaviour::new("asks for a scope nobody knows", "RFC 6749 §3.3", "ESIA-007006", |scene| {
        signed_with(scene, "scope", "everything")
    }),
    Behaviour::new("asks for a scope it was not granted", "ESIA: by application", "ESIA-007019", |scene| {
        signed_with(scene, "scope", "vehicles")
    }),
    Behaviour::new("sends the code twice in one request", "RFC 6749 §3.2", "ESIA-007003", |scene| {
        sent(scene, &scene.redeems().doubled("code"))
    }),
    Behaviour::new("is a minute and a second late", "ESIA: one minute", "ESIA-007015", |scene| {
        signed_with(scene, "timestamp", "2024.09.02 06:58:59 +0000")
    }),
    Behaviour::new("is a minute and a second early", "ESIA: one minute", "ESIA-007015", |scene| {
        signed_with(scene, "timestamp", "2024.09.02 07:01:01 +0000")
    }),
    Behaviour::new("sends no redirect_uri", "RFC 6749 §4.1.3", "ESIA-007014", |scene| {
        sent(scene, &scene.redeems().without("redirect_uri"))
    }),
    Behaviour::new("sends JSON", "RFC 6749 §4.1.3", "ESIA-007014", |scene| {
        let body = serde_json::json!({ "client_id": scene.party().mnemonic, "code": scene.code() });
        told(&scene.world.send(Request::post("/aas/oauth2/te").json(&body)))
    }),
    Behaviour::new("asks with GET", "RFC 6749 §3.2", "ESIA-007003", |scene| {
        told(&scene.world.get(&format!("/aas/oauth2/te?{}", scene.redeems().encoded())))
    }),
    Behaviour::new(
        "sends other scopes than it had asked for",
        "one of the real clients does",
        ACCEPTED,
        |scene| signed_with(scene, "scope", "snils"),
    ),
    Behaviour::new(
        "sends the state of its authorization request",
        "eight of the real clients do",
        ACCEPTED,
        |scene| {
            let party = scene.party();
            let asked = scene.asks();
            let back = scene.world.sign_in(&scene.person, &asked);
            let code = crate::oauth::kit::http::query_value(&back, "code").expect("a code");
            sent(scene, &party.signs(party.redeems("openid", &code).set("state", asked.value("state"))))
        },
    ),
];
