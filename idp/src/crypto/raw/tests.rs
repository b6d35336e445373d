//! Bare signatures made by OpenSSL, by the simulator's own keys, and by clients that got something wrong.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gost3410::{ParameterSet, SigningKey};

use super::*;
use crate::crypto::asn1::{tlv, unsigned};
use crate::crypto::certificate::make_self_signed;
use crate::crypto::digest::upper_hex;
use crate::crypto::signed_form::{Candidate, SignedForm};
use crate::crypto::testkeys::engine::{Engine, make_client};
use crate::crypto::testkeys::{
    CERTIFICATE_A, CERTIFICATE_B, ELLIPTIC, GOST_256_CMS, KEY_A, certificate, signer,
};
use crate::crypto::{GostSigner, Signer};

const TEXT: &[u8] =
    "TESTISfullname2018.12.01 09:00:00 +000000000000-0000-4000-8000-000000000000https://a.example/ж"
        .as_bytes();

const SETS: [ParameterSet; 2] = [ParameterSet::CryptoProXchA, ParameterSet::Tc26B512];

fn party(set: ParameterSet) -> (GostSigner, Certificate) {
    let key = GostSigner::from_entropy(set, b"raw");
    let (from, to) = ("2018-12-01T00:00:00Z".parse().unwrap(), "2051-12-01T00:00:00Z".parse().unwrap());
    let certificate = make_self_signed("CN=TESTIS", &key, 1, from, to).unwrap();
    (key, certificate)
}

fn length_refusal(bytes: &[u8], certificate: &Certificate) -> RawRefusal {
    check(bytes, TEXT, certificate).unwrap_err()
}

#[test]
fn signatures_of_openssl_are_accepted() {
    let engine = Engine::open();
    engine.write("text", TEXT);
    for set in ParameterSet::ALL {
        let (key, certificate) = make_client(&engine, "a", set);
        engine.run("dgst -sign a.key -out made text");
        let made = engine.bytes("made");
        let (family, digest) = (key.public_key().family(), key.algorithm().digest());
        let seen = RawSeen { key: family, digest, mirrored: false };
        assert_eq!(check(&made, TEXT, &certificate), Ok(seen), "{set}");
        let mirrored = gost3410::mirrored(&made);
        assert_eq!(check(&mirrored, TEXT, &certificate), Ok(RawSeen { mirrored: true, ..seen }), "{set}");
        assert_eq!(check(&made, b"another", &certificate), Err(RawRefusal::SignatureWrong), "{set}");
        let (other, _) = make_client(&engine, "b", set);
        let foreign = other.sign(TEXT).unwrap();
        assert_eq!(check(&foreign, TEXT, &certificate), Err(RawRefusal::SignatureWrong), "{set}");
    }
}

#[test]
fn signatures_of_rsa_are_accepted_and_told() {
    let engine = Engine::open();
    engine.write("text", TEXT);
    engine.write("a.key", KEY_A);
    let own = certificate(CERTIFICATE_A);
    for (name, digest) in [
        ("sha256", DigestAlgorithm::Sha256),
        ("sha384", DigestAlgorithm::Sha384),
        ("sha512", DigestAlgorithm::Sha512),
    ] {
        engine.run(&format!("dgst -{name} -sign a.key -out made text"));
        let made = engine.bytes("made");
        let seen = RawSeen { key: KeyFamily::Rsa, digest, mirrored: false };
        assert_eq!(check(&made, TEXT, &own), Ok(seen));
        let mirrored = gost3410::mirrored(&made);
        assert_eq!(check(&mirrored, TEXT, &own), Ok(RawSeen { mirrored: true, ..seen }));
        let told = check(&made, b"another", &own).unwrap_err();
        assert_eq!(told, RawRefusal::digest_differs(digest, b"another", &digest.of_message(TEXT)));
        assert_eq!(check(&made, TEXT, &certificate(CERTIFICATE_B)), Err(RawRefusal::SignatureWrong));
    }
    engine.run("dgst -sha1 -sign a.key -out made text");
    let digest = DigestAlgorithm::Sha1;
    assert_eq!(check(&engine.bytes("made"), TEXT, &own), Err(RawRefusal::WeakDigest { digest }));
}

#[test]
fn every_changed_octet_is_refused() {
    for set in SETS {
        let (key, certificate) = party(set);
        let right = key.sign(TEXT).unwrap();
        for place in 0..right.len() {
            let mut changed = right.clone();
            changed[place] ^= 1 << (place % 8);
            assert_eq!(check(&changed, TEXT, &certificate), Err(RawRefusal::SignatureWrong), "{place}");
        }
        for text in [&TEXT[1..], &[TEXT, b"\n"].concat(), b""] {
            assert_eq!(check(&right, text, &certificate), Err(RawRefusal::SignatureWrong));
        }
    }
}

