//! Owns the measurement of whole providers: this one and three others, side by side in one run on one machine.
//!
//! All contestants are started, then measured in turn within each round, so that a machine that slows down slows all.

mod args;
mod contest;
mod contestant;
mod limit;
mod peers;
mod report;
mod simulator;

use std::fs;
use std::io::{Write, stdout};
use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::contest::Contest;
use crate::report::Report;

fn main() -> ExitCode {
    match measure(&Arguments::parse()) {
        Ok(report) if report.troubles.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures and prints; progress goes to standard error. An error means that nothing could be measured at all:
/// a contestant that fails is told in the report.
fn measure(arguments: &Arguments) -> Result<Report, String> {
    let logs = &arguments.logs;
    fs::create_dir_all(logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    let mut contestants = simulator::all(&arguments.idp(), &arguments.accounts, arguments.tls)?;
    contestants.extend(peers::all(&arguments.peers));
    let names: Vec<_> = contestants.iter().map(|contestant| contestant.card().name).collect();
    contestants.retain(|contestant| arguments.wants(&contestant.card().name, &names));
    if contestants.is_empty() {
        return Err(format!("no contestant is called {:?}", arguments.only));
    }
    eprintln!("bench: signatures a second that this machine can make");
    let limit = limit::signature_limit();
    let report = Report::new(arguments, limit, Contest::new(arguments, &contestants).hold());
    write!(stdout(), "{report}").map_err(|error| error.to_string())?;
    Ok(report)
}
