//! Owns SubjectPublicKeyInfo and the algorithm identifier it shares with PKCS#8: RFC 9215 section 4.

use crate::der::{self, Reader};
use crate::params::{ParameterSet, Size};
use crate::refusal::KeyRefusal;
use crate::verifying_key::VerifyingKey;

impl VerifyingKey {
    /// Reads a DER SubjectPublicKeyInfo, the contents of a PEM `PUBLIC KEY`.
    ///
    /// # Errors
    /// When the structure, the algorithm or the point is not what RFC 9215 asks for.
    pub fn from_spki_der(octets: &[u8]) -> Result<Self, KeyRefusal> {
        let mut outer = Reader::new(octets);
        let mut body = outer.enter(der::SEQUENCE)?;
        outer.finish()?;
        let set = read_algorithm(&mut body)?;
        let bits = body.take(der::BIT_STRING)?;
        body.finish()?;
        let Some((0, wrapped)) = bits.split_first() else { return Err(KeyRefusal::Malformed) };
        // RFC 9215 section 4.3: the bits are an OCTET STRING once more.
        let mut reader = Reader::new(wrapped);
        let point = reader.take(der::OCTET_STRING)?;
        reader.finish()?;
        Self::from_bytes(set, point)
    }

    /// Writes a DER SubjectPublicKeyInfo.
    pub fn to_spki_der(&self) -> Vec<u8> {
        let point = der::element(der::OCTET_STRING, &[&self.to_bytes()]);
        let bits = der::element(der::BIT_STRING, &[&[0], &point]);
        der::element(der::SEQUENCE, &[&write_algorithm(self.parameter_set()), &bits])
    }
}

/// Reads `AlgorithmIdentifier { algorithm, { publicKeyParamSet, digestParamSet OPTIONAL } }`.
pub(crate) fn read_algorithm(reader: &mut Reader<'_>) -> Result<ParameterSet, KeyRefusal> {
    let mut identifier = reader.enter(der::SEQUENCE)?;
    let algorithm = identifier.take(der::OBJECT_IDENTIFIER)?;
    let size = [Size::Bits256, Size::Bits512]
        .into_iter()
        .find(|size| size.key_oid().der_contents() == algorithm)
        .ok_or(KeyRefusal::UnknownAlgorithm)?;
    let mut parameters = identifier.enter(der::SEQUENCE)?;
    identifier.finish()?;
    let set = ParameterSet::from_oid_der(parameters.take(der::OBJECT_IDENTIFIER)?)
        .ok_or(KeyRefusal::UnknownParameterSet)?;
    if set.size() != size {
        return Err(KeyRefusal::SizeMismatch);
    }
    // RFC 9215 section 4.2 says when the digest is to be named; producers differ, so both ways are read.
    if parameters.peek().is_some()
        && parameters.take(der::OBJECT_IDENTIFIER)? != size.digest_oid().der_contents()
    {
        return Err(KeyRefusal::DigestMismatch);
    }
    parameters.finish()?;
    Ok(set)
}

/// Writes the algorithm identifier of keys over a set.
pub(crate) fn write_algorithm(set: ParameterSet) -> Vec<u8> {
    let mut parameters = der::identifier(set.oid());
    if set.names_its_digest() {
        parameters.extend(der::identifier(set.size().digest_oid()));
    }
    let parameters = der::element(der::SEQUENCE, &[&parameters]);
    der::element(der::SEQUENCE, &[&der::identifier(set.size().key_oid()), &parameters])
}
