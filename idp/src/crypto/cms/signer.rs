//! One signer of a message: SignerInfo and its signed attributes (RFC 5652 sections 5.3 and 11).

use super::{CmsRefusal, SignerName};
use crate::crypto::Certificate;
use crate::crypto::algorithm_id::AlgorithmId;
use crate::crypto::asn1::{Asn1Fault, Reader, Tlv, tag, tlv};
use crate::crypto::certificate::{Name, moment, number};
use crate::crypto::digest::upper_hex;
use crate::domain::time::Timestamp;

const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";

/// SignerInfo without its version and its unsigned attributes.
pub(super) struct Signer<'a> {
    pub(super) identifier: Identifier<'a>,
    pub(super) digest: AlgorithmId<'a>,
    pub(super) attributes: Option<Attributes<'a>>,
    pub(super) signature_algorithm: AlgorithmId<'a>,
    pub(super) signature: &'a [u8],
}

/// SignerIdentifier.
pub(super) enum Identifier<'a> {
    IssuerAndSerial { issuer: Name, serial: &'a [u8] },
    Key(&'a [u8]),
}

/// The signed attributes that decide something, and all of them as they were sent.
pub(super) struct Attributes<'a> {
    sent: &'a [u8],
    pub(super) message_digest: Option<&'a [u8]>,
    pub(super) content_type: Option<String>,
    /// When the signer says it signed; nothing when it cannot be read.
    pub(super) signing_time: Option<Timestamp>,
}

impl<'a> Signer<'a> {
    pub(super) fn read(signer: &Tlv<'a>) -> Result<Self, CmsRefusal> {
        Self::parts(signer).map_err(|fault| CmsRefusal::Malformed { part: "SignerInfo", fault })
    }

    fn parts(signer: &Tlv<'a>) -> Result<Self, Asn1Fault> {
        if signer.tag != tag::SEQUENCE {
            return Err(Asn1Fault::UnexpectedTag { wanted: tag::SEQUENCE, seen: signer.tag });
        }
        let mut inside = signer.inside();
        inside.expect(tag::INTEGER)?;
        let identifier = match inside.optional(tag::implicit(0))? {
            Some(key) => Identifier::Key(key.contents),
            None => Identifier::issuer_and_serial(&inside.expect(tag::SEQUENCE)?)?,
        };
        let digest = AlgorithmId::read(&mut inside)?;
        let attributes = inside.optional(tag::context(0))?;
        let attributes = attributes.map(|set| Attributes::read(&set)).transpose()?;
        let signature_algorithm = AlgorithmId::read(&mut inside)?;
        let signature = inside.expect(tag::OCTET_STRING)?.contents;
        inside.optional(tag::context(1))?;
        inside.finish()?;
        Ok(Self { identifier, digest, attributes, signature_algorithm, signature })
    }
}

impl<'a> Identifier<'a> {
    fn issuer_and_serial(sequence: &Tlv<'a>) -> Result<Self, Asn1Fault> {
        let mut inside = sequence.inside();
        let issuer = Name::read(&inside.expect(tag::SEQUENCE)?)?;
        let serial = inside.expect(tag::INTEGER)?.contents;
        inside.finish()?;
        Ok(Self::IssuerAndSerial { issuer, serial })
    }

    /// Whether this certificate is the one the message names.
    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => certificate.is_named(issuer, serial),
            Self::Key(identifier) => certificate.has_key_identifier(identifier),
        }
    }

    /// Whether its serial number, if the message names one, is this certificate's.
    pub(super) fn has_serial_of(&self, certificate: &Certificate) -> bool {
        matches!(self, Self::IssuerAndSerial { serial, .. } if certificate.has_serial(serial))
    }

    pub(super) fn shown(&self) -> SignerName {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                SignerName::IssuerAndSerial { issuer: issuer.to_string(), serial: upper_hex(number(serial)) }
            }
            Self::Key(identifier) => SignerName::KeyIdentifier { identifier: upper_hex(identifier) },
        }
    }
}

impl<'a> Attributes<'a> {
    fn read(set: &Tlv<'a>) -> Result<Self, Asn1Fault> {
        let mut attributes =
            Self { sent: set.contents, message_digest: None, content_type: None, signing_time: None };
        for attribute in set.inside().all()? {
            let mut parts = attribute.inside();
            let oid = parts.expect(tag::OBJECT_ID)?.object_id()?;
            let values = parts.expect(tag::SET)?;
            let twice = match oid.as_str() {
                MESSAGE_DIGEST => {
                    let digest = Reader::only(values.contents, tag::OCTET_STRING)?.contents;
                    attributes.message_digest.replace(digest).is_some()
                }
                CONTENT_TYPE => {
                    let content_type = Reader::only(values.contents, tag::OBJECT_ID)?.object_id()?;
                    attributes.content_type.replace(content_type).is_some()
                }
                SIGNING_TIME => {
                    let value = values.inside().all()?.into_iter().next();
                    attributes.signing_time = value.and_then(|value| moment::read(&value).ok());
                    false
                }
                _ => false,
            };
            // RFC 5652 section 11: neither may appear more than once, or a signer could sign two texts at
            // once.
            if twice {
                return Err(Asn1Fault::BadPart { what: "an attribute that may appear once" });
            }
        }
        Ok(attributes)
    }

    /// What the signature is over: the attributes as a SET OF (RFC 5652 section 5.4).
    ///
    /// The RFC has a verifier encode them in DER, which sorts them. OpenSSL keeps the order they were sent
    /// in, and so does this: a signer that sorts before signing but not before sending is refused, as OpenSSL
    /// refuses it, and one that sorts at neither place, as node-forge, passes, as it passes OpenSSL. Lengths
    /// alone are made definite.
    pub(super) fn signed_bytes(&self) -> Vec<u8> {
        tlv(tag::SET, &[self.sent])
    }

    /// The same in DER order (X.690 section 11.6), when that is another one.
    pub(super) fn sorted_bytes(&self) -> Option<Vec<u8>> {
        let mut attributes: Vec<_> = Reader::new(self.sent).all().ok()?.iter().map(|one| one.whole).collect();
        attributes.sort_unstable();
        let sorted = attributes.concat();
        (sorted != self.sent).then(|| tlv(tag::SET, &[&sorted]))
    }
}
