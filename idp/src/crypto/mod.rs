//! Signatures: who can make one, who can check one, and the containers they travel in.

pub mod ber;
pub mod certificate;
pub mod cms;
pub mod digest;

pub mod gost;
pub mod jwk;
pub mod keyring;
pub mod pkcs12;
pub mod private_key;
pub mod public_key;
pub mod raw;
pub mod rsa;
pub mod secret;
pub mod signed_form;
pub mod slow;
pub mod totp;

mod algorithm_id;
mod asn1;
mod pem;
#[cfg(test)]
pub(crate) mod testkeys;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use asn1::Asn1Fault;
pub use certificate::{Certificate, HashForm};
pub use cms::{CmsPolicy, CmsRefusal, CmsSeen};
pub use digest::DigestAlgorithm;
pub use gost::{GostPublicKey, GostSigner};
pub use jwk::{Jwk, JwkSet};
pub use private_key::signer_from_pem;
pub use public_key::{KeyFamily, PublicKey};
pub use raw::{RawRefusal, RawSeen};
pub use rsa::{RsaPublicKey, RsaSigner};

/// A signature algorithm by its JOSE name, as the `alg` of a token's header spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 over SHA-256 (RFC 7518 section 3.3).
    #[serde(rename = "RS256")]
    Rs256,
    /// GOST R 34.10-2012 with a 256 bit key over Streebog-256.
    #[serde(rename = "GOST3410_2012_256")]
    Gost2012_256,
    /// GOST R 34.10-2012 with a 512 bit key over Streebog-512.
    #[serde(rename = "GOST3410_2012_512")]
    Gost2012_512,
}

/// A private key that can sign with one algorithm.
pub trait Signer: Send + Sync {
    /// The algorithm every signature of this key is made with.
    fn algorithm(&self) -> Algorithm;

    /// Signs a message (not its digest).
    ///
    /// # Errors
    /// The engine refused to sign, which a loaded key gives no reason to expect.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError>;

    /// The public key its signatures are checked with.
    fn verifier(&self) -> PublicKey;
}

/// A key, a certificate or a signature that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// A text without the PEM block that was looked for.
    #[error("the text has no PEM block `{label}`")]
    NoPem {
        /// The label between `-----BEGIN ` and the dashes.
        label: &'static str,
    },
    /// Bytes that are not the ASN.1 structure they should be.
    #[error("malformed {what}: {fault}")]
    Malformed {
        /// What was being read.
        what: &'static str,
        /// Why it could not be.
        fault: Asn1Fault,
    },
    /// A private key this build cannot use.
    #[error("the key cannot be used: {why}")]
    UnusableKey {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A GOST R 34.10-2012 key that is none, or over a curve nobody published.
    #[error("the GOST key cannot be used: {refusal}")]
    BadGostKey {
        /// What is wrong with it.
        refusal: gost3410::KeyRefusal,
    },
    /// A key or a signature of a standard that nobody may sign with any more.
    #[error("{family} is retired: a key and a certificate of GOST R 34.10-2012 are needed")]
    Retired {
        /// The kind of key.
        family: KeyFamily,
    },
    /// A distinguished name or serial number a certificate cannot be made with.
    #[error("no certificate can be made with this subject: {why}")]
    BadSubject {
        /// What is wrong with it.
        why: &'static str,
    },
    /// An algorithm this build does not know.
    #[error("the algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// Its object identifier, in dotted form.
        oid: String,
    },
    /// A signature that is not this key's over this message.
    #[error("the signature does not match")]
    SignatureWrong,
    /// The engine failed to sign.
    #[error("the engine failed to sign")]
    SigningFailed,
}

/// A text that names no known algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of RS256, GOST3410_2012_256, GOST3410_2012_512")]
pub struct UnknownAlgorithm;

impl Algorithm {
    /// Every algorithm, in the order of this enumeration.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Gost2012_256, Self::Gost2012_512];

    /// The JOSE name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Gost2012_256 => "GOST3410_2012_256",
            Self::Gost2012_512 => "GOST3410_2012_512",
        }
    }

    /// The kind of key the algorithm needs.
    pub const fn family(self) -> KeyFamily {
        match self {
            Self::Rs256 => KeyFamily::Rsa,
            Self::Gost2012_256 => KeyFamily::Gost2012_256,
            Self::Gost2012_512 => KeyFamily::Gost2012_512,
        }
    }

    /// The digest the algorithm signs.
    pub const fn digest(self) -> DigestAlgorithm {
        match self {
            Self::Rs256 => DigestAlgorithm::Sha256,
            Self::Gost2012_256 => DigestAlgorithm::Streebog256,
            Self::Gost2012_512 => DigestAlgorithm::Streebog512,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == text).ok_or(UnknownAlgorithm)
    }
}

impl CryptoError {
    pub(crate) fn malformed(what: &'static str) -> impl Fn(Asn1Fault) -> Self {
        move |fault| Self::Malformed { what, fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_is_spelled_as_tokens_spell_it() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
            assert_eq!(serde_json::to_string(&algorithm).unwrap(), format!("\"{algorithm}\""));
        }
        assert_eq!("rs256".parse::<Algorithm>(), Err(UnknownAlgorithm));
        assert_eq!("none".parse::<Algorithm>(), Err(UnknownAlgorithm));
    }
}
