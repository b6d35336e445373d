//! Owns what goes wrong in authorization requests of version 1.

use super::Behaviour;
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::proof::scene::{ACCEPTED, Scene, told};

fn sent(scene: &Scene, fields: &Fields) -> String {
    told(&scene.world.authorize(fields))
}

/// The request, signed anew with another value.
fn signed_with(scene: &Scene, name: &str, value: &str) -> String {
    let party = scene.party();
    sent(scene, &party.signs(party.asks("openid").set(name, value)))
}

/// The signed request with another value put in afterwards.
fn put(scene: &Scene, name: &str, value: &str) -> String {
    sent(scene, &scene.asks().set(name, value))
}

fn left_out(scene: &Scene, name: &str) -> String {
    sent(scene, &scene.asks().without(name))
}

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour::new("names a client nobody registered", "RFC 6749 §4.1.1", "ESIA-008010", |scene| {
        put(scene, "client_id", "NOBODY")
    }),
    Behaviour::new("sends no client_id", "RFC 6749 §4.1.1", "ESIA-007014", |scene| {
        left_out(scene, "client_id")
    }),
    Behaviour::new("names an address of another host", "RFC 6749 §3.1.2.3", "ESIA-007023", |scene| {
        put(scene, "redirect_uri", "http://evil.example:8090/esia/back")
    }),
    Behaviour::new("hides another host behind its own as a user", "RFC 9700 §4.1", "ESIA-007023", |scene| {
        put(scene, "redirect_uri", "http://diary.example:8090@evil.example/")
    }),
    Behaviour::new("names an address that ends in its own host", "RFC 9700 §4.1", "ESIA-007023", |scene| {
        put(scene, "redirect_uri", "http://evildiary.example:8090/")
    }),
    Behaviour::new("sends no redirect_uri", "ESIA: mandatory", "ESIA-007014", |scene| {
        left_out(scene, "redirect_uri")
    }),
    Behaviour::new("sends no state", "ESIA: mandatory", "ESIA-007014", |scene| left_out(scene, "state")),
    Behaviour::new("sends no scope", "ESIA: mandatory", "ESIA-007013", |scene| left_out(scene, "scope")),
    Behaviour::new("sends no timestamp", "ESIA: mandatory", "ESIA-007014", |scene| {
        left_out(scene, "timestamp")
    }),
    Behaviour::new("asks for a token instead of a code", "ESIA: only `code`", "ESIA-007009", |scene| {
        signed_with(scene, "response_type", "token")
    }),
    Behaviour::new("sends state twice", "RFC 6749 §3.1", "ESIA-007003", |scene| {
        sent(scene, &scene.asks().doubled("state"))
    }),
    Behaviour::new("asks for a scope nobody knows", "RFC 6749 §3.3", "ESIA-007006", |scene| {
        signed_with(scene, "scope", "openid everything")
    }),
    Behaviour::new("asks for a scope it was not granted", "ESIA: by application", "ESIA-007019", |scene| {
        signed_with(scene, "scope", "openid vehicles")
    }),
    Behaviour::new("is a minute and a second late", "ESIA: one minute", "ESIA-007015", |scene| {
        signed_with(scene, "timestamp", "2024.09.02 06:58:59 +0000")
    }),
    Behaviour::new("is a minute and a second early", "ESIA: one minute", "ESIA-007015", |scene| {
        signed_with(scene, "timestamp", "2024.09.02 07:01:01 +0000")
    }),
    Behaviour::new("writes the wrong zone behind the time", "ESIA: one minute", "ESIA-007015", |scene| {
        signed_with(scene, "timestamp", "2024.09.02 07:00:00 +0300")
    }),
    Behaviour::new("writes the time as ISO 8601", "ESIA: yyyy.MM.dd HH:mm:ss Z", "ESIA-007014", |scene| {
        signed_with(scene, "timestamp", "2024-09-02T07:00:00Z")
    }),
    Behaviour::new("sends no client_secret", "ESIA: mandatory", "ESIA-007014", |scene| {
        left_out(scene, "client_secret")
    }),
    Behaviour::new("sends an invented client_secret", "ESIA: a signature", "ESIA-007005", |scene| {
        put(scene, "client_secret", &base64url(b"an invented secret"))
    }),
    Behaviour::new(
        "signs with a key nobody registered",
        "ESIA: a registered certificate",
        "ESIA-007005",
        |scene| {
            let stranger = Party { identity: Identity::stranger(), ..scene.party().clone() };
            sent(scene, &stranger.signs(stranger.asks("openid")))
        },
    ),
    Behaviour::new(
        "sends the signature of an earlier request",
        "ESIA: over this request",
        "ESIA-007005",
        |scene| {
            let earlier = scene.asks();
            sent(
                scene,
                &scene.party().asks("openid fullname").set("client_secret", earlier.value("client_secret")),
            )
        },
    ),
    Behaviour::new("adds a scope after signing", "ESIA: over this request", "ESIA-007005", |scene| {
        put(scene, "scope", "openid fullname snils")
    }),
    Behaviour::new(
        "signs in the order of version 2",
        "ESIA: the order of version 1",
        "ESIA-007005",
        |scene| {
            let fields = scene.party().asks("openid");
            let text = fields.joined(&["client_id", "scope", "timestamp", "state"]);
            let secret = base64url(&scene.party().identity.message("", text.as_bytes()));
            sent(scene, &fields.set("client_secret", &secret))
        },
    ),
    Behaviour::new("signs with SHA-1", "ESIA: SHA-256 or GOST", "ESIA-007005", |scene| {
        let weak = scene.party().clone().with("-md sha1");
        sent(scene, &weak.signs(weak.asks("openid")))
    }),
    Behaviour::new("uses one state for two sign-ins", "two of the real clients do", ACCEPTED, |scene| {
        let party = scene.party();
        let state = "7b0f2c1e-30a9-4d4e-9c53-000000000000";
        let asks = || party.signs(party.asks("openid").set("state", state));
        scene.world.sign_in(&scene.person, &asks());
        sent(scene, &asks())
    }),
    Behaviour::new("uses a state that is no UUID", "two of the real clients do", ACCEPTED, |scene| {
        signed_with(scene, "state", "a state")
    }),
];
