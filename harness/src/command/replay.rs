//! Owns `esia-harness replay`: the scenario of a capsule once more, with the chance it had.

use serde::Deserialize;

use crate::args::{ReplayArguments, RunArguments};
use crate::command::{Failure, run};

/// The part of a capsule that decides what happens.
#[derive(Deserialize)]
struct Capsule {
    scenario: String,
    seed: u64,
    verdict: String,
}

/// Runs the capsule's scenario.
pub(super) fn execute(arguments: &ReplayArguments) -> Result<u8, Failure> {
    let named =
        |error: &dyn std::fmt::Display| Failure::Usage(format!("{}: {error}", arguments.capsule.display()));
    let text = std::fs::read_to_string(&arguments.capsule).map_err(|error| named(&error))?;
    let capsule: Capsule = serde_json::from_str(&text).map_err(|error| named(&error))?;
    eprintln!("{} with seed {}; it was {} then", capsule.scenario, capsule.seed, capsule.verdict);
    run::execute(&RunArguments {
        scenarios: vec![capsule.scenario],
        idp: None,
        idp_bin: arguments.idp_bin.clone(),
        jobs: Some(1),
        seed: capsule.seed,
        report_json: None,
        report_html: None,
        report_junit: None,
        report_sarif: None,
        // The first capsule stays as it is.
        capsules: arguments.capsule.with_extension("replayed"),
        annotations: None,
    })
}
