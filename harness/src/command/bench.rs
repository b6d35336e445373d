//! Owns `esia-harness bench`.

use std::io::{Write, stdout};
use std::time::Duration;

use crate::args::{BenchArguments, EXIT_GREEN, EXIT_RED};
use crate::command::Failure;
use crate::load::{self, BenchOptions};

/// Measures and prints. A contestant that could not be measured to the end makes the run red.
pub(super) fn execute(arguments: &BenchArguments) -> Result<u8, Failure> {
    let usual = BenchOptions::default();
    let options = BenchOptions {
        idp: arguments.idp_bin.clone().unwrap_or(usual.idp),
        peers: arguments.peers.clone().unwrap_or(usual.peers),
        users: arguments.users.unwrap_or(usual.users),
        rounds: arguments.rounds.unwrap_or(usual.rounds),
        round: arguments.seconds.map_or(usual.round, Duration::from_secs),
        starts: arguments.starts.unwrap_or(usual.starts),
        accounts: if arguments.accounts.is_empty() { usual.accounts } else { arguments.accounts.clone() },
        tls: arguments.tls,
        only: arguments.only.clone(),
        ..usual
    };
    let report = load::run(options).map_err(Failure::Broken)?;
    write!(stdout(), "{report}").map_err(Failure::broken)?;
    Ok(if report.troubles.is_empty() { EXIT_GREEN } else { EXIT_RED })
}
