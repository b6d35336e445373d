//! Owns how durations are counted: a histogram of microseconds that is at most 1.6 % off at any height.

use std::time::Duration;

/// Linear steps within each power of two.
const STEPS: usize = 64;
/// Durations from 2^36 microseconds (19 hours) up share the last slot.
const SLOTS: usize = 31 * STEPS;

/// Durations, counted.
#[derive(Debug, Clone)]
pub struct Latency {
    counts: Vec<u64>,
    total: u64,
    longest_us: u64,
}

impl Latency {
    /// No durations yet.
    pub fn new() -> Self {
        Self { counts: vec![0; SLOTS], total: 0, longest_us: 0 }
    }

    /// Counts one.
    pub fn count(&mut self, time: Duration) {
        let us = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.counts[slot(us)] += 1;
        self.total += 1;
        self.longest_us = self.longest_us.max(us);
    }

    /// Adds all of another's.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.total += other.total;
        self.longest_us = self.longest_us.max(other.longest_us);
    }

    /// How many were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The longest, exactly.
    pub fn longest(&self) -> Duration {
        Duration::from_micros(self.longest_us)
    }

    /// The duration that `percent` of a hundred do not exceed; zero when nothing was counted.
    pub fn percentile(&self, percent: u64) -> Duration {
        let wanted = (self.total * percent).div_ceil(100).max(1);
        let mut seen = 0;
        for (slot, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Duration::from_micros(highest_of(slot).min(self.longest_us));
            }
        }
        Duration::ZERO
    }
}

fn slot(us: u64) -> usize {
    if us < STEPS as u64 {
        return us as usize;
    }
    let power = us.ilog2() as usize;
    let step = (us >> (power - 6)) as usize % STEPS;
    ((power - 5) * STEPS + step).min(SLOTS - 1)
}

fn highest_of(slot: usize) -> u64 {
    if slot < STEPS {
        return slot as u64;
    }
    let (shift, step) = (slot / STEPS - 1, slot % STEPS);
    (((STEPS + step + 1) as u64) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(times: impl Iterator<Item = u64>) -> Latency {
        let mut latency = Latency::new();
        times.for_each(|us| latency.count(Duration::from_micros(us)));
        latency
    }

    #[test]
    fn percentiles_of_an_even_spread_are_where_they_should_be() {
        let latency = of(1..=100_000);
        for percent in [1, 50, 90, 99, 100] {
            let exact = percent as f64 * 1_000.0;
            let seen = latency.percentile(percent).as_micros() as f64;
            assert!((seen - exact).abs() / exact < 0.016, "p{percent}: {seen}");
        }
        assert_eq!(latency.longest(), Duration::from_micros(100_000));
    }

    #[test]
    fn short_durations_are_exact_and_huge_ones_are_kept() {
        assert_eq!(of([3, 5, 7].into_iter()).percentile(50), Duration::from_micros(5));
        let huge = of([u64::MAX].into_iter());
        assert_eq!((huge.total(), huge.longest()), (1, Duration::from_micros(u64::MAX)));
    }

    #[test]
    fn every_duration_lies_in_its_slot() {
        for us in (0..1_000_000).step_by(37) {
            assert!(highest_of(slot(us)) >= us);
            assert!(slot(us) == 0 || highest_of(slot(us) - 1) < us);
        }
    }

    #[test]
    fn merging_is_counting_together() {
        let mut left = of(1..=50);
        left.merge(&of(51..=100));
        assert_eq!((left.total(), left.percentile(50)), (100, of(1..=100).percentile(50)));
    }

    #[test]
    fn nothing_counted_has_no_percentile() {
        assert_eq!(Latency::new().percentile(99), Duration::ZERO);
    }
}
