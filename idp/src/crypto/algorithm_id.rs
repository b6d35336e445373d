//! AlgorithmIdentifier: which signature an object identifier means (RFC 5280 section 4.1.1.2).

use gost3410::ParameterSet;

use crate::crypto::asn1::{Asn1Fault, Reader, Tlv, object_id, tag, tlv};
use crate::crypto::{Algorithm, DigestAlgorithm, KeyFamily};

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

    /// Whether the parameters may stand beside a signature of a GOST key over this set: NULL, absent as RFC
    /// 9215 section 2 wants them, or those of the key itself (section 4.2), which some encoders copy.
    pub(crate) fn fits_gost(&self, set: ParameterSet) -> bool {
        self.is_plain()
            || self.parameters.is_some_and(|parameters| names_set(parameters, set).is_ok_and(|it| it))
    }
}

fn names_set(parameters: &[u8], set: ParameterSet) -> Result<bool, Asn1Fault> {
    let mut inside = Reader::only(parameters, tag::SEQUENCE)?.inside();
    let named = inside.expect(tag::OBJECT_ID)?.object_id()?;
    let digest = inside.optional(tag::OBJECT_ID)?.map(|digest| digest.object_id()).transpose()?;
    inside.finish()?;
    let own = set.size().digest_oid().to_string();
    Ok(named == set.oid().to_string() && digest.is_none_or(|digest| digest == own))
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

/// Whether an object identifier is of GOST R 34.10-2001, of its forerunner of 1994 or of their digest (RFC
/// 4357 section 11, RFC 4490 and 4491), which may not be signed with since 2020.
pub(crate) fn is_retired(oid: &str) -> bool {
    matches!(
        oid,
        "1.2.643.2.2.3"
            | "1.2.643.2.2.4"
            | "1.2.643.2.2.9"
            | "1.2.643.2.2.19"
            | "1.2.643.2.2.20"
            | "1.2.643.2.2.98"
    )
}

/// The AlgorithmIdentifier of a signature in a certificate.
///
/// RSA wants NULL (RFC 3279 section 2.2.1), GOST wants no parameters at all (RFC 9215 section 2).
pub(crate) fn of_signatures(algorithm: Algorithm) -> Vec<u8> {
    let id = |dotted| object_id(dotted).expect("invariant: a dotted constant");
    match algorithm {
        Algorithm::Rs256 => with_null(&id("1.2.840.113549.1.1.11")),
        Algorithm::Gost2012_256 => tlv(tag::SEQUENCE, &[&id("1.2.643.7.1.1.3.2")]),
        Algorithm::Gost2012_512 => tlv(tag::SEQUENCE, &[&id("1.2.643.7.1.1.3.3")]),
    }
}

/// An AlgorithmIdentifier with NULL parameters, as RSA wants it.
pub(crate) fn with_null(object_id: &[u8]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &[object_id, &[tag::NULL, 0]])
}
