//! RSA public keys: the forms they are published in, and the checking of PKCS#1 v1.5 signatures.

use std::fmt;

use ::rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey as SlowKey};
use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RsaParameters,
    UnparsedPublicKey,
};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::crypto::algorithm_id::with_null;
use crate::crypto::asn1::{Reader, bit_string, object_id, tag, tlv, unsigned};
use crate::crypto::slow;
use crate::crypto::{CryptoError, DigestAlgorithm, pem};

/// The sizes of the moduli AWS-LC checks with.
const FAST_SIZES: std::ops::RangeInclusive<usize> = 2048..=8192;

/// An RSA public key.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    pkcs1: Vec<u8>,
}

impl RsaPublicKey {
    /// The key sizes that can be checked with, in bits.
    pub const SIZES: std::ops::RangeInclusive<usize> = 512..=16384;

    /// A key from the big-endian octets of its modulus and public exponent.
    ///
    /// # Errors
    /// The modulus is outside [`Self::SIZES`], or the exponent is even, below 3 or above 33 bits.
    pub fn from_components(modulus: &[u8], exponent: &[u8]) -> Result<Self, CryptoError> {
        let (modulus, exponent) = (significant(modulus), significant(exponent));
        if !Self::SIZES.contains(&bits_of(modulus)) || modulus.last().is_none_or(|octet| octet & 1 == 0) {
            return Err(CryptoError::UnusableKey { why: "an RSA modulus is odd and has 512 to 16384 bits" });
        }
        // The upper bound is that of both engines: larger exponents only slow a check down.
        if exponent == [1]
            || !(1..=33).contains(&bits_of(exponent))
            || exponent.last().is_none_or(|octet| octet & 1 == 0)
        {
            return Err(CryptoError::UnusableKey {
                why: "an RSA exponent is odd, at least 3 and at most 33 bits",
            });
        }
        let pkcs1 = tlv(tag::SEQUENCE, &[&unsigned(modulus), &unsigned(exponent)]);
        Ok(Self { modulus: modulus.to_vec(), exponent: exponent.to_vec(), pkcs1 })
    }

    /// Reads an RSAPublicKey structure (RFC 8017 appendix A.1.1).
    ///
    /// # Errors
    /// The bytes are none, or its numbers are outside the sizes in use.
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, CryptoError> {
        let malformed = CryptoError::malformed("RSA public key");
        let mut inside = Reader::only(der, tag::SEQUENCE).map_err(&malformed)?.inside();
        let modulus = inside.expect(tag::INTEGER).and_then(|number| number.unsigned()).map_err(&malformed)?;
        let exponent =
            inside.expect(tag::INTEGER).and_then(|number| number.unsigned()).map_err(&malformed)?;
        inside.finish().map_err(&malformed)?;
        Self::from_components(modulus, exponent)
    }

    /// The modulus as a JWK's `n` carries it: big-endian octets without leading zeros (RFC 7518 section
    /// 6.3.1.1).
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The exponent as a JWK's `e` carries it (RFC 7518 section 6.3.1.2).
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// The size of the key.
    pub fn bits(&self) -> usize {
        bits_of(&self.modulus)
    }

    /// The RSAPublicKey structure (PKCS#1).
    pub fn pkcs1_der(&self) -> &[u8] {
        &self.pkcs1
    }

    /// The key as a PEM block `RSA PUBLIC KEY` (PKCS#1).
    pub fn to_pkcs1_pem(&self) -> String {
        pem::armour("RSA PUBLIC KEY", &self.pkcs1)
    }

    /// The SubjectPublicKeyInfo (RFC 3279 section 2.3.1).
    pub fn to_spki_der(&self) -> Vec<u8> {
        let algorithm = with_null(&object_id("1.2.840.113549.1.1.1").expect("invariant: a dotted constant"));
        tlv(tag::SEQUENCE, &[&algorithm, &bit_string(&self.pkcs1)])
    }

    /// The key as a PEM block `PUBLIC KEY`.
    pub fn to_spki_pem(&self) -> String {
        pem::armour("PUBLIC KEY", &self.to_spki_der())
    }

    /// Checks an RSASSA-PKCS1-v1_5 signature (RFC 8017 section 8.2.2).
    ///
    /// # Errors
    /// The signature is not this key's over this message, or RSA is not used with this digest.
    pub fn verify(
        &self,
        digest: DigestAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        slow::check("checking a signature");
        match fast(digest) {
            Some(engine) if FAST_SIZES.contains(&self.bits()) => UnparsedPublicKey::new(engine, &self.pkcs1)
                .verify(message, signature)
                .map_err(|_| CryptoError::SignatureWrong),
            _ => self.verify_slowly(digest, message, signature),
        }
    }

    /// The crate `rsa` serves what AWS-LC does not: SHA-1, and keys below 2048 or above 8192 bits.
    fn verify_slowly(
        &self,
        digest: DigestAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        let scheme = match digest {
            DigestAlgorithm::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
            DigestAlgorithm::Streebog256 | DigestAlgorithm::Streebog512 => {
                return Err(CryptoError::UnsupportedAlgorithm { oid: digest.oid().to_owned() });
            }
        };
        let (modulus, exponent) = self.numbers();
        SlowKey::new_with_max_size(modulus, exponent, *Self::SIZES.end())
            .map_err(|_| CryptoError::UnusableKey { why: "the checking engine refuses its numbers" })?
            .verify(scheme, &digest.of_message(message), signature)
            .map_err(|_| CryptoError::SignatureWrong)
    }

    pub(super) fn numbers(&self) -> (BigUint, BigUint) {
        (BigUint::from_bytes_be(&self.modulus), BigUint::from_bytes_be(&self.exponent))
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint = DigestAlgorithm::Sha256.hex_of_message(&self.pkcs1);
        write!(out, "RsaPublicKey({} bits, SHA-256 {fingerprint})", self.bits())
    }
}

const fn fast(digest: DigestAlgorithm) -> Option<&'static RsaParameters> {
    match digest {
        DigestAlgorithm::Sha256 => Some(&RSA_PKCS1_2048_8192_SHA256),
        DigestAlgorithm::Sha384 => Some(&RSA_PKCS1_2048_8192_SHA384),
        DigestAlgorithm::Sha512 => Some(&RSA_PKCS1_2048_8192_SHA512),
        DigestAlgorithm::Sha1 | DigestAlgorithm::Streebog256 | DigestAlgorithm::Streebog512 => None,
    }
}

fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

fn bits_of(number: &[u8]) -> usize {
    number.first().map_or(0, |octet| number.len() * 8 - octet.leading_zeros() as usize)
}
