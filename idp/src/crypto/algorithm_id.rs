//! AlgorithmIdentifier: which signature an object identifier means (RFC 5280 section 4.1.1.2).

use crate::crypto::asn1::{Asn1Fault, Reader, Tlv, tag, tlv};
use crate::crypto::{DigestAlgorithm, KeyFamily};

/// An algorithm with its parameters, as a structure names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AlgorithmId<'a> {
    pub(crate) oid: String,
    pub(crate) parameters: Option<&'a [u8]>,
}

/// What a signature's object identifier says: whose key, and over which digest if it says that too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignatureScheme {
    pub(crate) family: KeyFamily,
    pub(crate) digest: Option<DigestAlgorithm>,
}

impl<'a> AlgorithmId<'a> {
    pub(crate) fn read(from: &mut Reader<'a>) -> Result<Self, Asn1Fault> {
        Self::of(&from.expect(tag::SEQUENCE)?)
    }

    pub(crate) fn of(sequence: &Tlv<'a>) -> Result<Self, Asn1Fault> {
        let mut inside = sequence.inside();
        let oid = inside.expect(tag::OBJECT_ID)?.object_id()?;
        let parameters = if inside.is_empty() { None } else { Some(inside.next()?.whole) };
        inside.finish()?;
        Ok(Self { oid, parameters })
    }

    /// Whether the parameters are NULL or absent: RFC 5754 section 2 wants them absent for digests and
    /// accepts NULL, RFC 3370 section 3.2 wants NULL for RSA, and encoders do either for both.
    pub(crate) fn is_plain(&self) -> bool {
        self.parameters.is_none_or(|parameters| parameters == [tag::NULL, 0])
    }
}

/// The signature an object identifier means; `None` for an unknown one.
///
/// Messages name the key's algorithm (RFC 3370 section 3.2, RFC 9215 section 4) or the signature's; both are
/// known.
pub(crate) fn signature_scheme(oid: &str) -> Option<SignatureScheme> {
    use DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512, Streebog256, Streebog512};
    let (family, digest) = match oid {
        "1.2.840.113549.1.1.1" => (KeyFamily::Rsa, None),
        "1.2.840.113549.1.1.5" => (KeyFamily::Rsa, Some(Sha1)),
        "1.2.840.113549.1.1.11" => (KeyFamily::Rsa, Some(Sha256)),
        "1.2.840.113549.1.1.12" => (KeyFamily::Rsa, Some(Sha384)),
        "1.2.840.113549.1.1.13" => (KeyFamily::Rsa, Some(Sha512)),
        "1.2.643.7.1.1.1.1" | "1.2.643.7.1.1.3.2" => (KeyFamily::Gost2012_256, Some(Streebog256)),
        "1.2.643.7.1.1.1.2" | "1.2.643.7.1.1.3.3" => (KeyFamily::Gost2012_512, Some(Streebog512)),
        _ => return None,
    };
    Some(SignatureScheme { family, digest })
}

/// An AlgorithmIdentifier with NULL parameters, as RSA wants it.
pub(crate) fn with_null(object_id: &[u8]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &[object_id, &[tag::NULL, 0]])
}
