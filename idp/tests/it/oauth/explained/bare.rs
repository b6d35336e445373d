//! Owns what is explained of bare signatures in versions 2 and 3.

use super::{explained, is_accepted, parties, party, says, signature_is_accepted};
use crate::oauth::kit::http::encode;
use crate::oauth::kit::later::{S1, S2, S3};
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::oauth::kit::world::World;

const CODE: &str = "ESIA-007053";

/// What a client may have signed, and what it is told.
type Mistake = (fn(&Fields) -> String, &'static [&'static str]);

fn with_encoded_address(fields: &Fields, order: &[&str]) -> String {
    fields.clone().set("redirect_uri", &encode(fields.value("redirect_uri"))).joined(order)
}

const AT_AC: &[Mistake] = &[
    (
        |fields| fields.joined(&["client_id", "scope", "timestamp", "state", "redirect_uri"]),
        &["everything but scope_org"],
    ),
    (|fields| with_encoded_address(fields, &S2), &["the percent-encoded redirect_uri"]),
    (|fields| fields.joined(&S2[..5]), &["everything but redirect_uri"]),
    (
        |fields| fields.joined(&["client_id", "scope", "timestamp", "state", "redirect_uri", "scope_org"]),
        &["state + redirect_uri + scope_org; the order differs"],
    ),
    (
        |fields| fields.joined(&["client_id", "redirect_uri", "scope", "scope_org", "state", "timestamp"]),
        &["client_id + redirect_uri + scope + scope_org + state + timestamp; the order differs"],
    ),
    (
        |fields| fields.clone().set("timestamp", "2024.09.02 10:00:00 +0300").joined(&S2),
        &["«2024.09.02 10:00:00 +0300»; the request carries"],
    ),
];

const AT_TE: &[Mistake] = &[
    (|fields| fields.joined(&S2), &["the order of v2; this is v3", "redirect_uri + code"]),
    (|fields| with_encoded_address(fields, &S3), &["the percent-encoded redirect_uri"]),
    (
        |fields| {
            let code = ["code"].iter().chain(&S2).copied().collect::<Vec<_>>();
            fields.joined(&code)
        },
        &["code + client_id + scope", "the order differs"],
    ),
    (|fields| format!("{}\n", fields.joined(&S3)), &["a newline behind the string"]),
];

fn gost(world: &World) -> [Party; 2] {
    let [_, short, long] = parties(world);
    [short, long]
}

fn at_ac(world: &World, fields: &Fields, signature: &[u8]) {
    let reply = world.authorize_v2(&fields.clone().set("client_secret", &base64url(signature)));
    assert!(reply.location().contains(CODE), "{}", reply.location());
}

fn at_te(world: &World, fields: &Fields, signature: &[u8]) {
    let reply = world.exchange_at("v3", &fields.clone().set("client_secret", &base64url(signature)));
    assert!(reply.text().contains(CODE), "{}", reply.text());
}

#[test]
fn a_signature_over_another_string_is_told_which_and_what_to_sign() {
    let world = World::start();
    for party in gost(&world) {
        let asked = party.asks_v2("openid fullname").set("scope_org", "org_shortname");
        for (signed, words) in AT_AC {
            at_ac(&world, &asked, &party.identity.bare(signed(&asked).as_bytes()));
            says(&world, CODE, "signature", words);
        }
        let mut org = party.registration();
        org["scopes"] = serde_json::json!(["openid", "fullname", "org_shortname"]);
        world.control("PUT", &format!("/clients/{}", party.mnemonic), &org);
        is_accepted(&world.authorize_v2(&party.signs_bare(asked, &S2)));
        let redeemed = party.redeems_v3("openid fullname", "a.b.c");
        for (signed, words) in AT_TE {
            at_te(&world, &redeemed, &party.identity.bare(signed(&redeemed).as_bytes()));
            says(&world, CODE, "signature", words);
        }
        signature_is_accepted(&world.exchange_at("v3", &party.signs_bare(redeemed, &S3)));
    }
}

