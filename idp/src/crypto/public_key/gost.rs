//! GOST R 34.10-2012 public keys: read once, checked with many times, written in the forms they are published
//! in.

use std::fmt;

use gost3410::{ParameterSet, VerifyingKey};

use crate::crypto::slow;
use crate::crypto::{Algorithm, CryptoError, DigestAlgorithm, KeyFamily, pem};

/// A GOST public key, taken apart when it is read: whether the point lies on its curve and in its group is
/// settled then, and no check of a signature pays for it again.
#[derive(Clone)]
pub struct GostPublicKey {
    key: VerifyingKey,
    spki: Vec<u8>,
}

impl GostPublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 9215 section 4).
    ///
    /// # Errors
    /// It is no GOST R 34.10-2012 key, its parameter set is unknown, or the point is none of its curve's.
    pub fn from_spki_der(spki: &[u8]) -> Result<Self, CryptoError> {
        let key = VerifyingKey::from_spki_der(spki).map_err(|refusal| CryptoError::BadGostKey { refusal })?;
        Ok(Self { key, spki: spki.to_vec() })
    }

    /// A key from its coordinates, each big-endian and as long as the set's numbers.
    ///
    /// # Errors
    /// The lengths are not the set's, or the point is none of its curve's.
    pub fn from_coordinates(set: ParameterSet, x: &[u8], y: &[u8]) -> Result<Self, CryptoError> {
        // The octets of a key are `X || Y`, each little-endian, so X || Y reversed is Y || X reversed.
        let octets: Vec<u8> = x.iter().rev().chain(y.iter().rev()).copied().collect();
        if x.len() != y.len() {
            return Err(CryptoError::BadGostKey { refusal: gost3410::KeyRefusal::WrongLength });
        }
        let key =
            VerifyingKey::from_bytes(set, &octets).map_err(|refusal| CryptoError::BadGostKey { refusal })?;
        Ok(Self::from(key))
    }

    /// The set of the key's curve.
    pub fn parameter_set(&self) -> ParameterSet {
        self.key.parameter_set()
    }

    /// The algorithm of the key's signatures, which its size decides.
    pub fn algorithm(&self) -> Algorithm {
        Algorithm::from(self.parameter_set().size())
    }

    /// 256 or 512 bits.
    pub fn family(&self) -> KeyFamily {
        self.algorithm().family()
    }

    /// The digest the key's signatures are over.
    pub fn digest(&self) -> DigestAlgorithm {
        self.algorithm().digest()
    }

    /// How long the key's signatures are, in bytes.
    pub fn signature_length(&self) -> usize {
        2 * self.parameter_set().size().octets()
    }

    /// The coordinates `x` and `y`, each big-endian and as long as the set's numbers.
    pub fn coordinates(&self) -> (Vec<u8>, Vec<u8>) {
        let octets = self.key.to_bytes();
        let (x, y) = octets.split_at(octets.len() / 2);
        (gost3410::mirrored(x), gost3410::mirrored(y))
    }

    /// The SubjectPublicKeyInfo, as it was read if it was.
    pub fn to_spki_der(&self) -> Vec<u8> {
        self.spki.clone()
    }

    /// The key as a PEM block `PUBLIC KEY`.
    pub fn to_spki_pem(&self) -> String {
        pem::armour("PUBLIC KEY", &self.spki)
    }

    /// Checks a signature `s || r`, each big-endian (RFC 9215 section 2), over a message.
    ///
    /// # Errors
    /// The signature is not this key's over this message, or the digest is not the one of such a key.
    pub fn verify(
        &self,
        digest: DigestAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        if digest != self.digest() {
            return Err(CryptoError::UnsupportedAlgorithm { oid: digest.oid().to_owned() });
        }
        self.verify_digest(&digest.of_message(message), signature)
    }

    /// The same over a digest that was made already.
    pub(crate) fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
        slow::check("checking a signature");
        self.key.verify_digest(digest, signature).map_err(|_| CryptoError::SignatureWrong)
    }
}

impl From<VerifyingKey> for GostPublicKey {
    fn from(key: VerifyingKey) -> Self {
        let spki = key.to_spki_der();
        Self { key, spki }
    }
}

/// Two spellings of one key are the same key.
impl PartialEq for GostPublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for GostPublicKey {}

impl fmt::Debug for GostPublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = DigestAlgorithm::Sha256.hex_of_message(&self.spki);
        write!(out, "GostPublicKey({}, SHA-256 {fingerprint})", self.parameter_set())
    }
}
