//! Owns `esia-harness list`.

use std::io::{Write, stdout};

use crate::args::EXIT_GREEN;
use crate::command::failure::Failure;
use crate::scenario::catalog::CATALOG;

/// Prints the catalogue.
pub(super) fn execute() -> Result<u8, Failure> {
    let mut out = stdout().lock();
    for scenario in CATALOG {
        let clauses = scenario.clauses.join("; ");
        writeln!(out, "{:<28} {} [{clauses}]", scenario.id, scenario.title).map_err(Failure::written)?;
    }
    Ok(EXIT_GREEN)
}