#[test]
fn the_string_of_version_1_is_named_in_the_later_ones() {
    let world = World::start();
    for party in gost(&world) {
        let asked = party.asks_v2("openid");
        at_ac(&world, &asked, &party.identity.bare(asked.joined(&S1).as_bytes()));
        let words = ["you signed scope + timestamp + client_id + state, the order of v1; this is v2"];
        says(&world, CODE, "needs-tolerance", &words);
        let redeemed = party.redeems_v3("openid", "a.b.c");
        at_te(&world, &redeemed, &party.identity.bare(redeemed.joined(&S1).as_bytes()));
        says(&world, CODE, "needs-tolerance", &["the order of v1; this is v3"]);
    }
}

#[test]
fn octets_in_another_order_are_named() {
    let world = World::start();
    for party in gost(&world) {
        let asked = party.asks_v2("openid");
        let right = party.identity.bare(asked.joined(&S2).as_bytes());
        let half = right.len() / 2;
        let mirrored: Vec<_> = right.iter().rev().copied().collect();
        at_ac(&world, &asked, &mirrored);
        says(&world, CODE, "needs-tolerance", &["turn the octets of the signature around"]);
        at_ac(&world, &asked, &[&right[half..], &right[..half]].concat());
        says(&world, CODE, "signature", &["its octets are r || s: send s || r"]);
        at_ac(&world, &asked, &[&mirrored[half..], &mirrored[..half]].concat());
        says(&world, CODE, "signature", &["little-endian in each half"]);
        // Two mistakes at once are both named.
        let other: Vec<_> =
            party.identity.bare(asked.joined(&S2[..5]).as_bytes()).into_iter().rev().collect();
        at_ac(&world, &asked, &other);
        says(&world, CODE, "signature", &["everything but redirect_uri", "octets are in reverse order"]);
        at_ac(&world, &asked, &right[..half]);
        let (fix, _) = explained(&world, CODE, "signature");
        let expected = if half == 32 { "send the whole signature" } else { "the key of the certificate" };
        assert!(fix.contains(expected), "{fix}");
    }
}

#[test]
fn a_message_where_a_bare_signature_is_due_is_told_and_what_it_is_over() {
    let world = World::start();
    for party in gost(&world) {
        let asked = party.asks_v2("openid");
        at_ac(&world, &asked, &party.identity.message("", asked.joined(&S2).as_bytes()));
        says(
            &world,
            CODE,
            "needs-tolerance",
            &["send the bare signature", "PKCS#7 message belongs to version 1"],
        );
        at_ac(&world, &asked, &party.identity.message("", asked.joined(&S1).as_bytes()));
        says(&world, CODE, "needs-tolerance", &["send the bare signature", "the order of v1; this is v2"]);
        at_ac(&world, &asked, &party.identity.message("", asked.joined(&S2[..5]).as_bytes()));
        says(&world, CODE, "signature", &["not a PKCS#7 message; besides", "everything but redirect_uri"]);
    }
}

#[test]
fn an_rsa_key_is_told_what_it_signed_and_that_it_is_none_of_gost() {
    let world = World::start();
    let party = party("SCHOOL-DIARY", Identity::own());
    let asked = party.asks_v2("openid");
    at_ac(&world, &asked, &party.identity.bare(asked.joined(&S2).as_bytes()));
    says(&world, CODE, "needs-tolerance", &["sign with a key of GOST R 34.10-2012"]);
    at_ac(&world, &asked, &party.identity.bare(asked.joined(&S2[..5]).as_bytes()));
    says(&world, CODE, "signature", &["everything but redirect_uri"]);
    at_ac(&world, &asked, &party.identity.bare(b"anything else"));
    let (fix, _) = explained(&world, CODE, "signature");
    assert!(fix.starts_with("the key is right, the string is none"), "{fix}");
    at_ac(&world, &asked, &Identity::stranger().bare(asked.joined(&S2).as_bytes()));
    let (fix, _) = explained(&world, CODE, "signature");
    assert!(fix.starts_with("another key signed: sign with the key of a registered certificate"), "{fix}");
}

#[test]
fn a_signature_that_fits_nothing_says_that_the_key_may_be_another() {
    let world = World::start();
    let party = party("GOST-256", Identity::gost());
    world.register(&party);
    let asked = party.asks_v2("openid");
    at_ac(&world, &asked, &Identity::gost_stranger().bare(asked.joined(&S2).as_bytes()));
    let (fix, facts) = explained(&world, CODE, "signature");
    assert!(fix.starts_with("another key signed, or a string"), "{fix}");
    assert!(facts["also_tried"].as_str().is_some_and(|tried| tried.contains("everything but")), "{facts}");
}
