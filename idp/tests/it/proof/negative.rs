//! Owns the negative space: whatever single character or bit of a signed request is changed, it is refused.

use super::seeded::Seeded;
use crate::oauth::kit::http::Request;
use crate::oauth::kit::later::{S2, S3};
use crate::oauth::kit::party::{Fields, base64url};
use crate::proof::scene::{ACCEPTED, Scene, told};

/// Characters tried in each value.
const TRIES: usize = 8;

/// The value with one of its characters replaced by another of the same kind.
fn changed(value: &str, place: usize) -> String {
    let other = |letter: char| match letter {
        'a'..='y' | 'A'..='Y' | '0'..='8' => char::from(u8::try_from(letter).unwrap() + 1),
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        '-' => '_',
        _ => 'x',
    };
    value.chars().enumerate().map(|(at, letter)| if at == place { other(letter) } else { letter }).collect()
}

/// A signed request that is made anew for each change, and how it is sent.
struct Signed {
    name: &'static str,
    make: fn(&Scene) -> Fields,
    send: fn(&Scene, &Fields) -> String,
    /// Parameters that nothing is signed or kept of, and messages whose octets have a test of their own.
    free: &'static [&'static str],
}

fn redeems_v3(scene: &Scene) -> Fields {
    scene.gost.redeems_v3("openid", &scene.code_v2(scene.gost.asks_v2("openid fullname")))
}

const REQUESTS: [Signed; 5] = [
    Signed {
        name: "ac",
        make: Scene::asks,
        send: |scene, fields| told(&scene.world.authorize(fields)),
        // Version 1 does not sign it; any path of a registered host is allowed.
        free: &["redirect_uri", "client_secret"],
    },
    Signed {
        name: "te",
        make: Scene::redeems,
        send: |scene, fields| told(&scene.world.exchange(fields)),
        free: &["client_secret"],
    },
    Signed {
        name: "v2/ac",
        make: |scene| scene.gost.signs_bare(scene.gost.asks_v2("openid fullname"), &S2),
        send: |scene, fields| told(&scene.world.authorize_v2(fields)),
        free: &[],
    },
    Signed {
        name: "v2/te",
        make: |scene| scene.gost.signs_bare(redeems_v3(scene), &S2),
        send: |scene, fields| told(&scene.world.exchange_at("v2", fields)),
        free: &[],
    },
    Signed {
        name: "v3/te",
        make: |scene| scene.gost.signs_bare(redeems_v3(scene), &S3),
        send: |scene, fields| told(&scene.world.exchange_at("v3", fields)),
        free: &[],
    },
];

#[test]
fn a_signed_request_with_one_character_changed_is_refused() {
    let scene = Scene::start("strict");
    let mut seeded = Seeded::of(20_240_902);
    let mut through = Vec::new();
    for Signed { name, make, send, free } in REQUESTS {
        let mut sound = make(&scene);
        for (parameter, value) in &sound.clone().0 {
            if free.contains(&parameter.as_str()) {
                continue;
            }
            for _ in 0..TRIES.min(value.len()) {
                let place = seeded.below(value.len());
                let spoilt = sound.clone().set(parameter, &changed(value, place));
                let seen = send(&scene, &spoilt);
                if seen == ACCEPTED {
                    through.push(format!("{name}: {parameter} changed at {place}"));
                }
            }
            if parameter == "redirect_uri" {
                // A code that is presented at another address is spent.
                sound = make(&scene);
            }
        }
        assert_eq!(send(&scene, &sound), ACCEPTED, "{name}: none of this has spent the sound one");
    }
    assert!(through.is_empty(), "{}", through.join("\n"));
}

#[test]
fn a_bare_signature_with_one_bit_changed_is_refused() {
    let scene = Scene::start("tolerant");
    let fields = scene.gost.asks_v2("openid fullname");
    let signature = scene.gost.identity.bare(fields.joined(&S2).as_bytes());
    let mut seeded = Seeded::of(64);
    for place in 0..signature.len() {
        let mut spoilt = signature.clone();
        spoilt[place] ^= 1 << seeded.below(8);
        let told = told(&scene.world.authorize_v2(&fields.clone().set("client_secret", &base64url(&spoilt))));
        assert_eq!(told, "ESIA-007053", "octet {place}");
    }
    for cut in [&signature[1..], &signature[..63], &[&signature[..], &[0]].concat()] {
        let told = told(&scene.world.authorize_v2(&fields.clone().set("client_secret", &base64url(cut))));
        assert_eq!(told, "ESIA-007053", "{} octets", cut.len());
    }
}

/// Every so many of the octets.
fn an_octet_of_a_signature_counts(step: usize) {
    let scene = Scene::start("tolerant");
    let party = scene.party().clone().with("-nocerts -noattr");
    let fields = party.redeems("openid", "invented");
    let message = party.message_over(&fields);
    // The key is the registered certificate's, so the frame around the signature proves nothing. What counts begins
    // with the algorithm of the signer's digest: SHA-256, RSA with NULL, and 256 octets of signature.
    let algorithms = message.len() - 256 - 4 - 15 - 13..message.len();
    let mut seeded = Seeded::of(7);
    let mut through = Vec::new();
    for place in algorithms.step_by(step) {
        let mut spoilt = message.clone();
        spoilt[place] ^= 1 << seeded.below(8);
        let request = Request::post("/aas/oauth2/te");
        let sent = fields.clone().set("client_secret", &base64url(&spoilt)).encoded();
        // A good signature over an invented code is refused for the code.
        if told(&scene.world.send(request.form(&sent))) != "ESIA-007005" {
            through.push(format!("{place}: {:02x} became {:02x}", message[place], spoilt[place]));
        }
    }
    assert!(through.is_empty(), "{} of {}:\n{}", through.len(), message.len(), through.join("\n"));
}

#[test]
fn a_pkcs7_message_with_one_octet_of_its_signature_changed_is_refused() {
    an_octet_of_a_signature_counts(9);
}

mod full {
    use super::*;

    #[test]
    fn a_pkcs7_message_with_any_octet_of_its_signature_changed_is_refused() {
        an_octet_of_a_signature_counts(1);
    }
}
