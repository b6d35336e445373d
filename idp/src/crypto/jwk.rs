//! JSON Web Keys: public keys as JSON (RFC 7517), the GOST ones in a shape of this simulator's own.
//!
//! An RSA key is that of RFC 7518 section 6.3.1. No standard in force names a GOST key, so it has a `kty` of
//! its own, which RFC 7517 section 5 has readers pass over who do not know it:
//!
//! ```json
//! {"kty":"GOST3410_2012","crv":"1.2.643.2.2.36.0","x":"…","y":"…",
//!  "use":"sig","alg":"GOST3410_2012_256","kid":"…"}
//! ```
//!
//! `crv` is the object identifier of the parameter set, `x` and `y` are the coordinates of the point, each
//! big-endian and as long as the set's numbers (32 or 64 bytes), in base64url without padding. In a
//! certificate the same octets are little-endian (RFC 9215 section 4.3).

#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use gost3410::ParameterSet;
use serde::{Deserialize, Serialize};

use crate::crypto::{
    Algorithm, Certificate, CryptoError, DigestAlgorithm, GostPublicKey, PublicKey, RsaPublicKey,
};

/// A public key that signatures are checked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// The key itself.
    #[serde(flatten)]
    pub material: JwkMaterial,
    /// What it is for.
    #[serde(rename = "use")]
    pub purpose: JwkUse,
    /// The algorithm of its signatures.
    pub alg: Algorithm,
    /// Its name: the thumbprint of RFC 7638 with SHA-256.
    pub kid: String,
    /// The certificate it stands in, as base64 of the DER (RFC 7517 section 4.7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub x5c: Vec<String>,
    /// SHA-256 over the DER of that certificate, in base64url (RFC 7517 section 4.9).
    #[serde(rename = "x5t#S256", default, skip_serializing_if = "Option::is_none")]
    pub x5t_sha256: Option<String>,
}

/// The members of a key that make it this key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kty")]
pub enum JwkMaterial {
    /// An RSA key (RFC 7518 section 6.3.1).
    #[serde(rename = "RSA")]
    Rsa {
        /// The modulus.
        n: String,
        /// The exponent.
        e: String,
    },
    /// A GOST R 34.10-2012 key, in this simulator's own shape.
    #[serde(rename = "GOST3410_2012")]
    Gost {
        /// The object identifier of the parameter set.
        crv: String,
        /// The abscissa.
        x: String,
        /// The ordinate.
        y: String,
    },
}

/// What a key is for; these only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JwkUse {
    /// Signatures.
    #[serde(rename = "sig")]
    Signatures,
}

/// Several keys (RFC 7517 section 5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JwkSet {
    /// The keys.
    pub keys: Vec<Jwk>,
}

impl Jwk {
    /// A key as JSON publishes it.
    ///
    /// # Errors
    /// It is of a kind nothing is checked with here.
    pub fn of_key(key: &PublicKey) -> Result<Self, CryptoError> {
        let (material, alg) = match key {
            PublicKey::Rsa(key) => (JwkMaterial::of_rsa(key), Algorithm::Rs256),
            PublicKey::Gost(key) => (JwkMaterial::of_gost(key), key.algorithm()),
            PublicKey::Gost2001 | PublicKey::Unsupported { .. } => {
                return Err(CryptoError::UnusableKey { why: "nothing is checked with a key of its kind" });
            }
        };
        let kid = material.thumbprint();
        Ok(Self { material, purpose: JwkUse::Signatures, alg, kid, x5c: Vec::new(), x5t_sha256: None })
    }

    /// The key of a certificate, with the certificate beside it.
    ///
    /// # Errors
    /// As for [`Self::of_key`].
    pub fn of_certificate(certificate: &Certificate) -> Result<Self, CryptoError> {
        let thumbprint = DigestAlgorithm::Sha256.of_message(certificate.der());
        Ok(Self {
            x5c: vec![STANDARD.encode(certificate.der())],
            x5t_sha256: Some(BASE64.encode(thumbprint)),
            ..Self::of_key(certificate.public_key())?
        })
    }

    /// The key to check with.
    ///
    /// # Errors
    /// Its members are no key, or one of another kind than `alg` needs.
    pub fn public_key(&self) -> Result<PublicKey, CryptoError> {
        let key = match &self.material {
            JwkMaterial::Rsa { n, e } => {
                PublicKey::Rsa(RsaPublicKey::from_components(&octets(n)?, &octets(e)?)?)
            }
            JwkMaterial::Gost { crv, x, y } => {
                let refusal = gost3410::KeyRefusal::UnknownParameterSet;
                let set = ParameterSet::from_oid(crv).ok_or(CryptoError::BadGostKey { refusal })?;
                PublicKey::Gost(GostPublicKey::from_coordinates(set, &octets(x)?, &octets(y)?)?)
            }
        };
        if key.family() == Some(self.alg.family()) {
            Ok(key)
        } else {
            Err(CryptoError::UnusableKey { why: "`alg` is not of the key's kind" })
        }
    }
}

impl JwkMaterial {
    fn of_rsa(key: &RsaPublicKey) -> Self {
        Self::Rsa { n: BASE64.encode(key.modulus()), e: BASE64.encode(key.exponent()) }
    }

    fn of_gost(key: &GostPublicKey) -> Self {
        let (x, y) = key.coordinates();
        Self::Gost { crv: key.parameter_set().oid().to_string(), x: BASE64.encode(x), y: BASE64.encode(y) }
    }

    /// RFC 7638 section 3: SHA-256 over the members that make the key, in the order of their names.
    fn thumbprint(&self) -> String {
        let members = match self {
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
            Self::Gost { crv, x, y } => {
                format!(r#"{{"crv":"{crv}","kty":"GOST3410_2012","x":"{x}","y":"{y}"}}"#)
            }
        };
        BASE64.encode(DigestAlgorithm::Sha256.of_message(members.as_bytes()))
    }
}

fn octets(member: &str) -> Result<Vec<u8>, CryptoError> {
    BASE64
        .decode(member)
        .map_err(|_| CryptoError::UnusableKey { why: "a member of the JWK is not base64url" })
}
