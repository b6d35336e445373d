//! GOST messages made by OpenSSL's engine: every form, every set, both sizes.

use gost3410::{ParameterSet, Size};

use super::TEXT;
use super::forge::loosened;
use crate::crypto::ber::Encoding;
use crate::crypto::cms::{CmsPolicy, CmsRefusal, CmsSeen, ContentForm, check, contents_matching};
use crate::crypto::signed_form::Candidate;
use crate::crypto::testkeys::engine::{Engine, make_client};
use crate::crypto::testkeys::{GOST_256, GOST_256_CMS, certificate};
use crate::crypto::{Certificate, DigestAlgorithm, KeyFamily};

const SIZES: [ParameterSet; 2] = [ParameterSet::CryptoProA, ParameterSet::Tc26A512];

/// The engine with a text and a client called `a` over a set.
fn bench(set: ParameterSet) -> (Engine, Certificate) {
    let engine = Engine::open();
    engine.write("text", TEXT);
    let (_, certificate) = make_client(&engine, "a", set);
    (engine, certificate)
}

fn digest_option(set: ParameterSet) -> &'static str {
    match set.size() {
        Size::Bits256 => "-md md_gost12_256",
        Size::Bits512 => "-md md_gost12_512",
    }
}

fn made(engine: &Engine, command: &str, set: ParameterSet) -> Vec<u8> {
    let digest = digest_option(set);
    engine.run(&format!(
        "{command} -sign -binary {digest} -signer a.crt -inkey a.key -in text -outform DER -out made"
    ));
    engine.bytes("made")
}

fn judged(message: &[u8], certificate: &Certificate) -> Result<CmsSeen, CmsRefusal> {
    check(message, TEXT, std::slice::from_ref(certificate), CmsPolicy::default())
}

#[test]
fn messages_of_every_set_are_accepted() {
    for set in ParameterSet::ALL {
        let (engine, certificate) = bench(set);
        let (key, digest) = match set.size() {
            Size::Bits256 => (KeyFamily::Gost2012_256, DigestAlgorithm::Streebog256),
            Size::Bits512 => (KeyFamily::Gost2012_512, DigestAlgorithm::Streebog512),
        };
        for (command, signed_attributes) in [("cms", true), ("smime -noattr", false)] {
            let message = made(&engine, command, set);
            let seen = judged(&message, &certificate).unwrap();
            assert_eq!((seen.key, seen.digest), (key, digest), "{set}");
            assert_eq!((seen.content, seen.signed_attributes), (ContentForm::Detached, signed_attributes));
            let told = check(&message, b"another", std::slice::from_ref(&certificate), CmsPolicy::default());
            assert!(told.is_err(), "{set} {command}");
        }
    }
}

#[test]
fn every_form_is_accepted_and_told_apart() {
    use ContentForm::{Attached, Detached};
    use Encoding::{Ber, Der};
    let forms = [
        ("smime", true, Detached, Der, 1),
        ("cms", true, Detached, Der, 1),
        ("smime -noattr", false, Detached, Der, 1),
        ("cms -noattr", false, Detached, Der, 1),
        ("smime -nodetach", true, Attached, Der, 1),
        ("cms -nodetach", true, Attached, Der, 1),
        ("cms -nodetach -noattr", false, Attached, Der, 1),
        ("smime -stream -nodetach", true, Attached, Ber, 1),
        ("cms -stream -noattr", false, Attached, Ber, 1),
        ("smime -nocerts", true, Detached, Der, 0),
        ("cms -nocerts -noattr", false, Detached, Der, 0),
        ("cms -keyid", true, Detached, Der, 1),
        ("cms -keyid -nocerts -noattr", false, Detached, Der, 0),
        ("cms -nosmimecap", true, Detached, Der, 1),
        ("cms -cades", true, Detached, Der, 1),
    ];
    for set in SIZES {
        let (engine, certificate) = bench(set);
        for (command, signed_attributes, content, encoding, enclosed) in forms {
            let message = made(&engine, command, set);
            let seen = judged(&message, &certificate).unwrap_or_else(|told| panic!("{command}: {told}"));
            let form = (seen.signed_attributes, seen.content, seen.encoding, seen.enclosed_certificates);
            assert_eq!(form, (signed_attributes, content, encoding, enclosed), "{set} {command}");
            if encoding == Der {
                // BouncyCastle's default: every constructed value open-ended.
                let seen = judged(&loosened(&message), &certificate);
                assert_eq!(seen.map(|seen| seen.encoding), Ok(Ber), "{set} {command}");
            }
        }
    }
}

