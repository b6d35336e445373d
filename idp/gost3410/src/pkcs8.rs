//! Owns PrivateKeyInfo (PKCS#8, RFC 5208) with the three spellings of a GOST number that producers use.

use crate::der::{self, Reader};
use crate::params::ParameterSet;
use crate::refusal::KeyRefusal;
use crate::signing_key::SigningKey;
use crate::spki::{read_algorithm, write_algorithm};

/// The attributes and the public key that may follow the private one: RFC 5958 section 2.
const TRAILING: [u8; 3] = [0xa0, 0x81, 0xa1];

impl SigningKey {
    /// Reads a DER PrivateKeyInfo, the contents of a PEM `PRIVATE KEY`, not encrypted.
    ///
    /// # Errors
    /// When the structure, the algorithm or the number is none that is known.
    pub fn from_pkcs8_der(octets: &[u8]) -> Result<Self, KeyRefusal> {
        let mut outer = Reader::new(octets);
        let mut body = outer.enter(der::SEQUENCE)?;
        outer.finish()?;
        if !matches!(body.take(der::INTEGER)?, [0 | 1]) {
            return Err(KeyRefusal::Malformed);
        }
        let set = read_algorithm(&mut body)?;
        let number = body.take(der::OCTET_STRING)?;
        while let Some(tag) = body.peek() {
            if !TRAILING.contains(&tag) {
                return Err(KeyRefusal::Malformed);
            }
            body.take(tag)?;
        }
        read_number(set, number)
    }

    /// Writes a DER PrivateKeyInfo as OpenSSL's engine does: the number itself, little-endian.
    pub fn to_pkcs8_der(&self) -> Vec<u8> {
        let version = der::element(der::INTEGER, &[&[0]]);
        let number = der::element(der::OCTET_STRING, &[&self.to_bytes()]);
        der::element(der::SEQUENCE, &[&version, &write_algorithm(self.parameter_set()), &number])
    }
}

/// R 50.1.112-2016 puts the number, with its masks if any, right into the OCTET STRING; older producers
/// wrap it once more, or write an INTEGER. The length tells the first form from the others, as it does for
/// OpenSSL.
fn read_number(set: ParameterSet, octets: &[u8]) -> Result<SigningKey, KeyRefusal> {
    let width = set.size().octets();
    if octets.len().is_multiple_of(width) {
        return SigningKey::from_masked_bytes(set, octets);
    }
    let mut reader = Reader::new(octets);
    match reader.peek() {
        Some(der::OCTET_STRING) => {
            let number = reader.take(der::OCTET_STRING)?;
            reader.finish()?;
            SigningKey::from_bytes(set, number)
        }
        Some(der::INTEGER) => {
            let number = reader.take(der::INTEGER)?;
            reader.finish()?;
            SigningKey::from_be_scalar(set, &widened(number, width)?)
        }
        _ => Err(KeyRefusal::Malformed),
    }
}

/// A positive INTEGER as so many octets: without the octet of its sign, and with leading zeros.
fn widened(integer: &[u8], width: usize) -> Result<Vec<u8>, KeyRefusal> {
    if integer.first().is_none_or(|first| *first >= 0x80) {
        return Err(KeyRefusal::OutOfRange);
    }
    let magnitude = integer.strip_prefix(&[0]).unwrap_or(integer);
    let missing = width.checked_sub(magnitude.len()).ok_or(KeyRefusal::WrongLength)?;
    Ok([vec![0; missing], magnitude.to_vec()].concat())
}
