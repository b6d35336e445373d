//! The public keys that certificates carry, and the checking of signatures with them.

use std::fmt;

use serde::Serialize;

use crate::crypto::algorithm_id::AlgorithmId;
use crate::crypto::asn1::{Reader, tag};
use crate::crypto::{CryptoError, DigestAlgorithm, RsaPublicKey, pem};

/// A kind of key, as the algorithm of a signature must agree with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFamily {
    /// RSA.
    Rsa,
    /// GOST R 34.10-2012 with 256 bits.
    #[serde(rename = "gost-2012-256")]
    Gost2012_256,
    /// GOST R 34.10-2012 with 512 bits.
    #[serde(rename = "gost-2012-512")]
    Gost2012_512,
}

/// A public key as a certificate carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// A GOST R 34.10-2012 key: recognised, compared and shown, but this build cannot check with it.
    Gost(GostSpki),
    /// A key of a kind this build does not know.
    Unsupported {
        /// The object identifier of its algorithm.
        oid: String,
    },
}

/// A GOST key in the form certificates carry it (RFC 9215 section 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GostSpki {
    /// 256 or 512 bits.
    pub family: KeyFamily,
    /// The object identifier of the key's algorithm.
    pub oid: String,
    /// The whole SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1).
    ///
    /// # Errors
    /// The bytes are none, or an RSA key outside the sizes in use.
    pub fn from_spki_der(spki: &[u8]) -> Result<Self, CryptoError> {
        let malformed = CryptoError::malformed("public key");
        let mut inside = Reader::only(spki, tag::SEQUENCE).map_err(&malformed)?.inside();
        let algorithm = AlgorithmId::read(&mut inside).map_err(&malformed)?;
        let bits = inside.expect(tag::BIT_STRING).and_then(|key| key.bits()).map_err(&malformed)?;
        inside.finish().map_err(&malformed)?;
        let gost = |family| Self::Gost(GostSpki { family, oid: algorithm.oid.clone(), spki: spki.to_vec() });
        Ok(match algorithm.oid.as_str() {
            "1.2.840.113549.1.1.1" => Self::Rsa(RsaPublicKey::from_pkcs1_der(bits)?),
            "1.2.643.7.1.1.1.1" => gost(KeyFamily::Gost2012_256),
            "1.2.643.7.1.1.1.2" => gost(KeyFamily::Gost2012_512),
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
    pub const fn family(&self) -> Option<KeyFamily> {
        match self {
            Self::Rsa(_) => Some(KeyFamily::Rsa),
            Self::Gost(key) => Some(key.family),
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
            Self::Gost(key) => Err(CryptoError::UnsupportedAlgorithm { oid: key.oid.clone() }),
            Self::Unsupported { oid } => Err(CryptoError::UnsupportedAlgorithm { oid: oid.clone() }),
        }
    }
}

impl fmt::Display for KeyFamily {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Rsa => "RSA",
            Self::Gost2012_256 => "GOST R 34.10-2012 (256 bit)",
            Self::Gost2012_512 => "GOST R 34.10-2012 (512 bit)",
        })
    }
}
