//! X.509 certificates: reading what others made, fingerprints, and whose signature one carries (RFC 5280).

mod hash;
mod make;
pub(crate) mod moment;
mod name;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;

use crate::crypto::algorithm_id::{AlgorithmId, is_retired, signature_scheme};
use crate::crypto::asn1::{Asn1Fault, Reader, Tlv, tag};
use crate::crypto::digest::upper_hex;
use crate::crypto::{CryptoError, DigestAlgorithm, KeyFamily, PublicKey, pem};
use crate::domain::time::Timestamp;

pub use hash::{HashForm, find_by_hash};
pub use make::{CertificateOrder, Purpose, make_self_signed};
pub(crate) use name::Name;

const LABEL: &str = "CERTIFICATE";

/// The object identifier of the extension `subjectKeyIdentifier` (RFC 5280 section 4.2.1.2).
const KEY_IDENTIFIER: &str = "2.5.29.14";

/// A certificate as it was registered: its bytes, and what was read from them.
///
/// Reading is tolerant of encoders (any version, any extensions, any order of a name's parts) since nothing
/// is trusted because of what a certificate says: a client's certificates are trusted because they were
/// registered.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    signed_part: Vec<u8>,
    signature_oid: String,
    signature: Vec<u8>,
    serial: Vec<u8>,
    issuer: Name,
    subject: Name,
    not_before: Timestamp,
    not_after: Timestamp,
    key: PublicKey,
    key_identifier: Option<Vec<u8>>,
    key_bits: Vec<u8>,
}

/// What identifies a certificate to a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateSummary {
    /// Whose it is.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Its serial number in upper-case hexadecimal.
    pub serial: String,
    /// SHA-256 over its DER, upper-case hexadecimal.
    pub sha256: String,
}

