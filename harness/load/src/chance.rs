//! Owns chance: seeded, so that the same citizens arrive at the same moments and do the same.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// Nobody thinks longer than so many times the mean.
const THINKING_MAX: f64 = 10.0;

/// A source of chance.
#[derive(Debug)]
pub struct Chance(StdRng);

impl Chance {
    /// The source of a seed.
    pub fn seeded(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// Evenly from 0 up to, and without, 1.
    pub fn unit(&mut self) -> f64 {
        // The 53 bits that a double has.
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// An exponential variate with the mean 1: the time to the next of independent arrivals.
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.unit()).ln()
    }

    /// A number below `count`, which is not 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// How long somebody thinks who takes `mean` on the average.
    pub fn thinking(&mut self, mean: Duration) -> Duration {
        mean.mul_f64(self.exponential().min(THINKING_MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_chance_and_another_is_another() {
        let drawn = |seed| (0..8).map(|_| Chance::seeded(seed).unit()).collect::<Vec<_>>();
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn thinking_has_its_mean_and_its_bound() {
        let (mut chance, mean) = (Chance::seeded(1), Duration::from_secs(2));
        let times: Vec<_> = (0..20_000).map(|_| chance.thinking(mean)).collect();
        let average = times.iter().sum::<Duration>().as_secs_f64() / times.len() as f64;
        assert!((average - 2.0).abs() < 0.06, "{average}");
        assert!(times.iter().all(|time| *time <= mean * 10));
    }

    #[test]
    fn a_number_below_is_below_and_each_comes() {
        let mut chance = Chance::seeded(3);
        let mut seen = [0; 5];
        (0..1_000).for_each(|_| seen[chance.below(5)] += 1);
        assert!(seen.iter().all(|count| *count > 140), "{seen:?}");
        assert_eq!(chance.below(1), 0);
    }
}
