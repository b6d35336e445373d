//! Messages that are not the client's over the expected text, each refused for its own reason.

use super::openssl::{made, made_of};
use super::{TEXT, registered};
use crate::crypto::asn1::{Asn1Fault, tag, tlv};
use crate::crypto::cms::{CmsPolicy, CmsRefusal, Looks, SignerName, check};
use crate::crypto::testkeys::{CERTIFICATE_A, CERTIFICATE_B, GOST_256, NAMESAKE_OF_A, certificate};
use crate::crypto::{Certificate, DigestAlgorithm, KeyFamily};

const SIGN: &str = "cms -sign -binary -signer a.crt -inkey a.key -outform DER";

fn refusal_of(message: &[u8], registered: &[Certificate]) -> CmsRefusal {
    check(message, TEXT, registered, CmsPolicy::default()).unwrap_err()
}

fn told(message: &[u8]) -> CmsRefusal {
    refusal_of(message, &registered())
}

/// The message with the octet at the last place where `part` occurs changed.
fn changed(message: &[u8], part: &[u8]) -> Vec<u8> {
    let place = message.windows(part.len()).rposition(|window| window == part).unwrap();
    let mut changed = message.to_vec();
    changed[place] ^= 1;
    changed
}

#[test]
fn another_text_is_told_by_its_digest() {
    let digest = DigestAlgorithm::Sha256;
    let differs = CmsRefusal::DigestDiffers {
        expected_hex: digest.hex_of_message(TEXT),
        seen_hex: digest.hex_of_message(b"another text"),
    };
    for form in ["", "-noattr", "-keyid", "-nocerts"] {
        assert_eq!(told(&made_of(b"another text", &format!("{SIGN} {form}"))), differs, "{form}");
    }
}

#[test]
fn another_text_inside_is_shown() {
    for form in ["", "-noattr", "-stream", "-stream -noattr"] {
        let message = made_of("другой текст".as_bytes(), &format!("{SIGN} -nodetach {form}"));
        assert_eq!(told(&message), CmsRefusal::ContentDiffers { seen: "другой текст".to_owned() });
    }
    let long = made_of("я".repeat(3000).as_bytes(), &format!("{SIGN} -nodetach"));
    let CmsRefusal::ContentDiffers { seen } = told(&long) else { panic!("another text") };
    assert_eq!(seen.chars().count(), 2001);
}

#[test]
fn a_changed_message_is_refused() {
    let digest = DigestAlgorithm::Sha256.of_message(TEXT);
    let attributes = made(SIGN);
    assert_eq!(told(&changed(&attributes, &digest)), CmsRefusal::SignatureWrong);
    let (_, signature) = attributes.split_at(attributes.len() - 256);
    for message in [&attributes, &made(&format!("{SIGN} -noattr"))] {
        let mut message = message.clone();
        *message.last_mut().unwrap() ^= 1;
        assert_eq!(told(&message), CmsRefusal::SignatureWrong);
    }
    assert_eq!(told(&changed(&attributes, signature)), CmsRefusal::SignatureWrong);
    let attached = made(&format!("{SIGN} -nodetach"));
    assert!(matches!(told(&changed(&attached, TEXT)), CmsRefusal::ContentDiffers { .. }));
}

#[test]
fn a_foreign_certificate_is_told_by_name() {
    let own = [certificate(CERTIFICATE_A)];
    let foreign = certificate(CERTIFICATE_B);
    let signer =
        SignerName::IssuerAndSerial { issuer: foreign.issuer(), serial: "0A0B0C0D0E0F12".to_owned() };
    for (form, enclosed) in
        [("", Some(foreign.summary())), ("-noattr", Some(foreign.summary())), ("-nocerts", None)]
    {
        let message = made(&format!("cms -sign -binary -signer b.crt -inkey b.key -outform DER {form}"));
        let stranger =
            CmsRefusal::CertificateNotRegistered { signer: signer.clone(), enclosed: enclosed.map(Box::new) };
        assert_eq!(refusal_of(&message, &own), stranger, "{form}");
        assert_eq!(refusal_of(&message, &[]), stranger, "{form}");
    }
    let message = made("cms -sign -binary -keyid -nocerts -signer b.crt -inkey b.key -outform DER");
    let told = refusal_of(&message, &own).to_string();
    assert!(
        told.starts_with("the certificate of the signer is not registered for this client: key identifier ")
    );
}

