//! Messages no honest library makes: attributes out of order, twice, missing; algorithms that disagree.

use super::forge::{CONTENT_TYPE, DATA, Forge, MESSAGE_DIGEST, algorithm, attribute, attributes_of};
use super::openssl::takes;
use super::{TEXT, registered};
use crate::crypto::asn1::{Asn1Fault, object_id, tag, tlv};
use crate::crypto::cms::{CmsPolicy, CmsRefusal, CmsSeen, check};
use crate::crypto::testkeys::{KEY_A, signer};
use crate::crypto::{DigestAlgorithm, Signer as _};

fn judged(message: &[u8]) -> Result<CmsSeen, CmsRefusal> {
    check(message, TEXT, &registered(), CmsPolicy::default())
}

fn with_attributes(attributes: impl Into<Vec<Vec<u8>>>) -> Forge<'static> {
    Forge { attributes: Some(attributes.into()), ..Forge::default() }
}

#[test]
fn an_honest_message_passes_here_and_at_openssl() {
    for forge in [Forge::default(), with_attributes(attributes_of(TEXT))] {
        let message = forge.made();
        assert!(judged(&message).is_ok() && takes(&message));
    }
}

#[test]
fn attributes_are_judged_in_the_order_they_are_sent_as_openssl_does() {
    let [content_type, digest] = attributes_of(TEXT);
    let sorted = tlv(tag::SET, &[&content_type, &digest]);
    let as_sent = with_attributes([digest.clone(), content_type.clone()]).made();
    assert!(judged(&as_sent).is_ok() && takes(&as_sent));
    let as_sorted = Forge { signed: Some(sorted), ..with_attributes([digest, content_type]) }.made();
    assert_eq!(judged(&as_sorted), Err(CmsRefusal::AttributesMissorted));
    assert!(!takes(&as_sorted));
}

#[test]
fn a_signature_over_the_text_does_not_serve_for_attributes() {
    let message = Forge { signed: Some(TEXT.to_vec()), ..with_attributes(attributes_of(TEXT)) }.made();
    assert_eq!(judged(&message), Err(CmsRefusal::AttributesNotSigned));
    assert!(!takes(&message));
}

#[test]
fn attributes_over_another_text_are_refused() {
    let message = with_attributes(attributes_of(b"another text")).made();
    assert!(matches!(judged(&message), Err(CmsRefusal::DigestDiffers { .. })));
    assert!(!takes(&message));
}

#[test]
fn an_attribute_appears_once() {
    let [content_type, digest] = attributes_of(TEXT);
    let [_, other] = attributes_of(b"another text");
    let message = with_attributes([content_type.clone(), digest.clone(), other]).made();
    let fault = Asn1Fault::BadPart { what: "an attribute that may appear once" };
    assert_eq!(judged(&message), Err(CmsRefusal::Malformed { part: "SignerInfo", fault }));
    let octets = tlv(tag::OCTET_STRING, &[&DigestAlgorithm::Sha256.of_message(TEXT)]);
    let two_values = attribute(MESSAGE_DIGEST, &[octets.clone(), octets].concat());
    let message = with_attributes([content_type, two_values]).made();
    assert_eq!(judged(&message), Err(CmsRefusal::Malformed { part: "SignerInfo", fault: Asn1Fault::Extra }));
}

#[test]
fn the_digest_may_not_be_missing_and_the_content_type_may() {
    let [content_type, digest] = attributes_of(TEXT);
    let message = with_attributes([content_type]).made();
    assert_eq!(judged(&message), Err(CmsRefusal::AttributeMissing { name: "messageDigest" }));
    assert!(judged(&with_attributes([digest.clone()]).made()).is_ok());
    let other_type = attribute(CONTENT_TYPE, &object_id("1.2.840.113549.1.7.5").unwrap());
    let told = judged(&with_attributes([other_type, digest]).made());
    let differs =
        CmsRefusal::ContentTypeDiffers { expected: DATA.to_owned(), seen: "1.2.840.113549.1.7.5".to_owned() };
    assert_eq!(told, Err(differs));
    assert_eq!(
        judged(&with_attributes([]).made()),
        Err(CmsRefusal::AttributeMissing { name: "messageDigest" })
    );
}

#[test]
fn attributes_beside_the_known_ones_are_signed_too() {
    let [content_type, digest] = attributes_of(TEXT);
    // CMSAlgorithmProtection (RFC 6211), which BouncyCastle adds.
    let protection = attribute("1.2.840.113549.1.9.52", &algorithm(DigestAlgorithm::Sha256.oid(), &[]));
    assert!(judged(&with_attributes([content_type, digest, protection]).made()).is_ok());
}

#[test]
fn parameters_are_null_or_absent() {
    let digest = DigestAlgorithm::Sha256.oid();
    for (digest_parameters, signature_parameters) in
        [(&[][..], &[][..]), (&[], &[tag::NULL, 0]), (&[tag::NULL, 0], &[])]
    {
        for oid in ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11"] {
            let message = Forge {
                digest: algorithm(digest, digest_parameters),
                signature: algorithm(oid, signature_parameters),
                ..with_attributes(attributes_of(TEXT))
            };
            assert!(judged(&message.made()).is_ok());
        }
    }
    let message = Forge { digest: algorithm(digest, &[tag::OCTET_STRING, 0]), ..Forge::default() };
    let fault = Asn1Fault::BadPart { what: "an algorithm's parameters" };
    assert_eq!(judged(&message.made()), Err(CmsRefusal::Malformed { part: "SignerInfo", fault }));
}

#[test]
fn algorithms_must_be_known_and_agree() {
    let unsupported = |oid: &str| Err(CmsRefusal::UnsupportedAlgorithm { oid: oid.to_owned() });
    let digest = |oid: &str| judged(&Forge { digest: algorithm(oid, &[]), ..Forge::default() }.made());
    let signature = |oid: &str| judged(&Forge { signature: algorithm(oid, &[]), ..Forge::default() }.made());
    assert_eq!(digest("1.2.840.113549.2.5"), unsupported("1.2.840.113549.2.5"));
    assert_eq!(signature("1.2.840.113549.1.1.10"), unsupported("1.2.840.113549.1.1.10"));
    let retired = |oid: &str| Err(CmsRefusal::Retired { oid: oid.to_owned() });
    assert_eq!(signature("1.2.643.2.2.19"), retired("1.2.643.2.2.19"));
    assert_eq!(digest("1.2.643.2.2.9"), retired("1.2.643.2.2.9"));
    let (named, signed) = (DigestAlgorithm::Sha256, DigestAlgorithm::Sha512);
    assert_eq!(signature("1.2.840.113549.1.1.13"), Err(CmsRefusal::DigestsDisagree { named, signed }));
    // The key signs SHA-256 whatever the message says.
    let (named, signed) = (DigestAlgorithm::Sha512, DigestAlgorithm::Sha256);
    assert_eq!(digest(named.oid()), Err(CmsRefusal::DigestsDisagree { named, signed }));
}

#[test]
fn a_signature_of_a_wrong_length_is_wrong() {
    let right = signer(KEY_A).sign(TEXT).unwrap();
    for octets in [Vec::new(), right[1..].to_vec(), [&right[..], &[0]].concat(), [&[0], &right[..]].concat()]
    {
        let message = Forge { octets: Some(octets), ..Forge::default() }.made();
        assert_eq!(judged(&message), Err(CmsRefusal::SignatureWrong));
    }
}
