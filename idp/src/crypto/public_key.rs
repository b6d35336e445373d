//! The public keys that certificates carry, and the checking of signatures with them.

mod gost;
mod recover;
mod rsa;

use crate::crypto::algorithm_id::{AlgorithmId, is_retired};
use crate::crypto::asn1::{Reader, tag};
use crate::crypto::{CryptoError, DigestAlgorithm, KeyFamily, pem};

pub use gost::GostPublicKey;
pub use rsa::RsaPublicKey;

/// A public key as a certificate carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// A GOST R 34.10-2012 key.
    Gost(GostPublicKey),
    /// A GOST R 34.10-2001 key, which nothing is checked with.
    Gost2001,
    /// A key of a kind this build does not know.
    Unsupported {
        /// The object identifier of its algorithm.
        oid: String,
    },
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1).
    ///
    /// # Errors
    /// The bytes are none, an RSA key outside the sizes in use, or a GOST R 34.10-2012 key whose curve or
    /// point is unknown.
    pub fn from_spki_der(spki: &[u8]) -> Result<Self, CryptoError> {
        let malformed = CryptoError::malformed("public key");
        let mut inside = Reader::only(spki, tag::SEQUENCE).map_err(&malformed)?.inside();
        let algorithm = AlgorithmId::read(&mut inside).map_err(&malformed)?;
        let bits = inside.expect(tag::BIT_STRING).and_then(|key| key.bits()).map_err(&malformed)?;
        inside.finish().map_err(&malformed)?;
        Ok(match algorithm.oid.as_str() {
            "1.2.840.113549.1.1.1" => Self::Rsa(RsaPublicKey::from_pkcs1_der(bits)?),
            "1.2.643.7.1.1.1.1" | "1.2.643.7.1.1.1.2" => Self::Gost(GostPublicKey::from_spki_der(spki)?),
            oid if is_retired(oid) => Self::Gost2001,
            _ => Self::Unsupported { oid: algorithm.oid },
        })
    }

    /// Reads a PEM block `PUBLIC KEY` in any text.
    ///
    /// # Errors
    /// There is none, or it is no key.
    pub fn from_pem(text: &str) -> Result<Self, CryptoError> {
        Self::from_spki_der(&pem::first(text, "PUBLIC KEY")?)
    }

    /// The kind of key, if it is a known one.
    pub fn family(&self) -> Option<KeyFamily> {
        match self {
            Self::Rsa(_) => Some(KeyFamily::Rsa),
            Self::Gost(key) => Some(key.family()),
            Self::Gost2001 => Some(KeyFamily::Gost2001),
            Self::Unsupported { .. } => None,
        }
    }

    /// Checks a signature over `message` made with this digest.
    ///
    /// # Errors
    /// The signature is not this key's over this message, or this build cannot check with such a key.
    pub fn verify(
        &self,
        digest: DigestAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        match self {
            Self::Rsa(key) => key.verify(digest, message, signature),
            Self::Gost(key) => key.verify(digest, message, signature),
            Self::Gost2001 => Err(RETIRED),
            Self::Unsupported { oid } => Err(unsupported(oid)),
        }
    }

    /// Whether anything can be checked with the key at all; a certificate with another one need not be
    /// registered.
    ///
    /// # Errors
    /// The key is of GOST R 34.10-2001, or of a kind this build does not know.
    pub fn check_usable(&self) -> Result<(), CryptoError> {
        match self {
            Self::Rsa(_) | Self::Gost(_) => Ok(()),
            Self::Gost2001 => Err(RETIRED),
            Self::Unsupported { oid } => Err(unsupported(oid)),
        }
    }

    /// The SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// As for [`Self::check_usable`].
    pub fn to_spki_der(&self) -> Result<Vec<u8>, CryptoError> {
        match self {
            Self::Rsa(key) => Ok(key.to_spki_der()),
            Self::Gost(key) => Ok(key.to_spki_der()),
            Self::Gost2001 => Err(RETIRED),
            Self::Unsupported { oid } => Err(unsupported(oid)),
        }
    }

    /// The key as a PEM block `PUBLIC KEY`.
    ///
    /// # Errors
    /// As for [`Self::check_usable`].
    pub fn to_spki_pem(&self) -> Result<String, CryptoError> {
        self.to_spki_der().map(|der| pem::armour("PUBLIC KEY", &der))
    }
}

const RETIRED: CryptoError = CryptoError::Retired { family: KeyFamily::Gost2001 };

fn unsupported(oid: &str) -> CryptoError {
    CryptoError::UnsupportedAlgorithm { oid: oid.to_owned() }
}
