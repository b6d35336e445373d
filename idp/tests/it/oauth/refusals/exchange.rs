//! Owns the bad token requests: parameters, carriers, signatures, times, scopes, methods.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Case, Te, Told, check, still_signs_in};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::openssl::{Identity, file, folder, openssl};
use crate::oauth::kit::party::{Fields, base64_standard, base64url};
use crate::oauth::kit::world::World;

const MISSING: Told = Te("ESIA-007014", "invalid_request");
const MALFORMED: Told = Te("ESIA-007003", "invalid_request");
const UNSIGNED: Told = Te("ESIA-007005", "unauthorized_client");

fn te(fields: &Fields) -> Request {
    Request::post("/aas/oauth2/te").form(&fields.encoded())
}

fn case(name: &'static str, fields: &Fields, told: Told, reason: &'static str) -> Case {
    Case::new(name, te(fields), told, reason)
}

#[test]
fn every_mandatory_parameter_is_there_once_and_readable() {
    let world = World::start();
    let good = world.party.signs(world.party.redeems("openid", "x"));
    let without = |name: &str| good.clone().without(name);
    let post = |kind: &str, body: &str| Request::post("/aas/oauth2/te").body(kind, body);
    let json =
        serde_json::json!({"client_id": "SCHOOL-DIARY", "grant_type": "authorization_code"}).to_string();
    let multipart =
        "--b\r\nContent-Disposition: form-data; name=\"client_id\"\r\n\r\nSCHOOL-DIARY\r\n--b--\r\n";
    let form = "application/x-www-form-urlencoded";
    let renew = world.party.signs(world.party.renews("openid", "x"));
    let mut cases: Vec<_> =
        ["client_id", "client_secret", "grant_type", "state", "timestamp", "code", "redirect_uri"]
            .into_iter()
            .flat_map(|name| {
                let (gone, empty) = (without(name), good.clone().set(name, ""));
                [
                    case(name, &gone, MISSING, "parameter-missing"),
                    case(name, &empty, MISSING, "parameter-missing"),
                ]
            })
            .collect();
    let unknown = Te("ESIA-007012", "unsupported_grant_type");
    let no_scope = Te("ESIA-007013", "invalid_scope");
    cases.extend([
        case("no refresh_token", &renew.without("refresh_token"), MISSING, "parameter-missing"),
        case("no scope", &without("scope"), no_scope, "scope-missing"),
        case("client_id twice", &good.clone().doubled("client_id"), MALFORMED, "parameter-repeated"),
        case("code twice", &good.clone().doubled("code"), MALFORMED, "parameter-repeated"),
        case("grant_type twice", &good.clone().doubled("grant_type"), MALFORMED, "parameter-repeated"),
        case("grant_type password", &good.clone().set("grant_type", "password"), unknown, "grant-type"),
        case(
            "grant_type in capitals",
            &good.clone().set("grant_type", "AUTHORIZATION_CODE"),
            unknown,
            "grant-type",
        ),
        Case::new("nothing at all", Request::post("/aas/oauth2/te"), MISSING, "parameter-missing"),
        Case::new("JSON", post("application/json", &json), MISSING, "body-not-a-form"),
        Case::new(
            "multipart",
            post("multipart/form-data; boundary=b", multipart),
            MISSING,
            "body-not-a-form",
        ),
        Case::new(
            "a code that is no UTF-8",
            post(form, &format!("{}&code=%C3%28", without("code").encoded())),
            MALFORMED,
            "parameter-not-utf8",
        ),
        Case::new("bytes of no form", post(form, "\u{1}\u{2}%%%=&&&\u{0}"), MISSING, "parameter-missing"),
    ]);
    check(&world, cases);
    still_signs_in(&world);
}

