//! Owns what is explained of PKCS#7 messages in version 1.

use super::{encoded, explained, is_accepted, parties, party, says};
use crate::oauth::kit::later::{S1, S2};
use crate::oauth::kit::openssl::{Identity, engine, openssl};
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::oauth::kit::world::World;

const CODE: &str = "ESIA-007005";
const WANTED: &str = "Sign scope + timestamp + client_id + state";

/// What a client may have signed, and what it is told.
type Mistake = (fn(&Fields) -> Vec<u8>, &'static [&'static str]);

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const MISTAKES: &[Mistake] = &[
    (|fields| fields.joined(&S2).into(), &["redirect_uri, the order of v2; this is v1", WANTED]),
    (
        |fields| fields.joined(&["client_id", "scope", "timestamp", "state"]).into(),
        &["client_id before scope is the order of v2, this is v1", WANTED],
    ),
    (
        |fields| fields.joined(&["timestamp", "scope", "client_id", "state"]).into(),
        &["timestamp + scope + client_id + state; the order differs", WANTED],
    ),
    (|fields| encoded(fields).joined(&S1).into(), &["percent-encoded values", WANTED]),
    (|fields| fields.joined(&S1).replace(' ', "+").into(), &["values with + for blanks", WANTED]),
    (|fields| fields.joined(&S1[..3]).into(), &["everything but state", WANTED]),
    (|fields| fields.joined(&S1[1..]).into(), &["everything but scope", WANTED]),
    (|fields| format!("{}\n", fields.joined(&S1)).into(), &["a newline behind the string"]),
    (
        |fields| S1.map(|name| fields.value(name)).join(" ").into(),
        &["values joined by blanks; join the values without", WANTED],
    ),
    (
        |fields| fields.clone().set("timestamp", "2024.09.02 10:00:00 +0300").joined(&S1).into(),
        &["«2024.09.02 10:00:00 +0300»; the request carries «2024.09.02 07:00:00 +0000»"],
    ),
    (
        |fields| fields.clone().set("timestamp", "2024.09.02 07:00:00 +0300").joined(&S1).into(),
        &["«2024.09.02 07:00:00 +0300»; the request carries «2024.09.02 07:00:00 +0000»"],
    ),
    (|fields| utf16(&fields.joined(&S1)), &["signed was the text in UTF-16 instead of UTF-8"]),
    (
        |fields| [&b"\xef\xbb\xbf"[..], fields.joined(&S1).as_bytes()].concat(),
        &["signed was the text with a byte order mark before it"],
    ),
];

fn sends(world: &World, party: &Party, fields: &Fields, message: &[u8]) {
    world.register(party);
    let reply = world.authorize(&fields.clone().set("client_secret", &base64url(message)));
    assert!(reply.location().contains(CODE), "{}", reply.location());
}

#[test]
fn a_message_over_another_string_is_told_which_and_what_to_sign() {
    let world = World::start();
    for party in parties(&world) {
        let fields = party.asks("openid fullname");
        for form in ["", "-noattr", "-nodetach"] {
            for (signed, words) in MISTAKES {
                sends(&world, &party, &fields, &party.identity.message(form, &signed(&fields)));
                says(&world, CODE, "signature", words);
            }
            is_accepted(&world.authorize(&party.clone().with(form).signs(fields.clone())));
        }
    }
}

#[test]
fn a_digest_signed_as_the_text_is_told_whatever_the_key() {
    let world = World::start();
    for party in parties(&world) {
        let fields = party.asks("openid");
        let digest = if party.identity.is_rsa() { "-sha256" } else { party.identity.digest_option() };
        let hashed = engine().fed(&format!("dgst {digest} -binary"), fields.joined(&S1).as_bytes());
        let hex: String = hashed.iter().map(|byte| format!("{byte:02x}")).collect();
        for (signed, words) in
            [(hashed, "its digest, which the signature"), (hex.into_bytes(), "lower-case hexadecimal")]
        {
            sends(&world, &party, &fields, &party.identity.message("-noattr", &signed));
            says(&world, CODE, "signature", &[words]);
        }
    }
}

#[test]
fn values_that_arrive_encoded_twice_are_told() {
    let world = World::start();
    let party = &world.party;
    let fields = party.asks("openid fullname");
    let sent = fields.clone().set("scope", "openid%20fullname");
    sends(&world, party, &sent, &party.message_over(&fields));
    says(
        &world,
        CODE,
        "signature",
        &["the plain values; the request carries them encoded twice: encode them once"],
    );
}

#[test]
fn a_key_that_is_not_the_certificates_is_told_from_a_wrong_string() {
    let world = World::start();
    for (own, other) in
        [(Identity::own(), Identity::stranger()), (Identity::gost(), Identity::gost_stranger())]
    {
        let party = party("SCHOOL-DIARY", own);
        let fields = party.asks("openid");
        // The other's key under the registered certificate: a mixture of two folders.
        sends(&world, &party, &fields, &own.message_by(other, "", fields.joined(&S1).as_bytes()));
        says(&world, CODE, "signature", &["check that key file and certificate belong together"]);
    }
    // Without signed attributes a GOST signature shows nothing of its key.
    let party = party("SCHOOL-DIARY", Identity::gost());
    let fields = party.asks("openid");
    let text = fields.joined(&S1);
    let message = party.identity.message_by(Identity::gost_stranger(), "-noattr", text.as_bytes());
    sends(&world, &party, &fields, &message);
    let (fix, facts) = explained(&world, CODE, "signature");
    assert!(fix.contains("another key signed than the registered certificate's, or a string"), "{fix}");
    assert!(facts["also_tried"].as_str().is_some_and(|tried| tried.contains("the order of v2")), "{facts}");
}

#[test]
fn the_right_key_over_an_unknown_string_is_told_as_such() {
    let world = World::start();
    let party = party("SCHOOL-DIARY", Identity::own());
    let fields = party.asks("openid");
    for form in ["", "-noattr"] {
        sends(&world, &party, &fields, &party.identity.message(form, b"anything else"));
        let (fix, facts) = explained(&world, CODE, "signature");
        assert!(fix.starts_with("the key is right, the string is none"), "{fix}");
        assert!(facts["also_tried"].as_str().is_some(), "{facts}");
    }
    sends(&world, &party, &fields, &party.identity.message("-nodetach", b"anything else"));
    says(&world, CODE, "signature", &["carries a text of its own that is not string_to_sign"]);
}

#[test]
fn what_is_no_message_is_told_by_its_look() {
    let world = World::start();
    let party = party("SCHOOL-DIARY", Identity::gost());
    let fields = party.asks("openid");
    let message = party.message_over(&fields);
    let bare = party.identity.bare(fields.joined(&S1).as_bytes());
    let of_v2 = party.identity.bare(fields.joined(&S2).as_bytes());
    let certificate = openssl("x509 -outform DER", Identity::own().certificate.as_bytes()).unwrap();
    let twice = base64url(&message);
    let cases: [(&[u8], &[&str]); 5] = [
        (&bare, &["version 1 wants a PKCS#7 message; bare signatures belong to"]),
        (&of_v2, &["version 1 wants a PKCS#7 message", "besides", "the order of v2"]),
        (&message[..message.len() - 9], &["send the whole message"]),
        (&certificate, &["this is the certificate alone"]),
        (twice.as_bytes(), &["it is base64 of base64"]),
    ];
    for (sent, words) in cases {
        sends(&world, &party, &fields, sent);
        says(&world, CODE, "signature", words);
    }
}
