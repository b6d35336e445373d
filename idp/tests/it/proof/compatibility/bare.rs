//! Owns what versions 2 and 3 are sent: orders, hashes, octet orders, refreshes.

use super::{Form, Spoilt};
use crate::oauth::kit::later::{S1, S2, S3};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::proof::scene::{Scene, told};

/// Spoils a signed request.
fn spoil(fields: Fields, spoilt: Spoilt) -> Fields {
    match spoilt {
        Spoilt::No => fields,
        Spoilt::Yes => fields.set("state", "4d0a37f5-2f6b-4b57-a8a9-6c0a8a1f0c11"),
    }
}

fn asks(scene: &Scene) -> Fields {
    scene.gost.asks_v2("openid fullname")
}

fn asked(scene: &Scene, signed: Fields, spoilt: Spoilt) -> String {
    told(&scene.world.authorize_v2(&spoil(signed, spoilt)))
}

/// Signs with the values of version 2 and asks.
fn asked_as(scene: &Scene, fields: Fields, spoilt: Spoilt) -> String {
    asked(scene, scene.gost.signs_bare(fields, &S2), spoilt)
}

fn redeemed(scene: &Scene, version: &str, fields: Fields, order: &[&str], spoilt: Spoilt) -> String {
    told(&scene.world.exchange_at(version, &spoil(scene.gost.signs_bare(fields, order), spoilt)))
}

fn redeems(scene: &Scene) -> Fields {
    scene.gost.redeems_v3("openid fullname", &scene.code_v2(asks(scene)))
}

/// A refresh, not yet signed.
fn renews(scene: &Scene) -> Fields {
    let reply = scene.world.exchange_at("v3", &scene.gost.signs_bare(redeems(scene), &S3)).json();
    let token = reply["refresh_token"].as_str().expect("a refresh token").to_owned();
    redeems(scene).without("code").set("grant_type", "refresh_token").set("refresh_token", &token)
}

/// The bare signature with its octets in another order.
fn reordered(scene: &Scene, spoilt: Spoilt, reorder: fn(&mut [u8])) -> String {
    let fields = asks(scene);
    let mut signature = scene.gost.identity.bare(fields.joined(&S2).as_bytes());
    reorder(&mut signature);
    asked(scene, fields.set("client_secret", &base64url(&signature)), spoilt)
}

/// The second party: a GOST key of 512 bits.
fn of_512_bits(scene: &Scene, hash: &str, spoilt: Spoilt) -> String {
    let party =
        Party { mnemonic: "GOST-512".to_owned(), identity: Identity::gost_512(), ..scene.gost.clone() };
    scene.world.register(&party);
    let fields = party.asks("openid").set("client_certificate_hash", hash);
    asked(scene, party.signs_bare(fields, &S2), spoilt)
}

pub(super) const FORMS: &[Form] = &[
    Form::new(
        "v2/ac: client_id, scope, timestamp, state, redirect_uri",
        "go-api-epgu, AISGorod, ruesia",
        |scene, spoilt| asked_as(scene, asks(scene), spoilt),
    ),
    Form::new("v2/ac with a scope_org", "ilimurzin 4, Liannes, vsev92", |scene, spoilt| {
        asked_as(scene, asks(scene).set("scope_org", "org_shortname"), spoilt)
    }),
    Form::new("v2/ac with an empty scope_org", "ilimurzin 4", |scene, spoilt| {
        asked_as(scene, asks(scene).set("scope_org", ""), spoilt)
    }),
    Form::new("v2/te, the code not signed", "Liannes, ruesia", |scene, spoilt| {
        redeemed(scene, "v2", redeems(scene), &S2, spoilt)
    }),
    Form::new(
        "v3/te, the code signed last",
        "go-api-epgu, ilimurzin 4, AISGorod, leonidimeev",
        |scene, spoilt| redeemed(scene, "v3", redeems(scene), &S3, spoilt),
    ),
    Form::new("v3/te without token_type", "AISGorod", |scene, spoilt| {
        redeemed(scene, "v3", redeems(scene).without("token_type"), &S3, spoilt)
    }),
    Form::new("refresh signed as v3/te, the refresh token for the code", "MR Б.2.6", |scene, spoilt| {
        redeemed(scene, "v3", renews(scene), &[&S2[..], &["refresh_token"]].concat(), spoilt)
    }),
    Form::new("refresh signed as v2/ac", "ilimurzin 4, vsev92", |scene, spoilt| {
        redeemed(scene, "v3", renews(scene), &S2, spoilt)
    }),
    Form::new(
        "refresh with the refresh token signed, without hash and redirect_uri",
        "AISGorod",
        |scene, spoilt| {
            let fields = renews(scene).without("client_certificate_hash").without("redirect_uri");
            redeemed(
                scene,
                "v3",
                fields,
                &["client_id", "scope", "timestamp", "state", "refresh_token"],
                spoilt,
            )
        },
    ),
    Form::new("client_credentials", "go-api-epgu", |scene, spoilt| {
        let fields = scene
            .gost
            .redeems_v3(&format!("org_shortname?org_oid={}", scene.organisation), "")
            .without("code");
        redeemed(scene, "v3", fields.set("grant_type", "client_credentials"), &S2, spoilt)
    }),
    Form::new("a key of 512 bits, 128 octets; the hash by Streebog-256", "ilimurzin 4", |scene, spoilt| {
        of_512_bits(scene, &Identity::gost_512().certificate_hash(), spoilt)
    }),
    Form::new("a key of 512 bits; the hash by Streebog-512", "AISGorod", |scene, spoilt| {
        of_512_bits(scene, &Identity::gost_512().fingerprint("-md_gost12_512"), spoilt)
    }),
    Form::new("the hash in lower case", "seen in settings of users", |scene, spoilt| {
        let hash = scene.gost.identity.certificate_hash().to_lowercase();
        asked_as(scene, asks(scene).set("client_certificate_hash", &hash), spoilt)
    }),
    Form::tolerated("the hash by SHA-256", "the manual of fr05t1k 3", |scene, spoilt| {
        let hash = scene.gost.identity.fingerprint("-sha256");
        asked_as(scene, asks(scene).set("client_certificate_hash", &hash), spoilt)
    }),
    Form::tolerated("the hash by SHA-1, lower case", "ruesia", |scene, spoilt| {
        let hash = scene.gost.identity.fingerprint("-sha1").to_lowercase();
        asked_as(scene, asks(scene).set("client_certificate_hash", &hash), spoilt)
    }),
    Form::tolerated("octets from last to first", "AISGorod with CryptoPro", |scene, spoilt| {
        reordered(scene, spoilt, <[u8]>::reverse)
    }),
    Form::tolerated(
        "the string of version 1, a bare signature",
        "fr05t1k 3 with CryptoPro",
        |scene, spoilt| asked(scene, scene.gost.signs_bare(asks(scene), &S1), spoilt),
    ),
    Form::tolerated("the string of version 1 in a PKCS#7 message", "fr05t1k 3", |scene, spoilt| {
        let fields = asks(scene);
        let message = scene.gost.identity.message("-noattr", fields.joined(&S1).as_bytes());
        asked(scene, fields.set("client_secret", &base64url(&message)), spoilt)
    }),
    Form::tolerated("the string of version 1 at v3/te", "fr05t1k 3", |scene, spoilt| {
        redeemed(scene, "v3", redeems(scene), &S1, spoilt)
    }),
    Form::tolerated("a bare RSA signature", "ilimurzin 4 with an RSA key", |scene, spoilt| {
        let party = scene.party();
        asked(scene, party.signs_bare(party.asks_v2("openid"), &S2), spoilt)
    }),
];