#[test]
fn what_is_no_bare_signature_is_named() {
    use Wrapping::{Base64, Hexadecimal, IntegerPair, Mail, Pem};
    for set in SETS {
        let (key, certificate) = party(set);
        let told = |bytes: &[u8]| length_refusal(bytes, &certificate);
        let right = key.sign(TEXT).unwrap();
        let expected = right.len();
        assert_eq!(told(&[]), RawRefusal::Empty);
        assert_eq!(told(GOST_256_CMS), RawRefusal::LooksLikeCms);
        assert_eq!(told(&GOST_256_CMS[..30]), RawRefusal::LooksLikeCms);
        assert_eq!(told(&right[1..]), RawRefusal::WrongLength { seen: expected - 1, expected });
        assert_eq!(
            told(&[0xff; 256]),
            RawRefusal::KeyOfAnotherKind { signature: KeyFamily::Rsa, key: key.public_key().family() }
        );
        let wrapped = |bytes: &[u8]| match told(bytes) {
            RawRefusal::Wrapped { wrapping } => wrapping,
            other => panic!("{other}"),
        };
        assert_eq!(wrapped(upper_hex(&right).as_bytes()), Hexadecimal);
        assert_eq!(wrapped(STANDARD.encode(&right).as_bytes()), Base64);
        assert_eq!(wrapped(b"-----BEGIN PKCS7-----"), Pem);
        assert_eq!(wrapped(b"MIME-Version: 1.0"), Mail);
        let (s, r) = right.split_at(expected / 2);
        assert_eq!(wrapped(&tlv(0x30, &[&unsigned(r), &unsigned(s)])), IntegerPair);
    }
    let [(short, short_certificate), (long, long_certificate)] = SETS.map(party);
    let (a, b) = (KeyFamily::Gost2012_256, KeyFamily::Gost2012_512);
    let told = length_refusal(&long.sign(TEXT).unwrap(), &short_certificate);
    assert_eq!(told, RawRefusal::KeyOfAnotherKind { signature: b, key: a });
    let told = length_refusal(&short.sign(TEXT).unwrap(), &long_certificate);
    assert_eq!(told, RawRefusal::KeyOfAnotherKind { signature: a, key: b });
    let told = length_refusal(&short.sign(TEXT).unwrap(), &certificate(CERTIFICATE_A));
    assert_eq!(
        told.to_string(),
        "the signature has the length of one by GOST R 34.10-2012 (256 bit), the registered certificate has a key of RSA"
    );
}

#[test]
fn keys_that_cannot_check_are_named() {
    let engine = Engine::open();
    engine.run("genpkey -algorithm gost2001 -pkeyopt paramset:A -out a.key");
    engine.run("req -new -x509 -config openssl.cnf -key a.key -md_gost94 -subj /CN=OLD -out a.crt");
    let old = Certificate::from_pem(&engine.text("a.crt")).unwrap();
    assert_eq!(length_refusal(&[1; 64], &old), RawRefusal::KeyRetired);
    let oid = "1.2.840.10045.2.1".to_owned();
    assert_eq!(length_refusal(&[1; 64], &certificate(ELLIPTIC)), RawRefusal::KeyUnsupported { oid });
}

#[test]
fn what_was_signed_instead_is_found() {
    let candidates = [b"other", TEXT].map(Candidate::likely);
    for set in SETS {
        let (key, own) = party(set);
        let registered = [certificate(CERTIFICATE_B), own];
        let secret = SigningKey::from_entropy(set, b"raw");
        for signed in SignedForm::ALL {
            let digest = signed.digest_of(key.algorithm().digest(), TEXT);
            let right = secret.sign_digest(&digest, b"").unwrap();
            for order in OctetOrder::ALL {
                let found = contents_matching(&order.undone(&right), &candidates, &registered);
                let expected = RawMatch { candidate: 1, certificate: 1, signed, order };
                assert_eq!(found, Some(expected), "{set}");
            }
        }
        assert_eq!(contents_matching(&key.sign(b"neither").unwrap(), &candidates, &registered), None);
        assert_eq!(contents_matching(&[], &candidates, &registered), None);
        assert_eq!(contents_matching(&key.sign(TEXT).unwrap(), &candidates, &[]), None);
    }
}

#[test]
fn what_is_not_likely_is_tried_as_it_stands_and_mirrored() {
    let (key, own) = party(SETS[0]);
    let unlikely = [Candidate { text: TEXT.to_vec(), is_likely: false }];
    let right = key.sign(TEXT).unwrap();
    let orders = OctetOrder::ALL.map(|order| {
        contents_matching(&order.undone(&right), &unlikely, std::slice::from_ref(&own)).is_some()
    });
    assert_eq!(orders, [true, true, false, false]);
    let hex = key.algorithm().digest().hex_of_message(TEXT);
    assert_eq!(contents_matching(&key.sign(hex.as_bytes()).unwrap(), &unlikely, &[own]), None);
}

#[test]
fn what_an_rsa_key_signed_instead_is_found() {
    let candidates = [b"other", TEXT].map(Candidate::likely);
    let registered = [certificate(CERTIFICATE_A)];
    let key = signer(KEY_A);
    let found = |bytes: &[u8]| contents_matching(bytes, &candidates, &registered);
    let expected = |candidate, signed, order| Some(RawMatch { candidate, certificate: 0, signed, order });
    assert_eq!(found(&key.sign(TEXT).unwrap()), expected(1, SignedForm::Text, OctetOrder::AsWanted));
    let hex = DigestAlgorithm::Sha256.hex_of_message(b"other").to_lowercase();
    let mirrored = gost3410::mirrored(&key.sign(hex.as_bytes()).unwrap());
    assert_eq!(found(&mirrored), expected(0, SignedForm::DigestLowerHex, OctetOrder::Mirrored));
    assert_eq!(found(&key.sign(b"neither").unwrap()), None);
    assert_eq!(found(b"short"), None);
}

#[test]
fn the_journal_can_keep_what_was_seen() {
    let (key, certificate) = party(SETS[0]);
    let seen = check(&key.sign(TEXT).unwrap(), TEXT, &certificate).unwrap();
    let json = serde_json::to_value(seen).unwrap();
    assert_eq!((&json["key"], &json["mirrored"]), (&"gost-2012-256".into(), &false.into()));
    let json = serde_json::to_value(RawRefusal::WrongLength { seen: 3, expected: 64 }).unwrap();
    assert_eq!((&json["refusal"], &json["seen"]), (&"wrong-length".into(), &3.into()));
}
