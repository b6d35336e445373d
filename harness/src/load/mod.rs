//! Owns load: people who sign in through a provider, many at once, and what that costs the provider and the driver.
//!
//! [`mod@drive`] sets the pace and counts; a [`gate::Gate`] is one complete sign-in of one provider, [`esia`] the simulator's.
//! The driver is a few threads with hand-written HTTP/1.1 over kept connections, since it shares the cores with the server.

mod contest;
mod contestant;
pub mod drive;
pub mod esia;
pub mod form;
pub mod gate;
pub mod http;
pub mod latency;
mod limit;
pub mod machine;
mod options;
mod peers;
mod report;
pub mod server;
mod simulator;
pub mod watch;

use std::fs;

pub use crate::load::options::BenchOptions;
pub use crate::load::report::BenchReport;

use crate::load::contest::Contest;

/// Measures; progress goes to standard error. An error means that nothing could be measured at all:
/// a contestant that fails is told in the report.
pub fn run(options: BenchOptions) -> Result<BenchReport, String> {
    if options.users == 0 || options.rounds == 0 || options.starts == 0 || options.round.is_zero() {
        return Err("users, rounds, starts and the length of a round must be more than nothing".to_owned());
    }
    fs::create_dir_all(&options.logs).map_err(|error| format!("{}: {error}", options.logs.display()))?;
    let mut contestants = simulator::all(&options.idp, &options.accounts)?;
    contestants.extend(peers::all(&options.peers));
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|part| name.contains(part));
    contestants.retain(|contestant| wanted(&contestant.card().name));
    if contestants.is_empty() {
        return Err(format!("no contestant is called {:?}", options.only));
    }
    eprintln!("bench: signatures a second that this machine can make");
    let limit = limit::signature_limit();
    let standings = Contest::new(&options, &contestants).hold();
    Ok(BenchReport::new(&options, limit, standings))
}
