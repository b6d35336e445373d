//! Owns what is told of a run, in the form of the JSON report. A change that breaks readers makes [`SCHEMA`] one more.

use serde::{Deserialize, Serialize};

use crate::aim::{Aim, Missed};
use crate::difference::Compared;
use crate::seen::{Counts, Seen};
use crate::sides::{Evidence, Side, Sides};
use crate::timeline::Cell;
use crate::trouble::Kind;

/// The version of the form.
pub const SCHEMA: u32 = 1;
/// A machine that is busier than this has no room for a knee of its own: what is slow then is the machine.
const FULL: f64 = 0.9;

/// What kind of run it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One rate.
    Rate,
    /// A curve from a file.
    Curve,
    /// Steps up to the knee.
    Steps,
}

/// A whole run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    /// The version of this form.
    pub schema: u32,
    /// What the party is called.
    pub party: String,
    /// The kind of run.
    pub shape: Shape,
    /// What the curve is called, in Russian and in English; empty without one.
    pub title: [String; 2],
    /// Where the figures of the curve come from.
    pub sources: Vec<String>,
    /// What has to be kept.
    pub aim: String,
    /// The command that drives it again.
    pub command: String,
    /// The seed of arrivals and citizens.
    pub seed: u64,
    /// The machine.
    pub machine: String,
    /// Its cores.
    pub cores: usize,
    /// The bounds of the driver.
    pub bounds: Bounds,
    /// Whether somebody ended it early.
    pub interrupted: bool,
    /// Why it could not go on, where it could not.
    pub stopped: Option<String>,
    /// Whether the aim was kept: by the whole run, or by any step of a search.
    pub kept: bool,
    /// What the search for the knee came to.
    pub knee: Option<KneeTold>,
    /// A few citizens alone, before anything was measured.
    pub rest: Option<Part>,
    /// All of the run.
    pub whole: Part,
    /// The steps of a search.
    pub steps: Vec<Part>,
    /// What broke, the first first.
    pub troubles: Vec<Kind>,
    /// Failures of further kinds.
    pub other_troubles: u64,
    /// How many seconds a cell of the timeline has.
    pub cell_seconds: u32,
    /// The timeline.
    pub timeline: Vec<Cell>,
    /// The difference from an earlier run.
    pub compared: Option<Compared>,
}

/// The bounds of the driver.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bounds {
    /// Sockets at the same time.
    pub sockets: usize,
    /// Citizens at the same time.
    pub at_once: usize,
    /// Citizens in all.
    pub people: u64,
    /// Accounts on the portal.
    pub accounts: usize,
    /// How long an answer may take, in seconds.
    pub patience_s: f64,
}

/// The knee.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KneeTold {
    /// The highest rate that kept the aim.
    pub good: Option<f64>,
    /// The lowest that did not.
    pub bad: Option<f64>,
    /// The most sign-ins a second that came through in a step that failed: what the slow side does at its best.
    pub most: Option<f64>,
    /// Who was slow in the first step that failed, against the time of rest.
    pub slow: Option<Side>,
}

/// A part of a run that was driven at one rate or along a curve.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// Arrivals a second that were due, on the average.
    pub rate: f64,
    /// How long people were due.
    pub seconds: f64,
    /// How many came, and how it ended for them.
    #[serde(flatten)]
    pub counts: Counts,
    /// Sign-ins a second that came through.
    pub per_second: f64,
    /// Requests.
    pub requests: u64,
    /// Waiting time of sign-ins, in milliseconds.
    pub sign_in_ms: Times,
    /// Time of single requests, in milliseconds.
    pub request_ms: Times,
    /// Whether the aim was kept.
    pub kept: bool,
    /// What of it was not.
    pub missed: Vec<MissedTold>,
    /// Seconds of a sign-in by side.
    pub sides: Sides,
    /// Who is slow.
    pub slow: Side,
    /// CPU time by process; nothing for those that could not be read.
    pub cpu: Cpu,
    /// Whether the machine had no core left.
    pub full: bool,
}

/// Percentiles, in milliseconds.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Times {
    /// Half are quicker.
    pub p50: f64,
    /// Nine of ten are quicker.
    pub p90: f64,
    /// 19 of 20 are quicker.
    pub p95: f64,
    /// 99 of 100 are quicker.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

