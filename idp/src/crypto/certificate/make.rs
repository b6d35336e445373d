//! The making of self-signed certificates, which realms publish their signing keys in (RFC 5280 section 4.1).

use super::{Certificate, KEY_IDENTIFIER, moment, name::Name};
use crate::crypto::algorithm_id::with_null;
use crate::crypto::asn1::{bit_string, object_id, tag, tlv, unsigned};
use crate::crypto::{CryptoError, DigestAlgorithm, RsaSigner, Signer};
use crate::domain::time::Timestamp;

/// A version 3 certificate of an RSA key, signed by that key with SHA-256.
///
/// `subject` is written `C=RU, O=Diaries\, Inc., CN=TESTIS`, in the order the certificate carries it. The
/// same arguments make the same bytes. A GOST key needs only its own algorithm identifier and key beside
/// `sealed`.
///
/// # Errors
/// The subject cannot be read, the serial number is zero, or the validity lies outside the years 1950 to
/// 2199.
pub fn make_self_signed(
    subject: &str,
    key: &RsaSigner,
    serial: u64,
    from: Timestamp,
    to: Timestamp,
) -> Result<Certificate, CryptoError> {
    if serial == 0 {
        return Err(CryptoError::BadSubject {
            why: "a serial number is positive (RFC 5280 section 4.1.2.2)",
        });
    }
    let subject = Name::parse(subject)?;
    let algorithm = with_null(&oid("1.2.840.113549.1.1.11"));
    let signed_part = tlv(
        tag::SEQUENCE,
        &[
            &tlv(tag::context(0), &[&unsigned(&[2])]),
            &unsigned(&serial.to_be_bytes()),
            &algorithm,
            subject.der(),
            &tlv(tag::SEQUENCE, &[&moment::write(from)?, &moment::write(to)?]),
            subject.der(),
            &key.public_key().to_spki_der(),
            &extensions(key.public_key().pkcs1_der()),
        ],
    );
    sealed(&signed_part, &algorithm, key)
}

fn sealed(signed_part: &[u8], algorithm: &[u8], key: &dyn Signer) -> Result<Certificate, CryptoError> {
    let signature = key.sign(signed_part)?;
    Certificate::from_der(&tlv(tag::SEQUENCE, &[signed_part, algorithm, &bit_string(&signature)]))
}

/// The two extensions `openssl req -x509` writes as well: the key's identifier, and that it may be a trust
/// anchor.
fn extensions(key_bits: &[u8]) -> Vec<u8> {
    const BASIC_CONSTRAINTS: &str = "2.5.29.19";
    let identifier = tlv(tag::OCTET_STRING, &[&DigestAlgorithm::Sha1.of_message(key_bits)]);
    let is_anchor = tlv(tag::SEQUENCE, &[&[tag::BOOLEAN, 1, 0xff]]);
    let own_key = tlv(tag::SEQUENCE, &[&oid(KEY_IDENTIFIER), &tlv(tag::OCTET_STRING, &[&identifier])]);
    let critical = [tag::BOOLEAN, 1, 0xff];
    let anchor =
        tlv(tag::SEQUENCE, &[&oid(BASIC_CONSTRAINTS), &critical, &tlv(tag::OCTET_STRING, &[&is_anchor])]);
    tlv(tag::context(3), &[&tlv(tag::SEQUENCE, &[&own_key, &anchor])])
}

fn oid(dotted: &str) -> Vec<u8> {
    object_id(dotted).expect("invariant: a dotted constant")
}