#[test]
fn another_kind_of_token_or_of_response_is_refused() {
    let world = World::start();
    let good = world.party.signs(world.party.redeems("openid", "x"));
    let itself = good.clone().without("code").set("grant_type", "client_credentials");
    let other = Te("ESIA-007009", "unsupported_response_type");
    let elsewhere = Te("ESIA-007023", "invalid_request");
    check(
        &world,
        vec![
            case("token_type MAC", &good.clone().set("token_type", "MAC"), MALFORMED, "token-type"),
            case("token_type twice", &good.clone().doubled("token_type"), MALFORMED, "parameter-repeated"),
            case("response_type code", &itself.set("response_type", "code"), other, "response-type"),
            case(
                "an address that is not registered",
                &good.set("redirect_uri", "http://evil.example/esia/back"),
                elsewhere,
                "redirect-host",
            ),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn a_posted_json_object_is_told_every_name_it_lacks() {
    let world = World::start();
    let reply =
        world.send(Request::post("/aas/oauth2/te").json(&serde_json::json!({"client_id": "SCHOOL-DIARY"})));
    let told = world.te_refused(&reply, "ESIA-007014", "invalid_request");
    let names = "[client_id, client_secret, grant_type, state, timestamp]";
    let expected = format!("ESIA-007014: The request doesn`t contain the mandatory parameter {names}.");
    assert_eq!(told["error_description"], serde_json::json!(expected));
}

#[test]
fn the_journal_names_the_kind_of_a_body_that_is_no_form_and_whose_it_is() {
    let world = World::start();
    let json = serde_json::json!({"client_id": "SCHOOL-DIARY", "code": "secret=1"}).to_string();
    let multipart =
        "--b\r\nContent-Disposition: form-data; name=\"client_id\"\r\n\r\nSCHOOL-DIARY\r\n--b--\r\n";
    for (path, kind, body, named) in [
        ("/aas/oauth2/te", "application/json", &*json, "application/json"),
        ("/aas/oauth2/v3/te", "multipart/form-data; boundary=b", multipart, "multipart/form-data"),
        ("/aas/oauth2/ac", "application/json", &*json, "application/json"),
    ] {
        world.send(Request::post(path).body(kind, body));
        world.refused("ESIA-007014", "body-not-a-form");
        let entry = world.newest();
        assert_eq!(entry["client"], "SCHOOL-DIARY", "{entry}");
        assert_eq!(entry["why"]["facts"]["content_type"], named, "{entry}");
        let fix = entry["why"]["fix"].as_str().expect("a fix");
        assert!(fix.contains("application/x-www-form-urlencoded") && fix.contains(named), "{fix}");
        let whole = world.get(&format!("/control/v1/journal/{}", entry["seq"])).text();
        assert!(whole.contains("$BODY") && !whole.contains("secret=1"), "{whole}");
    }
}

#[test]
fn who_when_and_what_are_judged_as_at_the_authorization_endpoint() {
    let world = World::start();
    let signs = |fields: Fields| world.party.signs(fields);
    let redeem = || world.party.redeems("openid", "x");
    check(
        &world,
        vec![
            case(
                "unknown client",
                &signs(redeem()).set("client_id", "NOBODY"),
                Te("ESIA-008010", "invalid_client"),
                "client-unknown",
            ),
            case(
                "stale",
                &signs(redeem().set("timestamp", "2024.09.02 06:58:59 +0000")),
                Te("ESIA-007015", "invalid_request"),
                "timestamp-off",
            ),
            case(
                "too early",
                &signs(redeem().set("timestamp", "2024.09.02 07:01:01 +0000")),
                Te("ESIA-007015", "invalid_request"),
                "timestamp-off",
            ),
            case("no time at all", &signs(redeem().set("timestamp", "now")), MISSING, "timestamp-unreadable"),
            case(
                "unknown scope",
                &signs(redeem().set("scope", "openid everything")),
                Te("ESIA-007006", "invalid_scope"),
                "scope-unknown",
            ),
            case(
                "scope not granted",
                &signs(redeem().set("scope", "vehicles")),
                Te("ESIA-007019", "invalid_scope"),
                "scope-not-granted",
            ),
        ],
    );
    still_signs_in(&world);
}

/// A DER value with one bit changed.
fn flipped(message: &[u8], at: usize) -> String {
    let mut message = message.to_vec();
    message[at] ^= 1;
    base64url(&message)
}

#[test]
fn a_client_secret_is_a_whole_message_of_the_registered_key_over_this_request() {
    let world = World::start();
    let fields = world.party.redeems("openid", "x");
    let text = fields.signed_text();
    let (own, stranger) = (Identity::own(), Identity::stranger());
    let message = own.message("", text.as_bytes());
    let with = |name, secret: &str, reason| {
        case(name, &fields.clone().set("client_secret", secret), UNSIGNED, reason)
    };
    let signature = |name, bytes: &[u8]| with(name, &base64url(bytes), "signature");
    let certificate = openssl("x509 -outform DER", own.certificate.as_bytes()).unwrap();
    let bare = openssl("dgst -sha256 -sign own.key", text.as_bytes()).unwrap();
    let bundle = openssl("crl2pkcs7 -nocrl -certfile own.crt -outform DER", b"").unwrap();
    let sealed =
        openssl("cms -encrypt -binary -aes128 -outform DER -recip own.crt", text.as_bytes()).unwrap();
    let mail = openssl("smime -sign -signer own.crt -inkey own.key", text.as_bytes()).unwrap();
    // Named by our certificate's issuer and serial, signed by another key.
    let borrowed = {
        let key = file(&std::fs::read(folder().join("stranger.key")).unwrap());
        let made =
            format!("req -x509 -key {key} -days 1 -subj /C=RU/O=Test/CN=own -set_serial {}", serial_of_own());
        let certificate = file(&openssl(&made, b"").unwrap());
        let sign = format!("cms -sign -binary -signer {certificate} -inkey {key} -outform DER");
        openssl(&sign, text.as_bytes()).unwrap()
    };
    let half = message.len() / 2;
    check(
        &world,
        vec![
            with("text", "no signature at all!", "secret-encoding"),
            with("a word", "secret", "signature"),
            signature("cut in the middle", &message[..half]),
            signature("cut by one byte", &message[..message.len() - 1]),
            signature("the first two bytes", &message[..2]),
            with("a bit of the frame flipped", &flipped(&message, 0), "signature"),
            with("a bit of the length flipped", &flipped(&message, 2), "signature"),
            with("a bit in the middle flipped", &flipped(&message, message.len() * 3 / 4), "signature"),
            with("the signature's last bit flipped", &flipped(&message, message.len() - 1), "signature"),
            signature("a foreign certificate", &stranger.message("", text.as_bytes())),
            signature("a foreign key under our certificate's name", &borrowed),
            signature("another text", &own.message("", b"another text")),
            signature("the empty text", &own.message("", b"")),
            signature("the text with a newline", &own.message("", format!("{text}\n").as_bytes())),
            signature("the certificate alone", &certificate),
            signature("a bare signature", &bare),
            signature("a bundle of certificates", &bundle),
            signature("an encrypted message", &sealed),
            signature("an S/MIME mail", &mail),
            with("SHA-1", &base64url(&own.message("-md sha1", text.as_bytes())), "needs-tolerance"),
            signature("base64 twice", base64_standard(&message).as_bytes()),
            with(
                "hexadecimal",
                &message.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
                "signature",
            ),
            with("three hundred thousand letters", &"A".repeat(300_000), "secret-encoding"),
            signature("two hundred thousand bytes of nothing", &vec![0x30; 190_000]),
            signature("lengths without end", &[0x30, 0x80].repeat(5_000)),
        ],
    );
    still_signs_in(&world);
}

fn serial_of_own() -> String {
    let told = openssl("x509 -noout -serial -in own.crt", b"").unwrap();
    let told = String::from_utf8(told).unwrap();
    format!("0x{}", told.trim().split_once('=').unwrap().1)
}

#[test]
fn any_bit_of_a_message_may_flip_without_a_false_yes() {
    // Bits of the parts nobody signs (the enclosed certificate) may flip; a yes must then be an honest one.
    let world = World::start();
    let fields = world.party.asks("openid");
    let message = Identity::own().message("-nocerts -noattr", fields.signed_text().as_bytes());
    let good = URL_SAFE_NO_PAD.encode(&message);
    let mut accepted = Vec::new();
    for at in 0..message.len() {
        let signed = fields.clone().set("client_secret", &flipped(&message, at));
        let to = world.authorize(&signed).location().to_owned();
        assert!(to.ends_with("/login") || to.contains("ESIA-007005"), "byte {at}: {to}");
        if to.ends_with("/login") {
            accepted.push(at);
        }
    }
    assert!(accepted.len() < 40, "only versions, names and types that change nothing: {accepted:?}");
    assert!(accepted.iter().all(|at| *at < message.len() - 256), "never the signature: {accepted:?}");
    assert!(world.authorize(&fields.set("client_secret", &good)).location().ends_with("/login"));
}
