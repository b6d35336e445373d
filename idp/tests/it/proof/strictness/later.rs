//! Owns what goes wrong in requests of versions 2 and 3.

use super::Behaviour;
use crate::oauth::kit::later::{S1, S2, S3};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::proof::scene::{Scene, told};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// Streebog-256 of the verifier.
const CHALLENGE: &str = "IMEN9A0Ef9qC85AnKfSXVS_p5e0u3Hs8fwSam2yB0sk";
const WRONG: &str = "ESIA-007053";
const BARE: &str = "ESIA: the hash's certificate, over this request";

fn asks(scene: &Scene) -> Fields {
    scene.gost.asks_v2("openid fullname")
}

fn asked(scene: &Scene, fields: &Fields) -> String {
    told(&scene.world.authorize_v2(fields))
}

fn asked_with(scene: &Scene, fields: Fields) -> String {
    asked(scene, &scene.gost.signs_bare(fields, &S2))
}

fn redeems(scene: &Scene, asked: Fields) -> Fields {
    scene.gost.redeems_v3("openid fullname", &scene.code_v2(asked))
}

fn redeemed(scene: &Scene, version: &str, fields: Fields, order: &[&str]) -> String {
    told(&scene.world.exchange_at(version, &scene.gost.signs_bare(fields, order)))
}

fn challenged(scene: &Scene) -> Fields {
    asks(scene).set("code_challenge", CHALLENGE).set("code_challenge_method", "GOST3411")
}

/// An authorization request that names its certificate in another way.
fn named(scene: &Scene, hash: &str) -> String {
    asked_with(scene, asks(scene).set("client_certificate_hash", hash))
}

