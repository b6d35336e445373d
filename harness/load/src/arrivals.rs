//! Owns arrivals: the moments at which citizens are due, as a Poisson process on a curve.
//!
//! The time to the next arrival of a process with the rate 1 is exponential; the curve's own time is found where so much of its
//! area has passed. That is exact for rates that rise or fall evenly, and needs no arrival to be thrown away.

use std::time::Duration;

use crate::chance::Chance;
use crate::curve::{Curve, Step};

/// The moments, in order. They do not wait for the answers to earlier ones.
#[derive(Debug)]
pub struct Arrivals {
    steps: std::vec::IntoIter<Step>,
    step: Option<Step>,
    /// When the step begins.
    begun: Duration,
    /// How many arrivals the step has had until now, on the average.
    passed: f64,
    chance: Chance,
}

impl Arrivals {
    /// Those of a curve by a seed.
    pub fn on(curve: &Curve, seed: u64) -> Self {
        let mut steps = curve.steps().to_vec().into_iter();
        let step = steps.next();
        Self { steps, step, begun: Duration::ZERO, passed: 0.0, chance: Chance::seeded(seed) }
    }
}

impl Iterator for Arrivals {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.passed += self.chance.exponential();
        loop {
            let step = self.step?;
            if self.passed <= step.expected() {
                return Some(self.begun + Duration::from_secs_f64(moment(&step, self.passed)));
            }
            self.passed -= step.expected();
            self.begun += step.last;
            self.step = self.steps.next();
        }
    }
}

/// When so many arrivals of a step have passed on the average: the root of `from·t + slope·t²/2 = passed`.
fn moment(step: &Step, passed: f64) -> f64 {
    let last = step.last.as_secs_f64();
    let slope = (step.to - step.from) / last;
    // This form of the root needs no division by the slope, which may be nothing.
    let root = (step.from * step.from + 2.0 * slope * passed).max(0.0).sqrt();
    let moment = 2.0 * passed / (step.from + root);
    if moment.is_finite() { moment.clamp(0.0, last) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::Mix;

    fn constant(rate: f64, seconds: u64, seed: u64) -> Vec<f64> {
        let curve = Curve::constant(rate, Duration::from_secs(seconds), Mix::default());
        Arrivals::on(&curve, seed).map(|moment| moment.as_secs_f64()).collect()
    }

    #[test]
    fn a_seed_repeats_its_arrivals_and_they_come_in_order() {
        let arrivals = constant(50.0, 20, 1);
        assert_eq!(arrivals, constant(50.0, 20, 1));
        assert_ne!(arrivals, constant(50.0, 20, 2));
        assert!(arrivals.is_sorted() && arrivals.iter().all(|moment| *moment <= 20.0));
    }

    #[test]
    fn arrivals_have_the_number_and_the_spread_of_a_poisson_process() {
        let arrivals = constant(100.0, 200, 3);
        // 20,000 ± 4 standard deviations of 141.
        assert!((arrivals.len() as f64 - 20_000.0).abs() < 566.0, "{}", arrivals.len());
        let gaps: Vec<f64> = arrivals.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / gaps.len() as f64;
        // An exponential gap has as much deviation as mean; even arrivals would have none.
        assert!((variance.sqrt() / mean - 1.0).abs() < 0.05, "{}", variance.sqrt() / mean);
        let long = gaps.iter().filter(|gap| **gap > 3.0 * mean).count() as f64 / gaps.len() as f64;
        assert!((long - (-3.0_f64).exp()).abs() < 0.006, "{long}");
    }

    #[test]
    fn a_rising_rate_has_its_area_in_each_part() {
        let file = "title = \"x\"\n[[steps]]\nfor = \"100s\"\nrate = 0\nto = 200\nsource = \"ours\"\n\
                    [[steps]]\nfor = \"50s\"\nrate = 0\nsource = \"ours\"\n[[steps]]\nfor = \"100s\"\nrate = 200\nto = 100\nsource = \"ours\"\n";
        let curve = Curve::parse("f", file).unwrap();
        let arrivals: Vec<f64> = Arrivals::on(&curve, 5).map(|moment| moment.as_secs_f64()).collect();
        let between =
            |from: f64, to: f64| arrivals.iter().filter(|one| (from..to).contains(*one)).count() as f64;
        for (from, to, expected) in
            [(0.0, 50.0, 2_500.0), (50.0, 100.0, 7_500.0), (150.0, 200.0, 8_750.0), (200.0, 250.0, 6_250.0)]
        {
            let seen = between(from, to);
            assert!((seen - expected).abs() < 4.0 * f64::sqrt(expected), "{from}..{to}: {seen}");
        }
        assert_eq!(between(100.0, 150.0), 0.0);
    }
}
