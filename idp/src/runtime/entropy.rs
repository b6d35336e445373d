//! A realm's chance: identifiers, codes, salts; from a seed, so that a run can be repeated.

use std::sync::{Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use uuid::Builder;

use crate::domain::id::Id;

/// A source of chance.
#[derive(Debug)]
pub struct Entropy {
    rng: Mutex<StdRng>,
}

impl Entropy {
    /// Chance that repeats with the seed.
    pub fn seeded(seed: u64) -> Self {
        Self { rng: Mutex::new(StdRng::seed_from_u64(seed)) }
    }

    /// A seed from the machine.
    pub fn machine_seed() -> u64 {
        rand::random()
    }

    /// Random bytes from the machine, for what nobody may guess who knows a seed.
    pub fn machine_bytes<const N: usize>() -> [u8; N] {
        rand::random()
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }

    /// A random number.
    pub fn number(&self) -> u64 {
        self.with(Rng::next_u64)
    }

    /// A random identifier (UUID version 4).
    pub fn id<Kind>(&self) -> Id<Kind> {
        Id::new(Builder::from_random_bytes(self.bytes()).into_uuid())
    }

    /// A code of decimal digits.
    pub fn digits(&self, count: u8) -> String {
        self.with(|rng| (0..count).map(|_| char::from(rng.random_range(b'0'..=b'9'))).collect())
    }

    fn with<T>(&self, take: impl FnOnce(&mut StdRng) -> T) -> T {
        take(&mut self.rng.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::GrantId;

    #[test]
    fn a_seed_repeats_its_chance() {
        let draw = || {
            let entropy = Entropy::seeded(7);
            let id: GrantId = entropy.id();
            (id, entropy.digits(6), entropy.number())
        };
        assert_eq!(draw(), draw());
        assert_eq!(draw().1.len(), 6);
    }
}
