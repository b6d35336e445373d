//! Owns the making of an RSA key from the diary's own chance.

use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::{CryptoRng, RngCore};
use rsa::sha2::Sha256;

use crate::diary::chance::Chance;

const KEY_BITS: usize = 2048;

pub(super) fn make(chance: &Chance) -> rsa::Result<SigningKey<Sha256>> {
    RsaPrivateKey::new(&mut KeyRng(chance), KEY_BITS).map(SigningKey::new)
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
