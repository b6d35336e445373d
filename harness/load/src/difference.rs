//! Owns what is told of a difference from an earlier run.

use serde::{Deserialize, Serialize};

/// The difference from an earlier run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What differs in how they were driven, so that figures are not alike.
    pub unlike: Vec<Unlike>,
    /// Figures of both.
    pub figures: Vec<Figure>,
}

/// A circumstance in which two runs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlike {
    /// Another party.
    Party,
    /// Another machine.
    Machine,
    /// Another kind of run.
    Shape,
    /// Another aim.
    Aim,
    /// Another rate.
    Rate,
}

/// A figure that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Which.
    pub name: Name,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub now: f64,
    /// What that means.
    pub change: Change,
}

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Name {
    /// The highest rate that kept the aim.
    Knee,
    /// Half of the sign-ins are quicker, in milliseconds.
    P50Ms,
    /// 99 of 100 are quicker, in milliseconds.
    P99Ms,
    /// The share that failed, in per cent.
    FailingPercent,
    /// CPU of the party for a sign-in, in milliseconds.
    PartyCpuMs,
    /// CPU of the portal for a sign-in, in milliseconds.
    PortalCpuMs,
}

/// What became of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is better.
    Better,
    /// It is worse.
    Worse,
    /// It is the same within the noise.
    Same,
}