#[test]
fn a_certificate_that_borrows_a_registered_name_is_a_stranger() {
    let namesake = certificate(NAMESAKE_OF_A);
    let sign = "cms -sign -binary -signer namesake.crt -inkey b.key -outform DER";
    for form in ["", "-noattr"] {
        let CmsRefusal::CertificateNotRegistered { enclosed, .. } = told(&made(&format!("{sign} {form}")))
        else {
            panic!("a stranger")
        };
        assert_eq!(enclosed.as_deref(), Some(&namesake.summary()));
        assert_eq!(told(&made(&format!("{sign} {form} -nocerts"))), CmsRefusal::SignatureWrong);
    }
    // When both are registered, either may have signed.
    let both = [certificate(CERTIFICATE_A), namesake];
    assert_eq!(check(&made(sign), TEXT, &both, CmsPolicy::default()).unwrap().certificate, 1);
}

#[test]
fn another_kind_of_key_is_told() {
    // The registered certificate's name with a GOST key: what a mixed-up registration looks like.
    let gost = certificate(GOST_256);
    let message = super::forge::Forge { signer: &gost, ..super::forge::Forge::default() }.made();
    assert_eq!(
        refusal_of(&message, &[gost]),
        CmsRefusal::KeyOfAnotherKind { signature: KeyFamily::Rsa, key: KeyFamily::Gost2012_256 }
    );
}

#[test]
fn what_is_no_message_is_named() {
    let pem = made("smime -sign -binary -signer a.crt -inkey a.key -outform PEM");
    let mail = made("smime -sign -binary -signer a.crt -inkey a.key");
    let message = made(SIGN);
    let looks = |blob: &[u8]| match told(blob) {
        CmsRefusal::NotAsn1 { looks, .. } | CmsRefusal::NotSignedData { oid: None, looks } => looks,
        other => panic!("{other}"),
    };
    assert_eq!(looks(b""), Looks::Nothing);
    assert_eq!(looks(&pem), Looks::Pem);
    assert_eq!(looks(&mail), Looks::Mail);
    assert_eq!(looks(b"MIIGdwYJKoZIhvcNAQcCoIIGaDCCBmQCAQExDzANBglghkgBZQMEAgEFADAL"), Looks::Base64);
    assert_eq!(looks(&[0xa5; 64]), Looks::BareSignature);
    assert_eq!(looks(&message[..message.len() - 1]), Looks::CutMessage);
    assert_eq!(looks(&[0xff; 7]), Looks::Unknown);
    assert_eq!(
        told(&mail).to_string(),
        "the bytes are not a PKCS#7 signed message; they look like an S/MIME mail, whose DER signature must be sent \
         instead"
    );
    assert_eq!(
        told(b"").to_string(),
        "the bytes are not ASN.1 (the bytes end before the value does); they look like nothing at all"
    );
}

#[test]
fn other_contents_are_named() {
    let other = |blob: &[u8]| match told(blob) {
        CmsRefusal::NotSignedData { oid, looks } => (oid, looks),
        other => panic!("{other}"),
    };
    assert_eq!(other(certificate(CERTIFICATE_A).der()), (None, Looks::Certificate));
    assert_eq!(other(&[0x30, 0x00]), (None, Looks::Unknown));
    assert_eq!(other(&[tag::NULL, 0]), (None, Looks::Unknown));
    let enveloped = made("cms -encrypt -binary -aes128 -outform DER -recip a.crt");
    assert_eq!(other(&enveloped), (Some("1.2.840.113549.1.7.3".to_owned()), Looks::Unknown));
    let bundle = made("crl2pkcs7 -nocrl -certfile a.crt -outform DER");
    assert_eq!(told(&bundle), CmsRefusal::NoSigner);
    let oid = crate::crypto::asn1::object_id("1.2.840.113549.1.7.2").unwrap();
    assert_eq!(
        told(&tlv(tag::SEQUENCE, &[&oid])),
        CmsRefusal::Malformed { part: "SignedData", fault: Asn1Fault::Missing { wanted: 0xa0 } }
    );
}

#[test]
fn a_crowd_of_certificates_or_signers_is_refused_before_any_is_read() {
    let of = |enclosed: usize, signers: usize| {
        told(&super::forge::Forge { enclosed, signers, ..super::forge::Forge::default() }.made())
    };
    let crowded = |part, seen, max| CmsRefusal::TooMany { part, seen, max };
    assert_eq!(of(200, 150), crowded("certificates", 200, 32));
    assert_eq!(of(33, 1), crowded("certificates", 33, 32));
    assert_eq!(of(32, 9), crowded("signers", 9, 8));
}

#[test]
fn as_many_certificates_and_signers_as_clients_send_are_read() {
    let registered = [certificate(CERTIFICATE_A)];
    let blob = super::forge::Forge { enclosed: 32, signers: 8, ..super::forge::Forge::default() }.made();
    let seen = check(&blob, TEXT, &registered, CmsPolicy::default()).unwrap();
    assert_eq!((seen.enclosed_certificates, seen.signers), (32, 8));
}
