//! A maker of messages that no honest library makes.

use std::sync::LazyLock;

use super::TEXT;
use crate::crypto::asn1::{Reader, object_id, tag, tlv, unsigned};
use crate::crypto::testkeys::{CERTIFICATE_A, KEY_A, certificate, signer};
use crate::crypto::{Certificate, DigestAlgorithm, GostSigner, KeyFamily, RsaSigner, Signer};

pub(super) const DATA: &str = "1.2.840.113549.1.7.1";
pub(super) const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub(super) const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";

/// A message of client A, detached, but for what a test says otherwise.
pub(super) struct Forge<'a> {
    /// Whose certificate the message names.
    pub(super) signer: &'a Certificate,
    /// The key that signs.
    pub(super) key: &'a dyn Signer,
    /// The text, when the message is to carry it.
    pub(super) content: Option<&'a [u8]>,
    /// The attributes in the order they are sent, each as [`attribute`] makes it.
    pub(super) attributes: Option<Vec<Vec<u8>>>,
    /// What is signed instead of the attributes as sent, or of the text when there are none.
    pub(super) signed: Option<Vec<u8>>,
    /// The digest's AlgorithmIdentifier.
    pub(super) digest: Vec<u8>,
    /// The signature's AlgorithmIdentifier.
    pub(super) signature: Vec<u8>,
    /// The octets of the signature instead of right ones.
    pub(super) octets: Option<Vec<u8>>,
    /// How many times the message encloses the signer's certificate.
    pub(super) enclosed: usize,
    /// How many times the message names its signer.
    pub(super) signers: usize,
}

impl Default for Forge<'_> {
    fn default() -> Self {
        static A: LazyLock<Certificate> = LazyLock::new(|| certificate(CERTIFICATE_A));
        static KEY: LazyLock<RsaSigner> = LazyLock::new(|| signer(KEY_A));
        Self {
            signer: &A,
            key: &*KEY,
            content: None,
            attributes: None,
            signed: None,
            digest: algorithm(DigestAlgorithm::Sha256.oid(), &[tag::NULL, 0]),
            signature: algorithm("1.2.840.113549.1.1.1", &[tag::NULL, 0]),
            octets: None,
            enclosed: 0,
            signers: 1,
        }
    }
}

impl<'a> Forge<'a> {
    /// A message of a GOST key, with the algorithms OpenSSL names.
    pub(super) fn of_gost(signer: &'a Certificate, key: &'a GostSigner) -> Self {
        let oid = if key.public_key().family() == KeyFamily::Gost2012_256 {
            "1.2.643.7.1.1.1.1"
        } else {
            "1.2.643.7.1.1.1.2"
        };
        let null = [tag::NULL, 0];
        let digest = algorithm(key.algorithm().digest().oid(), &null);
        Self { signer, key, digest, signature: algorithm(oid, &null), ..Self::default() }
    }

    pub(super) fn made(self) -> Vec<u8> {
        let sent = self.attributes.map(|attributes| attributes.concat());
        let to_be_signed = match (self.signed, &sent) {
            (Some(signed), _) => signed,
            (None, Some(sent)) => tlv(tag::SET, &[sent]),
            (None, None) => TEXT.to_vec(),
        };
        let signature = self.octets.unwrap_or_else(|| self.key.sign(&to_be_signed).unwrap());
        let signer_info = tlv(
            tag::SEQUENCE,
            &[
                &unsigned(&[1]),
                &issuer_and_serial(self.signer),
                &self.digest,
                &sent.map_or_else(Vec::new, |sent| tlv(tag::context(0), &[&sent])),
                &self.signature,
                &tlv(tag::OCTET_STRING, &[&signature]),
            ],
        );
        let data = object_id(DATA).unwrap();
        let attached = self
            .content
            .map_or_else(Vec::new, |content| tlv(tag::context(0), &[&tlv(tag::OCTET_STRING, &[content])]));
        let (digests, content) = (tlv(tag::SET, &[&self.digest]), tlv(tag::SEQUENCE, &[&data, &attached]));
        let certificates = match self.enclosed {
            0 => Vec::new(),
            times => tlv(tag::context(0), &[&self.signer.der().repeat(times)]),
        };
        let signers = tlv(tag::SET, &[&signer_info.repeat(self.signers)]);
        let signed_data = tlv(tag::SEQUENCE, &[&unsigned(&[1]), &digests, &content, &certificates, &signers]);
        let oid = object_id("1.2.840.113549.1.7.2").unwrap();
        tlv(tag::SEQUENCE, &[&oid, &tlv(tag::context(0), &[&signed_data])])
    }
}

/// An attribute with one value.
pub(super) fn attribute(oid: &str, value: &[u8]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &[&object_id(oid).unwrap(), &tlv(tag::SET, &[value])])
}

/// The attributes `contentType` and `messageDigest` over a text, in this order, which is that of DER.
pub(super) fn attributes_of(text: &[u8]) -> [Vec<u8>; 2] {
    attributes_with(DigestAlgorithm::Sha256, text)
}

/// The same with another digest.
pub(super) fn attributes_with(digest: DigestAlgorithm, text: &[u8]) -> [Vec<u8>; 2] {
    let digest = tlv(tag::OCTET_STRING, &[&digest.of_message(text)]);
    [attribute(CONTENT_TYPE, &object_id(DATA).unwrap()), attribute(MESSAGE_DIGEST, &digest)]
}

/// An AlgorithmIdentifier with these parameters, which may be none at all.
pub(super) fn algorithm(oid: &str, parameters: &[u8]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &[&object_id(oid).unwrap(), parameters])
}

/// IssuerAndSerialNumber copied from a certificate's bytes.
fn issuer_and_serial(certificate: &Certificate) -> Vec<u8> {
    let outside = Reader::only(certificate.der(), tag::SEQUENCE).unwrap();
    let parts = outside.inside().next().unwrap().inside().all().unwrap();
    let first = usize::from(parts[0].tag == tag::context(0));
    tlv(tag::SEQUENCE, &[parts[first + 2].whole, parts[first].whole])
}

/// The same values with an indefinite length wherever BER allows one (X.690 section 8.1.3.6).
pub(super) fn loosened(der: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for value in Reader::new(der).all().unwrap() {
        if value.tag & tag::CONSTRUCTED == 0 {
            out.extend_from_slice(value.whole);
        } else {
            out.extend([value.tag, 0x80]);
            out.extend(loosened(value.contents));
            out.extend([0, 0]);
        }
    }
    out
}
