//! Owns how durations are counted: a histogram of microseconds that is at most 0.8 % off at any height.

use std::time::Duration;

use hdrhistogram::Histogram;

/// Decimal digits of a duration that are kept.
const DIGITS: u8 = 2;

/// Durations, counted.
#[derive(Debug, Clone)]
pub struct Latency {
    counts: Histogram<u64>,
    // The histogram knows its highest value only as well as every other.
    longest: Duration,
}

impl Latency {
    /// No durations yet.
    pub fn new() -> Self {
        let counts = Histogram::new(DIGITS).expect("invariant: a histogram has from 0 to 5 digits");
        Self { counts, longest: Duration::ZERO }
    }

    /// Counts one.
    pub fn count(&mut self, time: Duration) {
        let us = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.counts.record(us).expect("invariant: the histogram grows with what it is given");
        self.longest = self.longest.max(Duration::from_micros(us));
    }

    /// Adds all of another's.
    pub fn merge(&mut self, other: &Self) {
        self.counts.add(&other.counts).expect("invariant: the histogram grows with what it is given");
        self.longest = self.longest.max(other.longest);
    }

    /// How many were counted.
    pub fn total(&self) -> u64 {
        self.counts.len()
    }

    /// The longest, to the microsecond.
    pub fn longest(&self) -> Duration {
        self.longest
    }

    /// The duration that `percent` of a hundred do not exceed; zero when nothing was counted.
    pub fn percentile(&self, percent: u64) -> Duration {
        let us = self.counts.value_at_quantile(percent as f64 / 100.0);
        Duration::from_micros(us).min(self.longest)
    }
}

impl Default for Latency {
    fn default() -> Self {
        Self::new()
    }
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
            assert!((seen - exact).abs() / exact < 0.008, "p{percent}: {seen}");
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