#[test]
fn a_message_of_another_key_is_refused() {
    for set in SIZES {
        let (engine, own) = bench(set);
        let (_, other) = make_client(&engine, "b", set);
        for form in ["cms", "cms -noattr", "cms -nodetach"] {
            let message = made(&engine, form, set);
            assert!(judged(&message, &own).is_ok());
            let told = judged(&message, &other);
            assert!(matches!(told, Err(CmsRefusal::CertificateNotRegistered { .. })), "{told:?}");
        }
    }
}

#[test]
fn what_was_signed_instead_is_found() {
    let candidates = [b"other", TEXT].map(Candidate::likely);
    for set in SIZES {
        let (engine, certificate) = bench(set);
        for form in ["cms", "cms -noattr", "cms -stream -nodetach"] {
            let message = made(&engine, form, set);
            let found = contents_matching(&message, &candidates, std::slice::from_ref(&certificate));
            assert_eq!(found.map(|one| one.candidate), Some(1), "{set} {form}");
        }
    }
}

/// The engine's message with the signer's certificate inside: what still passes when an octet is changed is
/// the same signature over the same attributes and text, named by the same certificate.
#[test]
fn no_changed_octet_of_an_engines_message_lets_another_thing_pass() {
    let own = certificate(GOST_256);
    let honest = judged(GOST_256_CMS, &own).unwrap();
    let position = |part: &[u8]| {
        GOST_256_CMS.windows(part.len()).rposition(|window| window == part).expect("a part of the message")
    };
    // From the attribute contentType to the end all is signed, or is the signature, or names an algorithm.
    let content_type = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
    let signed_from = position(&content_type) - 4;
    let mut passed = 0;
    for place in 0..GOST_256_CMS.len() {
        // The sixth bit is the case of a letter, which a name bears.
        for bit in [place % 8, 5] {
            let mut changed = GOST_256_CMS.to_vec();
            changed[place] ^= 1 << bit;
            assert!(
                check(&changed, b"another text", std::slice::from_ref(&own), CmsPolicy::default()).is_err()
            );
            let Ok(seen) = judged(&changed, &own) else { continue };
            assert!(place < signed_from, "octet {place}, bit {bit}");
            let (signer, issuer_differs) = (seen.signer.clone(), seen.issuer_differs);
            let (encoding, enclosed_certificates) = (seen.encoding, seen.enclosed_certificates);
            let same = CmsSeen { signer, issuer_differs, encoding, enclosed_certificates, ..honest.clone() };
            assert_eq!(seen, same, "octet {place}, bit {bit}");
            passed += 1;
        }
    }
    assert!(passed > 0, "the enclosed copy of the certificate decides nothing");
}

#[test]
fn keys_of_2001_are_recognised_and_refused() {
    let engine = Engine::open();
    engine.write("text", TEXT);
    engine.run("genpkey -algorithm gost2001 -pkeyopt paramset:A -out a.key");
    engine.run("req -new -x509 -config openssl.cnf -key a.key -md_gost94 -subj /CN=OLD -out a.crt");
    let old = Certificate::from_pem(&engine.text("a.crt")).unwrap();
    assert_eq!(old.public_key().family(), Some(KeyFamily::Gost2001));
    let told = "GOST R 34.10-2001 is retired: a key and a certificate of GOST R 34.10-2012 are needed";
    assert_eq!(old.public_key().check_usable().unwrap_err().to_string(), told);
    assert_eq!(old.check_signed_by(old.public_key()).unwrap_err().to_string(), told);
    for form in ["", "-noattr"] {
        engine.run(&format!(
            "cms -sign -binary -md md_gost94 {form} -signer a.crt -inkey a.key -in text -outform DER -out made"
        ));
        assert_eq!(
            judged(&engine.bytes("made"), &old).unwrap_err().to_string(),
            "the message is signed with 1.2.643.2.2.19, an algorithm of GOST R 34.10-2001, which is retired: sign with \
             a key of GOST R 34.10-2012"
        );
    }
}