impl Certificate {
    /// Reads one certificate; nothing may follow it, for fingerprints are over exactly these bytes.
    ///
    /// # Errors
    /// The bytes are no certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CryptoError> {
        let malformed = CryptoError::malformed("certificate");
        let mut outside = Reader::only(der, tag::SEQUENCE).map_err(&malformed)?.inside();
        let signed_part = outside.expect(tag::SEQUENCE).map_err(&malformed)?;
        let algorithm = AlgorithmId::read(&mut outside).map_err(&malformed)?;
        let signature = outside.expect(tag::BIT_STRING).and_then(|bits| bits.bits()).map_err(&malformed)?;
        outside.finish().map_err(&malformed)?;
        let part = SignedPart::read(&signed_part).map_err(&malformed)?;
        Ok(Self {
            der: der.to_vec(),
            signed_part: signed_part.whole.to_vec(),
            signature_oid: algorithm.oid,
            signature: signature.to_vec(),
            serial: part.serial.to_vec(),
            issuer: part.issuer,
            subject: part.subject,
            not_before: part.not_before,
            not_after: part.not_after,
            key: PublicKey::from_spki_der(part.key)?,
            key_identifier: part.key_identifier.map(<[u8]>::to_vec),
            key_bits: part.key_bits.to_vec(),
        })
    }

    /// Reads the first PEM block `CERTIFICATE` in any text.
    ///
    /// # Errors
    /// There is none, or it is no certificate.
    pub fn from_pem(text: &str) -> Result<Self, CryptoError> {
        Self::from_der(&pem::first(text, LABEL)?)
    }

    /// Reads a certificate as people paste one: the first PEM block `CERTIFICATE`, or the base64 of the DER alone.
    ///
    /// # Errors
    /// It is neither.
    pub fn from_text(text: &str) -> Result<Self, CryptoError> {
        match pem::bare(text) {
            Some(der) => Self::from_der(&der),
            None => Self::from_pem(text),
        }
    }

    /// Reads every PEM block `CERTIFICATE` in a text, in its order.
    ///
    /// # Errors
    /// There is none, or one of them is no certificate.
    pub fn all_from_pem(text: &str) -> Result<Vec<Self>, CryptoError> {
        let blocks = pem::blocks(text, LABEL)?;
        if blocks.is_empty() {
            return Err(CryptoError::NoPem { label: LABEL });
        }
        blocks.iter().map(|der| Self::from_der(der)).collect()
    }

    /// Reads the content of a certificate file, be it PEM (one or several), DER or the base64 of that alone.
    ///
    /// # Errors
    /// It is neither.
    pub fn all_from_file(content: &[u8]) -> Result<Vec<Self>, CryptoError> {
        if content.first() == Some(&tag::SEQUENCE) {
            return Self::from_der(content).map(|certificate| vec![certificate]);
        }
        let text = String::from_utf8_lossy(content);
        match pem::bare(&text) {
            Some(der) => Self::from_der(&der).map(|certificate| vec![certificate]),
            None => Self::all_from_pem(&text),
        }
    }

    /// The bytes fingerprints are taken of.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as a PEM block.
    pub fn to_pem(&self) -> String {
        pem::armour(LABEL, &self.der)
    }

    /// Whose it is, as `C=RU, O=…, CN=…` in the order it is written in; a SNILS is masked.
    pub fn subject(&self) -> String {
        self.subject.to_string()
    }

    /// The first value of a kind in the subject, as it is written: a SNILS is not masked, it must reach no log.
    pub fn subject_value(&self, kind: &str) -> Option<&str> {
        self.subject.value(kind)
    }

    /// Who issued it, in the same spelling.
    pub fn issuer(&self) -> String {
        self.issuer.to_string()
    }

    /// The serial number in upper-case hexadecimal, as `openssl x509 -serial` prints it.
    pub fn serial_hex(&self) -> String {
        upper_hex(number(&self.serial))
    }

    /// The first moment of its validity.
    pub const fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last moment of its validity.
    pub const fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether `now` lies within its validity.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    /// A digest over the DER in upper-case hexadecimal.
    pub fn fingerprint(&self, digest: DigestAlgorithm) -> String {
        digest.hex_of_message(&self.der)
    }

    /// The key it certifies.
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// What identifies it to a reader.
    pub fn summary(&self) -> CertificateSummary {
        CertificateSummary {
            subject: self.subject(),
            issuer: self.issuer(),
            serial: self.serial_hex(),
            sha256: self.fingerprint(DigestAlgorithm::Sha256),
        }
    }

    /// Checks that this certificate was signed by the owner of `issuer` (RFC 5280 section 6.1.3 (a) (1)).
    ///
    /// # Errors
    /// It was not, or the signature is of a kind this build does not know or that such a key cannot make.
    pub fn check_signed_by(&self, issuer: &PublicKey) -> Result<(), CryptoError> {
        if is_retired(&self.signature_oid) {
            return Err(CryptoError::Retired { family: KeyFamily::Gost2001 });
        }
        let unsupported = || CryptoError::UnsupportedAlgorithm { oid: self.signature_oid.clone() };
        let scheme = signature_scheme(&self.signature_oid).ok_or_else(unsupported)?;
        let digest = scheme.digest.ok_or_else(unsupported)?;
        if issuer.family().is_some_and(|family| family != scheme.family) {
            return Err(CryptoError::SignatureWrong);
        }
        issuer.verify(digest, &self.signed_part, &self.signature)
    }

    /// Whether `IssuerAndSerialNumber` (RFC 5652 section 10.2.4) names this certificate.
    pub(crate) fn is_named(&self, issuer: &Name, serial: &[u8]) -> bool {
        self.has_serial(serial) && self.issuer.is_same(issuer)
    }

    /// Whether it has this serial number, with or without leading zeros.
    pub(crate) fn has_serial(&self, serial: &[u8]) -> bool {
        number(&self.serial) == number(serial)
    }

    /// Whether a `subjectKeyIdentifier` names this certificate.
    pub(crate) fn has_key_identifier(&self, identifier: &[u8]) -> bool {
        self.key_identifier() == identifier
    }

    /// Its `subjectKeyIdentifier`: that of the extension, or, for a certificate without one, the SHA-1 of its
    /// key (RFC 5280 section 4.2.1.2, method 1).
    fn key_identifier(&self) -> Vec<u8> {
        self.key_identifier.clone().unwrap_or_else(|| DigestAlgorithm::Sha1.of_message(&self.key_bits))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Certificate({self}, serial {})", self.serial_hex())
    }
}

