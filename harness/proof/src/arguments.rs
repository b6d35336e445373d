//! Owns the options of `esia-proof`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use proof::Dialect;

/// Plants faults in a relying party one at a time, and looks whether the harness tells each
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Only these faults [default: all]
    #[arg(value_name = "FAULT")]
    pub(crate) faults: Vec<String>,
    /// Only the faults of this class; may be repeated
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Vec<String>,
    /// Only so many of these faults, spread evenly over the list
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) sample: Option<u16>,
    /// Only this version of the protocol
    #[arg(long, value_name = "VERSION")]
    pub(crate) dialect: Option<Version>,
    /// Which scenarios are tried
    #[arg(long, value_name = "WHICH", default_value = "ladder")]
    pub(crate) scenarios: Which,
    /// How many faults are tried at once [default: one more than there are processors]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// The relying party's folder
    #[arg(long, value_name = "FOLDER", default_value = "harness/foreign")]
    pub(crate) party: PathBuf,
    /// The program of the harness [default: `esia-harness` beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) harness: Option<PathBuf>,
    /// Keep what was found in this folder, and do not do again what is there: a run that was broken off goes on
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keep: Option<PathBuf>,
    /// Write the page of the proof
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// The page of an earlier proof: the scenario that told a fault then is tried first
    #[arg(long, value_name = "FILE", default_value = "docs/PROOF.md")]
    pub(crate) earlier: PathBuf,
    /// How much of a hundred visible faults must be caught in each dialect
    #[arg(long, value_name = "PER CENT", default_value_t = 95)]
    pub(crate) at_least: usize,
}

/// A version of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Version {
    /// Version 1 with RSA
    V1,
    /// Version 3 with GOST
    V3,
}

/// Which scenarios are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// Those of the fault's class
    Class,
    /// All
    All,
    /// The one that told the fault last, those of the class, then all, until one tells the fault
    Ladder,
}

impl Arguments {
    /// The versions that are tried.
    pub(crate) fn dialects(&self) -> Vec<Dialect> {
        match self.dialect {
            None => Dialect::ALL.to_vec(),
            Some(Version::V1) => vec![Dialect::V1],
            Some(Version::V3) => vec![Dialect::V3],
        }
    }
}
