//! Owns the portal's keys as they were installed: one algorithm, and the certificates of today and of tomorrow.

use der::{DecodePem, EncodePem};
use rsa::RsaPublicKey;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey;
use rsa::sha2::Sha256;
use rsa::signature::Verifier;
use spki::SubjectPublicKeyInfoOwned;
use spki::der::pem::LineEnding;
use x509_cert::Certificate;

use crate::diary::esia::algorithm::Algorithm;
use crate::diary::esia::gost;

const BEGIN: &str = "-----BEGIN ";

/// The public halves of the portal's signing keys, any of which may sign a token.
///
/// **Invariant:** at least one key, and all of one algorithm: the one the diary was registered with.
#[derive(Debug, Clone)]
pub struct PortalKeys {
    algorithm: Algorithm,
    keys: Vec<PortalKey>,
}

#[derive(Debug, Clone)]
enum PortalKey {
    Rsa(VerifyingKey<Sha256>),
    Gost(gost::Public),
}

/// Why there is no key to believe.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PortalKeyError {
    /// A text that holds no key.
    #[error(
        "failed to read the portal's key: neither a certificate nor a public key with RSA or GOST in PEM"
    )]
    Unreadable,
    /// The key is of another algorithm than the tokens.
    #[error("the portal's key is one for {found}, and tokens are to be signed with {wanted}")]
    OtherAlgorithm {
        /// The key's.
        found: &'static str,
        /// The registration's.
        wanted: &'static str,
    },
}

impl PortalKeys {
    /// Reads certificates or bare public keys, one after another. ESIA hands out both, and the next certificate
    /// before it comes into force.
    ///
    /// # Errors
    /// When there is none, one cannot be read, or one is of another algorithm than tokens are to be signed with.
    pub fn from_pem(algorithm: Algorithm, pem: &str) -> Result<Self, PortalKeyError> {
        let blocks =
            pem.split(BEGIN).skip(1).map(|block| PortalKey::from_pem(format!("{BEGIN}{block}").trim_end()));
        let keys = blocks.collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(PortalKeyError::Unreadable);
        }
        let stranger = keys.iter().map(PortalKey::algorithm).find(|found| *found != algorithm);
        match stranger {
            Some(found) => {
                Err(PortalKeyError::OtherAlgorithm { found: found.jose(), wanted: algorithm.jose() })
            }
            None => Ok(Self { algorithm, keys }),
        }
    }

    /// The one algorithm that tokens may be signed with.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether `signature` was made over `message` with the private half of one of them.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.keys.iter().any(|key| key.verifies(message, signature))
    }
}

impl PortalKey {
    fn from_pem(pem: &str) -> Result<Self, PortalKeyError> {
        let certified = Certificate::from_pem(pem).map(|one| one.tbs_certificate.subject_public_key_info);
        let info = certified.or_else(|_| SubjectPublicKeyInfoOwned::from_pem(pem));
        let info = info.map_err(|_| PortalKeyError::Unreadable)?;
        if let Some(key) = gost::Public::read(&info) {
            return Ok(Self::Gost(key));
        }
        let pem = info.to_pem(LineEnding::LF).map_err(|_| PortalKeyError::Unreadable)?;
        let key = RsaPublicKey::from_public_key_pem(&pem).map_err(|_| PortalKeyError::Unreadable)?;
        Ok(Self::Rsa(VerifyingKey::new(key)))
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::Rsa,
            Self::Gost(key) => Algorithm::of_size(key.size()),
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa(key) => {
                Signature::try_from(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            Self::Gost(key) => key.verifies(message, signature),
        }
    }
}