impl fmt::Display for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.subject.fmt(out)
    }
}

impl fmt::Display for CertificateSummary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "«{}», serial number {}, SHA-256 {}", self.subject, self.serial, self.sha256)
    }
}

/// The octets of a serial number without the zeros that only keep it positive.
pub(crate) fn number(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros.min(octets.len().saturating_sub(1))..).unwrap_or_default()
}

/// TBSCertificate (RFC 5280 section 4.1.2).
struct SignedPart<'a> {
    serial: &'a [u8],
    issuer: Name,
    subject: Name,
    not_before: Timestamp,
    not_after: Timestamp,
    key: &'a [u8],
    key_bits: &'a [u8],
    key_identifier: Option<&'a [u8]>,
}

impl<'a> SignedPart<'a> {
    fn read(sequence: &Tlv<'a>) -> Result<Self, Asn1Fault> {
        let mut inside = sequence.inside();
        inside.optional(tag::context(0))?;
        // Serial numbers may be negative or too long (RFC 5280 section 4.1.2.2 asks users to bear with them).
        let serial = inside.expect(tag::INTEGER)?.contents;
        inside.expect(tag::SEQUENCE)?;
        let issuer = Name::read(&inside.expect(tag::SEQUENCE)?)?;
        let mut validity = inside.expect(tag::SEQUENCE)?.inside();
        let (not_before, not_after) = (moment::read(&validity.next()?)?, moment::read(&validity.next()?)?);
        let subject = Name::read(&inside.expect(tag::SEQUENCE)?)?;
        let key = inside.expect(tag::SEQUENCE)?;
        let key_bits = key_bits(&key)?;
        let mut key_identifier = None;
        while !inside.is_empty() {
            let part = inside.next()?;
            if part.tag == tag::context(3) {
                key_identifier = key_identifier_in(&part)?;
            }
        }
        Ok(Self { serial, issuer, subject, not_before, not_after, key: key.whole, key_bits, key_identifier })
    }
}

/// The key inside a SubjectPublicKeyInfo.
fn key_bits<'a>(key: &Tlv<'a>) -> Result<&'a [u8], Asn1Fault> {
    let mut parts = key.inside();
    parts.expect(tag::SEQUENCE)?;
    parts.expect(tag::BIT_STRING)?.bits()
}

/// The identifier of a key that comes as a SubjectPublicKeyInfo (RFC 5280 section 4.2.1.2, method 1).
fn key_identifier_of(spki: &[u8]) -> Result<Vec<u8>, Asn1Fault> {
    let key = Reader::only(spki, tag::SEQUENCE)?;
    key_bits(&key).map(|bits| DigestAlgorithm::Sha1.of_message(bits))
}

/// The value of the extension `subjectKeyIdentifier`, if there is one.
fn key_identifier_in<'a>(extensions: &Tlv<'a>) -> Result<Option<&'a [u8]>, Asn1Fault> {
    for extension in extensions.inside().expect(tag::SEQUENCE)?.inside().all()? {
        let mut parts = extension.inside();
        if parts.expect(tag::OBJECT_ID)?.object_id()? != KEY_IDENTIFIER {
            continue;
        }
        parts.optional(tag::BOOLEAN)?;
        let value = parts.expect(tag::OCTET_STRING)?;
        return Reader::only(value.contents, tag::OCTET_STRING).map(|identifier| Some(identifier.contents));
    }
    Ok(None)
}