pub(super) const BEHAVIOURS: &[Behaviour] = &[
    Behaviour::new("names no certificate", "ESIA: mandatory", "ESIA-007014", |scene| {
        asked_with(scene, asks(scene).without("client_certificate_hash"))
    }),
    Behaviour::new("names a certificate nobody registered", BARE, WRONG, |scene| {
        named(scene, &Identity::gost_stranger().certificate_hash())
    }),
    Behaviour::new("names its certificate by SHA-1", "ESIA: Streebog-256 of the DER", WRONG, |scene| {
        named(scene, &scene.gost.identity.fingerprint("-sha1"))
    }),
    Behaviour::new("names its certificate by SHA-256", "ESIA: Streebog-256 of the DER", WRONG, |scene| {
        named(scene, &scene.gost.identity.fingerprint("-sha256"))
    }),
    Behaviour::new(
        "names its certificate by the hash of the PEM",
        "ESIA: Streebog-256 of the DER",
        WRONG,
        |scene| named(scene, &scene.gost.identity.hash_of_the_pem()),
    ),
    Behaviour::new("signs the string of version 1", BARE, WRONG, |scene| {
        asked(scene, &scene.gost.signs_bare(asks(scene), &S1))
    }),
    Behaviour::new("leaves redirect_uri out of the string", BARE, WRONG, |scene| {
        asked(scene, &scene.gost.signs_bare(asks(scene), &S2[..5]))
    }),
    Behaviour::new("leaves scope_org out of the string", BARE, WRONG, |scene| {
        let order = ["client_id", "scope", "timestamp", "state", "redirect_uri"];
        asked(scene, &scene.gost.signs_bare(asks(scene).set("scope_org", "org_ogrn"), &order))
    }),
    Behaviour::new(
        "sends a PKCS#7 message where a bare signature is due",
        "ESIA: a bare signature",
        WRONG,
        |scene| {
            let fields = asks(scene);
            let message = scene.gost.identity.message("", fields.joined(&S2).as_bytes());
            asked(scene, &fields.set("client_secret", &base64url(&message)))
        },
    ),
    Behaviour::new(
        "sends the signature's octets from last to first",
        "ESIA: s, then r, big-endian",
        WRONG,
        |scene| {
            let fields = asks(scene);
            let mut mirrored = scene.gost.identity.bare(fields.joined(&S2).as_bytes());
            mirrored.reverse();
            asked(scene, &fields.set("client_secret", &base64url(&mirrored)))
        },
    ),
    Behaviour::new("sends r before s", "ESIA: s, then r, big-endian", WRONG, |scene| {
        let fields = asks(scene);
        let mut swapped = scene.gost.identity.bare(fields.joined(&S2).as_bytes());
        swapped.rotate_left(32);
        asked(scene, &fields.set("client_secret", &base64url(&swapped)))
    }),
    Behaviour::new("signs with a bare RSA signature", "ESIA: GOST since 2020", WRONG, |scene| {
        let party = scene.party();
        asked(scene, &party.signs_bare(party.asks_v2("openid"), &S2))
    }),
    Behaviour::new("signs with the key of another certificate than it names", BARE, WRONG, |scene| {
        let stranger = Party { identity: Identity::gost_stranger(), ..scene.gost.clone() };
        asked(scene, &stranger.signs_bare(asks(scene), &S2))
    }),
    Behaviour::new("names another challenge method than GOST3411", "MR Б.2.3", "ESIA-007003", |scene| {
        asked_with(scene, challenged(scene).set("code_challenge_method", "S256"))
    }),
    Behaviour::new(
        "sends a person_filter that cannot be read",
        "MR Б.2.2: base64 of conf_acc …",
        "ESIA-007003",
        |scene| asked_with(scene, asks(scene).set("person_filter", "everybody")),
    ),
    Behaviour::new("redeems at version 3 without signing the code", BARE, WRONG, |scene| {
        redeemed(scene, "v3", redeems(scene, asks(scene)), &S2)
    }),
    Behaviour::new("redeems at version 3 with the string of version 1", BARE, WRONG, |scene| {
        redeemed(scene, "v3", redeems(scene, asks(scene)), &S1)
    }),
    Behaviour::new("puts another code in after signing", BARE, WRONG, |scene| {
        let signed = scene.gost.signs_bare(redeems(scene, asks(scene)), &S3);
        let other = scene.code_v2(asks(scene));
        told(&scene.world.exchange_at("v3", &signed.set("code", &other)))
    }),
    Behaviour::new("redeems without the verifier of its challenge", "MR Б.2.5", "ESIA-007038", |scene| {
        redeemed(scene, "v3", redeems(scene, challenged(scene)), &S3)
    }),
    Behaviour::new("redeems with a verifier of 42 characters", "MR Б.2.3", "ESIA-007038", |scene| {
        redeemed(
            scene,
            "v3",
            redeems(scene, challenged(scene))
                .set("code_verifier", VERIFIER.trim_start_matches(VERIFIER.chars().next().unwrap())),
            &S3,
        )
    }),
    Behaviour::new("redeems with another verifier", "MR Б.2.5", "ESIA-007040", |scene| {
        let fields = redeems(scene, challenged(scene)).set("code_verifier", &VERIFIER.replace('d', "e"));
        redeemed(scene, "v3", fields, &S3)
    }),
    Behaviour::new("sends the challenge as the verifier", "MR Б.2.5", "ESIA-007040", |scene| {
        redeemed(scene, "v3", redeems(scene, challenged(scene)).set("code_verifier", CHALLENGE), &S3)
    }),
    Behaviour::new("sends a verifier without a challenge", "MR table 94", "ESIA-007039", |scene| {
        redeemed(scene, "v3", redeems(scene, asks(scene)).set("code_verifier", VERIFIER), &S3)
    }),
    Behaviour::new(
        "asks for itself for a scope it was not granted",
        "ESIA: by application",
        "ESIA-007019",
        |scene| {
            let fields = scene.gost.redeems_v3("org_ogrn?org_oid=1000000100", "").without("code");
            redeemed(scene, "v3", fields.set("grant_type", "client_credentials"), &S2)
        },
    ),
];
