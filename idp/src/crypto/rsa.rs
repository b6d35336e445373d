//! RSA private keys: loading, making, signing RS256.

#[cfg(test)]
mod tests;

use std::fmt;

use ::rsa::RsaPrivateKey;
use ::rsa::pkcs1::DecodeRsaPrivateKey as _;
use ::rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use ::rsa::rand_core::{CryptoRng, RngCore};
use ::rsa::traits::PublicKeyParts as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use aws_lc_rs::signature::RsaKeyPair;

use crate::crypto::slow;
use crate::crypto::{Algorithm, CryptoError, PublicKey, RsaPublicKey, Signer, pem};

/// An RSA private key that signs RS256.
///
/// The engine is AWS-LC, at least three times as fast as the crate `rsa`, which reads and writes the key.
pub struct RsaSigner {
    pair: RsaKeyPair,
    private: RsaPrivateKey,
    public: RsaPublicKey,
}

impl RsaSigner {
    /// The key sizes that can sign, in bits.
    pub const SIZES: std::ops::RangeInclusive<usize> = 2048..=4096;

    /// Reads a PEM block `PRIVATE KEY` (PKCS#8, RFC 5208) or `RSA PRIVATE KEY` (PKCS#1, RFC 8017) in any
    /// text.
    ///
    /// # Errors
    /// There is no such block, it is no RSA key, or the key is outside [`Self::SIZES`].
    pub fn from_pem(text: &str) -> Result<Self, CryptoError> {
        const NOT_RSA: CryptoError = CryptoError::UnusableKey { why: "it is not an RSA private key" };
        let private = if pem::has(text, "RSA PRIVATE KEY") {
            RsaPrivateKey::from_pkcs1_der(&pem::first(text, "RSA PRIVATE KEY")?).map_err(|_| NOT_RSA)?
        } else {
            RsaPrivateKey::from_pkcs8_der(&pem::first(text, "PRIVATE KEY")?).map_err(|_| NOT_RSA)?
        };
        Self::from_private(private)
    }

    /// Makes a key of this many bits from the given chance; the same chance makes the same key.
    ///
    /// # Errors
    /// The size is outside [`Self::SIZES`].
    pub fn generate(bits: usize, chance: &mut (impl RngCore + CryptoRng)) -> Result<Self, CryptoError> {
        slow::check("making a key");
        Self::fits(bits)?;
        let private = RsaPrivateKey::new(chance, bits)
            .map_err(|_| CryptoError::UnusableKey { why: "no primes were found" })?;
        Self::from_private(private)
    }

    /// The public half.
    pub const fn public_key(&self) -> &RsaPublicKey {
        &self.public
    }

    /// The key as a PEM block `PRIVATE KEY` (PKCS#8): a secret, to be written to a file and nowhere else.
    ///
    /// # Errors
    /// The encoder failed, which a loaded key gives no reason to expect.
    pub fn to_pkcs8_pem(&self) -> Result<String, CryptoError> {
        const UNWRITABLE: CryptoError = CryptoError::UnusableKey { why: "it could not be written" };
        self.private.to_pkcs8_pem(LineEnding::LF).map(|text| text.to_string()).map_err(|_| UNWRITABLE)
    }

    fn from_private(private: RsaPrivateKey) -> Result<Self, CryptoError> {
        Self::fits(private.n().bits())?;
        let public = RsaPublicKey::from_components(&private.n().to_bytes_be(), &private.e().to_bytes_be())?;
        let der = private
            .to_pkcs8_der()
            .map_err(|_| CryptoError::UnusableKey { why: "it could not be written" })?;
        let pair = RsaKeyPair::from_pkcs8(der.as_bytes())
            .map_err(|_| CryptoError::UnusableKey { why: "the signing engine refuses its numbers" })?;
        Ok(Self { pair, private, public })
    }

    fn fits(bits: usize) -> Result<(), CryptoError> {
        if Self::SIZES.contains(&bits) {
            Ok(())
        } else {
            Err(CryptoError::UnusableKey { why: "an RSA signing key has 2048 to 4096 bits" })
        }
    }
}

impl Signer for RsaSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        slow::check("signing");
        let mut signature = vec![0; self.pair.public_modulus_len()];
        // The randomness blinds the arithmetic; a PKCS#1 v1.5 signature is the same every time.
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| CryptoError::SigningFailed)?;
        Ok(signature)
    }

    fn verifier(&self) -> PublicKey {
        PublicKey::Rsa(self.public.clone())
    }
}

impl fmt::Debug for RsaSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RsaSigner").field("public", &self.public).finish_non_exhaustive()
    }
}
