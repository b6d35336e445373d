//! Owns what is explained when key, certificate and hash do not belong together.

use serde_json::json;

use super::{is_accepted, party, says};
use crate::oauth::kit::later::{S1, S2};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::oauth::kit::world::World;

fn register(world: &World, party: &Party, identities: &[&Identity]) {
    let mut registration = party.registration();
    registration["certificates"] = identities.iter().map(|one| json!(one.certificate)).collect();
    world.control("PUT", &format!("/clients/{}", party.mnemonic), &registration);
}

fn named_by(party: &Party, hash: &str) -> Fields {
    party.signs_bare(party.asks_v2("openid").set("client_certificate_hash", hash), &S2)
}

#[test]
fn a_hash_of_another_kind_is_named_and_the_right_one_told() {
    let world = World::start();
    for party in [party("GOST-256", Identity::gost()), party("GOST-512", Identity::gost_512())] {
        world.register(&party);
        let right = party.identity.certificate_hash();
        let send = format!("send client_certificate_hash={right}, Streebog-256 over the DER");
        let cases = [
            (party.identity.hash_of_the_pem(), "Streebog-256 over the PEM file instead of the DER"),
            (party.identity.fingerprint("-sha256"), "SHA-256 over the DER"),
            (party.identity.fingerprint("-sha1"), "SHA-1 over the DER"),
        ];
        for (hash, form) in cases {
            world.authorize_v2(&named_by(&party, &hash));
            says(&world, "ESIA-007053", "needs-tolerance", &[&send, &format!("yours is {form}")]);
        }
        is_accepted(&world.authorize_v2(&named_by(&party, &right)));
    }
}

#[test]
fn a_hash_of_nothing_here_is_told_by_its_length_or_its_owner() {
    let world = World::start();
    let (own, other) = (party("GOST-256", Identity::gost()), party("OTHER-IS", Identity::gost_stranger()));
    world.register(&own);
    world.register(&other);
    let cases = [
        ("A".repeat(64), "this is no digest of it"),
        ("A".repeat(40), "40 digits are SHA-1"),
        ("A".repeat(128), "128 digits are a digest of 512 bits"),
        ("A".repeat(63), "send 64 hexadecimal digits"),
        (other.identity.certificate_hash(), "that certificate is registered for OTHER-IS"),
    ];
    for (hash, words) in cases {
        world.authorize_v2(&named_by(&own, &hash));
        says(&world, "ESIA-007053", "certificate-hash", &[words]);
    }
    world.authorize_v2(&own.signs_bare(own.asks("openid"), &S2));
    assert_eq!(
        world.refused("ESIA-007014", "parameter-missing")["missing"],
        json!("client_certificate_hash")
    );
}

#[test]
fn the_key_of_the_other_registered_certificate_is_named() {
    let world = World::start();
    let own = party("GOST-256", Identity::gost());
    let both = [Identity::gost(), Identity::gost_stranger()];
    register(&world, &own, &both);
    // A bare signature by the second key, with the hash of the first certificate.
    let asked = own.asks_v2("openid");
    let signature = base64url(&both[1].bare(asked.joined(&S2).as_bytes()));
    let sent = asked.set("client_secret", &signature);
    world.authorize_v2(&sent);
    let hash = both[1].certificate_hash();
    let words =
        ["by the key of certificate 2, while client_certificate_hash names certificate 1", hash.as_str()];
    says(&world, "ESIA-007053", "signature", &words);
    is_accepted(&world.authorize_v2(&sent.set("client_certificate_hash", &hash)));
    // A message by the second key that names the first certificate.
    let asked = own.asks("openid");
    for form in ["", "-noattr"] {
        let message = both[0].message_by(both[1], form, asked.joined(&S1).as_bytes());
        world.authorize(&asked.clone().set("client_secret", &base64url(&message)));
        says(&world, "ESIA-007005", "signature", &["the key of registered certificate 2 signed"]);
    }
}

#[test]
fn the_key_of_another_relying_party_is_named() {
    let world = World::start();
    let (own, other) = (party("GOST-256", Identity::gost()), party("OTHER-IS", Identity::gost_stranger()));
    world.register(&own);
    world.register(&other);
    let asked = own.asks_v2("openid");
    let signature = base64url(&other.identity.bare(asked.joined(&S2).as_bytes()));
    world.authorize_v2(&asked.set("client_secret", &signature));
    says(&world, "ESIA-007053", "signature", &["the key of OTHER-IS signed"]);
    let asked = own.asks("openid");
    let message = other.identity.message("", asked.joined(&S1).as_bytes());
    world.authorize(&asked.clone().set("client_secret", &base64url(&message)));
    let words = ["the certificate is registered for OTHER-IS", "the string is right"];
    says(&world, "ESIA-007005", "signature", &words);
    let message = own.identity.message_by(other.identity, "", asked.joined(&S1).as_bytes());
    world.authorize(&asked.set("client_secret", &base64url(&message)));
    says(&world, "ESIA-007005", "signature", &["the key of OTHER-IS signed"]);
}

#[test]
fn a_certificate_nobody_registered_is_told_and_whether_the_string_is_right() {
    let world = World::start();
    for (own, stranger) in
        [(Identity::own(), Identity::stranger()), (Identity::gost(), Identity::gost_stranger())]
    {
        let own = party("SCHOOL-DIARY", own);
        world.register(&own);
        let asked = own.asks("openid");
        let cases: [(&[&str], &[&str]); 2] = [
            (&S1, &["register the certificate that signed; the string is right"]),
            (&S2, &["register the certificate that signed; besides", "the order of v2; this is v1"]),
        ];
        for (order, words) in cases {
            let message = stranger.message("", asked.joined(order).as_bytes());
            world.authorize(&asked.clone().set("client_secret", &base64url(&message)));
            says(&world, "ESIA-007005", "signature", words);
        }
    }
}
