//! Chance of the caller in the form the maker of RSA primes takes it.

use rsa::rand_core::{CryptoRng, Error, RngCore};

/// A source of octets.
pub(super) struct Chance<F>(pub(super) F);

impl<F: FnMut(&mut [u8])> RngCore for Chance<F> {
    fn next_u32(&mut self) -> u32 {
        let mut octets = [0; 4];
        (self.0)(&mut octets);
        u32::from_le_bytes(octets)
    }

    fn next_u64(&mut self) -> u64 {
        let mut octets = [0; 8];
        (self.0)(&mut octets);
        u64::from_le_bytes(octets)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        (self.0)(octets);
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Error> {
        (self.0)(octets);
        Ok(())
    }
}

/// The caller says so; these keys protect nothing.
impl<F: FnMut(&mut [u8])> CryptoRng for Chance<F> {}
