//! Owns tests of `client_secret`: every PKCS#7 form and every base64 spelling of real clients is accepted, and
//! the same form over another text, or by another key, is refused with its reason (clients.md A5, A6).

use serde_json::json;

use crate::oauth::kit::http::query_value;
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, base64_standard, base64url};
use crate::oauth::kit::world::World;

/// Options of `openssl cms -sign -binary`, and what the form is.
pub(crate) const MESSAGES: [(&str, &str); 9] = [
    ("", "detached, signed attributes"),
    ("-noattr", "detached, no attributes"),
    ("-nodetach", "attached, signed attributes"),
    ("-nodetach -noattr", "attached, no attributes"),
    ("-stream", "attached, indefinite lengths"),
    ("-stream -noattr", "attached, indefinite lengths, no attributes"),
    ("-nocerts", "without the certificate"),
    ("-nosmimecap", "without S/MIME capabilities"),
    ("-keyid", "signer named by its key"),
];

/// A spelling of the message's bytes.
pub(crate) type Spelling = fn(&[u8]) -> String;

pub(crate) const SPELLINGS: [(&str, Spelling); 8] = [
    ("base64url without padding", base64url),
    ("base64url with padding", |bytes| base64_standard(bytes).replace('+', "-").replace('/', "_")),
    ("base64url, only the first pad stripped", |bytes| {
        base64_standard(bytes).replace('+', "-").replace('/', "_").replacen('=', "", 1)
    }),
    ("standard base64", base64_standard),
    ("standard base64 without padding", |bytes| base64_standard(bytes).replace('=', "")),
    ("base64url and the number of pads as a digit", |bytes| {
        let padded = base64_standard(bytes);
        let pads = padded.matches('=').count();
        format!("{}{pads}", base64url(bytes))
    }),
    ("lines of 64 characters", |bytes| {
        let text = base64_standard(bytes);
        let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line)).collect();
        lines.join("\r\n")
    }),
    ("base64url, a newline behind", |bytes| format!("{}\n", base64url(bytes))),
];

#[test]
fn every_form_of_message_is_accepted_at_both_endpoints() {
    let world = World::start();
    let person = world.person("confirmed");
    for (options, form) in MESSAGES {
        let party = world.party.clone().with(options);
        let back = world.sign_in(&person, &party.signs(party.asks("openid fullname")));
        let code = query_value(&back, "code").unwrap_or_else(|| panic!("{form}: {back}"));
        let reply = world.exchange(&party.signs(party.redeems("openid", &code)));
        assert_eq!(reply.status, 200, "{form}: {}", reply.text());
    }
}

#[test]
fn a_message_of_any_form_over_another_text_is_refused() {
    let world = World::start();
    for (options, form) in MESSAGES {
        let party = world.party.clone().with(options);
        let asked = party.signs(party.asks("openid")).set("state", "4d0a37f5-2f6b-4b57-a8a9-6c0a8a1f0c11");
        let back = world.authorize(&asked).location().to_owned();
        assert!(back.starts_with(&party.redirect_uri), "{form}: {back}");
        assert_eq!(query_value(&back, "error").as_deref(), Some("unauthorized_client"), "{form}");
        let facts = world.refused("ESIA-007005", "signature");
        assert_eq!(facts["string_to_sign"], json!(asked.signed_text()), "{form}");
        assert_eq!(facts["order"], json!("scope + timestamp + client_id + state"));
        let detail = facts["detail"].as_str().expect("a detail");
        let expected = if options.contains("-nodetach") || options.contains("-stream") {
            "the message carries another text"
        } else {
            "another text was signed"
        };
        assert!(detail.starts_with(expected), "{form}: {detail}");
    }
}

#[test]
fn a_message_of_any_form_by_a_stranger_is_refused() {
    let world = World::start();
    let stranger = Identity::stranger();
    for (options, form) in MESSAGES {
        let mut party = world.party.clone().with(options);
        party.identity = stranger;
        let reply = world.exchange(&party.signs(party.redeems("openid", "x")));
        world.te_refused(&reply, "ESIA-007005", "unauthorized_client");
        let facts = world.refused("ESIA-007005", "signature");
        let detail = facts["detail"].as_str().expect("a detail");
        assert!(detail.contains("not registered for this client"), "{form}: {detail}");
        let registered = facts["registered_certificates"].as_str().expect("certificates");
        assert!(registered.contains("CN=own") && registered.contains("SHA-1"), "{form}: {registered}");
    }
}

