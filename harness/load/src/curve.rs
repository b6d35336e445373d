//! Owns the curve: how many citizens are due a second, step after step.

mod file;

use std::time::Duration;

use crate::mix::Mix;
pub use file::RATE_MAX;

/// How many arrive when.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is called in Russian and in English.
    pub title: [String; 2],
    /// Where its figures come from, one for each that is named; `ours` stands for an assumption of this project.
    pub sources: Vec<String>,
    /// What its citizens are like.
    pub mix: Mix,
    steps: Vec<Step>,
}

/// A part of the curve: from one rate evenly to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// How long it lasts.
    pub last: Duration,
    /// Arrivals a second at its beginning.
    pub from: f64,
    /// Arrivals a second at its end.
    pub to: f64,
}

impl Curve {
    /// The same rate all the time.
    pub fn constant(rate: f64, last: Duration, mix: Mix) -> Self {
        let steps = vec![Step { last, from: rate, to: rate }];
        Self { title: [String::new(), String::new()], sources: Vec::new(), mix, steps }
    }

    /// Its steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How long it lasts.
    pub fn last(&self) -> Duration {
        self.steps.iter().map(|step| step.last).sum()
    }

    /// Its highest rate.
    pub fn peak(&self) -> f64 {
        self.steps.iter().map(|step| step.from.max(step.to)).fold(0.0, f64::max)
    }

    /// How many are due in all, on the average.
    pub fn expected(&self) -> f64 {
        self.steps.iter().map(|step| step.expected()).sum()
    }

    /// The rate at a moment; 0 after the end.
    pub fn rate_at(&self, moment: Duration) -> f64 {
        let mut begun = Duration::ZERO;
        for step in &self.steps {
            if moment < begun + step.last {
                let part = (moment - begun).as_secs_f64() / step.last.as_secs_f64();
                return step.from + (step.to - step.from) * part;
            }
            begun += step.last;
        }
        0.0
    }

    /// The same shape, squeezed or stretched to last so long; the rates stay.
    #[must_use]
    pub fn lasting(mut self, last: Duration) -> Self {
        let factor = last.as_secs_f64() / self.last().as_secs_f64();
        self.steps.iter_mut().for_each(|step| step.last = step.last.mul_f64(factor));
        self
    }

    /// The same shape with another peak.
    #[must_use]
    pub fn peaking_at(mut self, rate: f64) -> Self {
        let factor = rate / self.peak();
        self.steps.iter_mut().for_each(|step| (step.from, step.to) = (step.from * factor, step.to * factor));
        self
    }
}

impl Step {
    /// How many are due in it on the average.
    pub fn expected(&self) -> f64 {
        (self.from + self.to) / 2.0 * self.last.as_secs_f64()
    }
}

#[cfg(test)]
mod tests;
