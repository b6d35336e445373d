//! Owns the diary's RSA key: made from the diary's own chance, and signing by AWS-LC, which takes a tenth of the time and
//! comes to the same octets (PKCS #1 v1.5 draws no lots).

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::rand_core::{CryptoRng, RngCore};
use rsa::sha2::Sha256;
use rsa::signature::{Error, Keypair, Signer};
use spki::{AlgorithmIdentifierOwned, DynSignatureAlgorithmIdentifier};

use crate::diary::chance::Chance;

const KEY_BITS: usize = 2048;

/// A private key.
#[derive(Clone)]
pub(crate) struct Private {
    key: Box<SigningKey<Sha256>>,
    /// The same key; nothing where it is shorter than AWS-LC takes.
    quick: Option<Arc<RsaKeyPair>>,
}

impl Private {
    pub(super) fn make(chance: &Chance) -> rsa::Result<Self> {
        RsaPrivateKey::new(&mut KeyRng(chance), KEY_BITS).map(|key| Self::of(SigningKey::new(key)))
    }

    pub(super) fn from_pkcs8_pem(pem: &str) -> Option<Self> {
        SigningKey::from_pkcs8_pem(pem).ok().map(Self::of)
    }

    pub(super) fn to_pkcs8_der(&self) -> Option<rsa::pkcs8::SecretDocument> {
        self.key.to_pkcs8_der().ok()
    }

    fn of(key: SigningKey<Sha256>) -> Self {
        let der = key.to_pkcs8_der().ok();
        let quick = der.and_then(|der| RsaKeyPair::from_pkcs8(der.as_bytes()).ok()).map(Arc::new);
        Self { key: Box::new(key), quick }
    }
}

impl Keypair for Private {
    type VerifyingKey = VerifyingKey<Sha256>;

    fn verifying_key(&self) -> Self::VerifyingKey {
        self.key.verifying_key()
    }
}

impl Signer<Signature> for Private {
    fn try_sign(&self, text: &[u8]) -> Result<Signature, Error> {
        let Some(quick) = &self.quick else {
            return self.key.try_sign(text);
        };
        let mut octets = vec![0; quick.public_modulus_len()];
        let signed = quick.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut octets);
        signed.map_err(|_| Error::new())?;
        Signature::try_from(octets.as_slice())
    }
}

impl DynSignatureAlgorithmIdentifier for Private {
    fn signature_algorithm_identifier(&self) -> spki::Result<AlgorithmIdentifierOwned> {
        self.key.signature_algorithm_identifier()
    }
}

/// The diary's chance in the form that key generation wants.
struct KeyRng<'c>(&'c Chance);

impl RngCore for KeyRng<'_> {
    fn next_u32(&mut self) -> u32 {
        rsa::rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rsa::rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for KeyRng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_signing_come_to_the_same_octets() {
        let key = Private::make(&Chance::seeded(7)).unwrap();
        assert!(key.quick.is_some());
        let slow = Private { quick: None, ..key.clone() };
        assert_eq!(key.sign(b"openid"), slow.sign(b"openid"));
    }
}