#[test]
fn every_spelling_of_the_message_is_accepted_at_both_endpoints() {
    let world = World::start();
    let person = world.person("confirmed");
    for (name, spell) in SPELLINGS {
        let spelled = |fields: Fields| {
            let secret = spell(&world.party.message_over(&fields));
            fields.set("client_secret", &secret)
        };
        let back = world.sign_in(&person, &spelled(world.party.asks("openid")));
        let code = query_value(&back, "code").unwrap_or_else(|| panic!("{name}: {back}"));
        let reply = world.exchange(&spelled(world.party.redeems("openid", &code)));
        assert_eq!(reply.status, 200, "{name}: {}", reply.text());
    }
}

#[test]
fn the_digit_for_the_padding_is_read_whatever_the_length() {
    // The number of pads hangs on the message's length: texts of three lengths give all three digits.
    let world = World::start();
    let person = world.person("confirmed");
    let party = world.party.clone().with("-nodetach");
    let mut digits = Vec::new();
    for state in ["s", "st", "sta", "stat", "state", "states"] {
        let fields = party.asks("openid").set("state", state);
        let message = party.message_over(&fields);
        let digit = (3 - message.len() % 3) % 3;
        digits.push(digit);
        let back =
            world.sign_in(&person, &fields.set("client_secret", &format!("{}{digit}", base64url(&message))));
        assert!(query_value(&back, "code").is_some(), "{digit}: {back}");
    }
    digits.sort_unstable();
    digits.dedup();
    assert_eq!(digits, [0, 1, 2]);
}

#[test]
fn a_spelling_that_is_no_base64_is_refused_with_what_is_wrong() {
    let world = World::start();
    let signed = world.party.signs(world.party.redeems("openid", "x"));
    let good = signed.value("client_secret").to_owned();
    let cases = [
        ("***".to_owned(), "character 1 is '*'"),
        ("=".to_owned(), "empty"),
        (format!("MIIB=={good}"), "padding"),
        (format!("-----BEGIN PKCS7-----\n{good}\n-----END PKCS7-----"), "PEM"),
        (format!("{good}%"), "`%`"),
    ];
    for (secret, expected) in cases {
        let reply = world.exchange(&signed.clone().set("client_secret", &secret));
        world.te_refused(&reply, "ESIA-007005", "unauthorized_client");
        let facts = world.refused("ESIA-007005", "secret-encoding");
        let detail = facts["detail"].as_str().expect("a detail");
        assert!(detail.contains(expected), "{expected}: {detail}");
        assert_eq!(facts["length"], json!(secret.len().to_string()));
    }
    // A good signature with something foreign in it is what a tolerance is for.
    world.exchange(&signed.clone().set("client_secret", &format!("{good}!")));
    assert_eq!(world.refused("ESIA-007005", "needs-tolerance")["needed"], "foreign-characters");
}

#[test]
fn a_certificate_that_is_replaced_no_longer_signs_and_two_sign_side_by_side() {
    let world = World::start();
    let party = world.party.clone();
    let mut renewed = party.clone();
    renewed.identity = Identity::stranger();
    let accepted = |party: &crate::oauth::kit::party::Party| {
        world.authorize(&party.signs(party.asks("openid"))).location().ends_with("/login")
    };
    assert!(accepted(&party) && !accepted(&renewed));
    let mut both = party.registration();
    both["certificates"] = json!([party.identity.certificate, renewed.identity.certificate]);
    world.control("PUT", &format!("/clients/{}", party.mnemonic), &both);
    assert!(accepted(&party) && accepted(&renewed));
    world.register(&renewed);
    assert!(!accepted(&party) && accepted(&renewed));
}

#[test]
fn a_client_without_a_certificate_is_told_to_register_one() {
    let world = World::start();
    let mut bare = world.party.registration();
    bare["certificates"] = json!([]);
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &bare);
    let reply = world.exchange(&world.party.signs(world.party.redeems("openid", "x")));
    world.te_refused(&reply, "ESIA-007002", "invalid_request");
    world.refused("ESIA-007002", "certificate-missing");
}

#[test]
fn a_client_whose_check_is_off_may_sign_with_anything_but_nothing() {
    let world = World::start();
    let mut lax = world.party.registration();
    lax["signature_check"] = json!("off");
    world.control("PUT", &format!("/clients/{}", world.party.mnemonic), &lax);
    let asked = world.party.asks("openid");
    assert!(world.authorize(&asked.clone().set("client_secret", "x")).location().ends_with("/login"));
    world.authorize(&asked);
    assert_eq!(world.refused("ESIA-007014", "parameter-missing")["missing"], json!("client_secret"));
}
