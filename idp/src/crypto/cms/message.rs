//! The outside of a message: ContentInfo and SignedData (RFC 5652 sections 3 and 5.1).

use super::signer::Signer;
use super::{CmsRefusal, Looks};
use crate::crypto::asn1::{Asn1Fault, Reader, Tlv, tag};

/// The object identifier of `id-signedData`.
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// How many certificates a message may enclose: several chains from the signer's up to the root.
// SIM: the real system's bounds are not known; these keep the work of judging and explaining one message small.
const CERTIFICATES_MAX: usize = 32;
/// How many signers a message may have: ESIA's rules know one, a client that changes its key two.
const SIGNERS_MAX: usize = 8;

/// A message without its algorithms and versions, which the signers repeat or which decide nothing.
pub(super) struct Message<'a> {
    /// The type of the content; `id-data` for a text.
    pub(super) content_type: String,
    /// The text, when it is attached.
    pub(super) content: Option<&'a [u8]>,
    /// The certificates it encloses, unread.
    pub(super) enclosed: Vec<&'a [u8]>,
    /// Who signed it.
    pub(super) signers: Vec<Signer<'a>>,
}

impl<'a> Message<'a> {
    /// Reads a message with definite lengths; `blob` is what it was made from.
    pub(super) fn read(der: &'a [u8], blob: &[u8]) -> Result<Self, CmsRefusal> {
        let foreign = |_| CmsRefusal::NotSignedData { oid: None, looks: Looks::of_value(der, blob) };
        let mut outside = Reader::only(der, tag::SEQUENCE).map_err(foreign)?.inside();
        let oid = outside.expect(tag::OBJECT_ID).and_then(|oid| oid.object_id()).map_err(foreign)?;
        if oid != SIGNED_DATA {
            return Err(CmsRefusal::NotSignedData { oid: Some(oid), looks: Looks::Unknown });
        }
        let malformed = |fault| CmsRefusal::Malformed { part: "SignedData", fault };
        let wrapped = outside.expect(tag::context(0)).map_err(malformed)?;
        outside.finish().map_err(malformed)?;
        let data = Reader::only(wrapped.contents, tag::SEQUENCE).map_err(malformed)?;
        let (mut message, signers) = Self::read_inside(&data).map_err(malformed)?;
        within("certificates", message.enclosed.len(), CERTIFICATES_MAX)?;
        within("signers", signers.len(), SIGNERS_MAX)?;
        for signer in signers {
            message.signers.push(Signer::read(&signer)?);
        }
        Ok(message)
    }

    fn read_inside(data: &Tlv<'a>) -> Result<(Self, Vec<Tlv<'a>>), Asn1Fault> {
        let mut inside = data.inside();
        inside.expect(tag::INTEGER)?;
        // RFC 5652 section 5.1 lets a reader refuse a signer whose digest is not listed here; it need not.
        inside.expect(tag::SET)?;
        let mut encapsulated = inside.expect(tag::SEQUENCE)?.inside();
        let content_type = encapsulated.expect(tag::OBJECT_ID)?.object_id()?;
        let content = match encapsulated.optional(tag::context(0))? {
            Some(wrapped) => Some(Reader::only(wrapped.contents, tag::OCTET_STRING)?.contents),
            None => None,
        };
        encapsulated.finish()?;
        let certificates = inside.optional(tag::context(0))?;
        inside.optional(tag::context(1))?;
        let signers = inside.expect(tag::SET)?.inside().all()?;
        inside.finish()?;
        let certificates = certificates.map_or(Ok(Vec::new()), |set| set.inside().all())?;
        let enclosed = certificates.iter().map(|certificate| certificate.whole).collect();
        Ok((Self { content_type, content, enclosed, signers: Vec::new() }, signers))
    }
}

const fn within(part: &'static str, seen: usize, max: usize) -> Result<(), CmsRefusal> {
    if seen > max { Err(CmsRefusal::TooMany { part, seen, max }) } else { Ok(()) }
}