/// CPU seconds that processes used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Cpu {
    /// The party with all its processes.
    pub party_s: Option<f64>,
    /// The portal.
    pub portal_s: Option<f64>,
    /// The harness.
    pub driver_s: f64,
    /// Real time meanwhile.
    pub elapsed_s: f64,
}

/// A part of the aim that was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "missed")]
pub enum MissedTold {
    /// A percentile is too high; 100 is the longest.
    Slow {
        /// Which.
        percentile: u64,
        /// What it was.
        seen_ms: f64,
        /// What it may be.
        limit_ms: f64,
    },
    /// Too many failed.
    Failing {
        /// Their share, from 0 to 1.
        seen: f64,
        /// What it may be.
        limit: f64,
    },
    /// Nobody came through.
    Nothing,
}

/// What a part is made of.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Arrivals a second that were due.
    pub rate: f64,
    /// How long people were due, in seconds.
    pub seconds: f64,
    /// What was seen.
    pub seen: Seen,
    /// What the division between the sides rests on.
    pub evidence: Evidence,
    /// CPU time.
    pub cpu: Cpu,
}

impl Part {
    /// What is told of a part; `rest` is the time before anything was measured.
    pub fn of(measured: &Measured, aim: &Aim, rest: Option<&Sides>, cores: usize) -> Self {
        let Measured { seen, cpu, .. } = measured;
        let (sides, missed) = (measured.evidence.sides(), aim.missed(&seen.sign_ins, seen.counts.failed));
        let ms = |latency: &crate::latency::Latency| {
            let at = |percent| latency.percentile(percent).as_secs_f64() * 1e3;
            let max = latency.longest().as_secs_f64() * 1e3;
            Times { p50: at(50), p90: at(90), p95: at(95), p99: at(99), max }
        };
        let used = cpu.party_s.unwrap_or_default() + cpu.portal_s.unwrap_or_default() + cpu.driver_s;
        Self {
            rate: measured.rate,
            seconds: measured.seconds,
            counts: seen.counts,
            per_second: if cpu.elapsed_s > 0.0 { seen.counts.through as f64 / cpu.elapsed_s } else { 0.0 },
            requests: seen.requests.total(),
            sign_in_ms: ms(&seen.sign_ins),
            request_ms: ms(&seen.requests),
            kept: missed.is_empty(),
            missed: missed.into_iter().map(MissedTold::of).collect(),
            sides,
            slow: sides.slowest(rest),
            cpu: *cpu,
            full: used > FULL * cpu.elapsed_s * cores as f64,
        }
    }

    /// The driver's CPU time of a request, in seconds.
    pub fn driver_cpu_of_request(&self) -> f64 {
        each(self.cpu.driver_s, self.requests)
    }

    /// The CPU time of the portal and of the party for a sign-in, in seconds.
    pub fn cpu_of_sign_in(&self) -> [Option<f64>; 2] {
        let ended = self.counts.judged();
        [self.cpu.portal_s, self.cpu.party_s].map(|used| used.map(|used| each(used, ended)))
    }

    /// The share of failures, from 0 to 1.
    pub fn failing(&self) -> f64 {
        each(self.counts.failed as f64, self.counts.judged())
    }

    /// The share of the machine's cores that a process used, from 0 to 1.
    pub fn share_of_machine(&self, cpu_s: f64, cores: usize) -> f64 {
        let whole = self.cpu.elapsed_s * cores as f64;
        if whole > 0.0 { cpu_s / whole } else { 0.0 }
    }
}

fn each(whole: f64, count: u64) -> f64 {
    if count == 0 { 0.0 } else { whole / count as f64 }
}

impl MissedTold {
    fn of(missed: Missed) -> Self {
        let ms = |time: std::time::Duration| time.as_secs_f64() * 1e3;
        match missed {
            Missed::Slow { percentile, seen, limit } => {
                Self::Slow { percentile, seen_ms: ms(seen), limit_ms: ms(limit) }
            }
            Missed::Failing { seen, limit } => Self::Failing { seen, limit },
            Missed::Nothing => Self::Nothing,
        }
    }
}
