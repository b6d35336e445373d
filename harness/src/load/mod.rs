//! Owns the measurement of whole providers: this one and three others, side by side in one run on one machine.
//!
//! All contestants are started, then measured in turn within each round, so that a machine that slows down slows all.
//! The driver is a few threads with hand-written HTTP/1.1 over kept connections; it shares the cores with the servers.

mod contest;
mod contestant;
mod drive;
mod esia;
mod form;
mod http;
mod latency;
mod machine;
mod peers;
mod report;
mod server;
mod watch;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

pub use crate::load::esia::Credentials;
pub use crate::load::report::BenchReport;

use crate::load::contest::Contest;
use crate::load::contestant::Contestant;
use crate::load::esia::Esia;

/// What is measured, and for how long.
#[derive(Debug, Clone)]
pub struct BenchOptions {
    /// The binary `esia-idp`.
    pub idp: PathBuf,
    /// Where set-up has put the other providers; those that are not there are left out, and the report says so.
    pub peers: PathBuf,
    /// Where the logs of the measured processes go.
    pub logs: PathBuf,
    /// Users who sign in at the same time.
    pub users: usize,
    /// Rounds; the report gives the median.
    pub rounds: usize,
    /// How long one contestant is loaded in one round.
    pub round: Duration,
    /// How often each process is started to measure the time until it is ready.
    pub starts: usize,
    /// Sizes of the realm that the simulator is measured with; the first also without `openid`.
    pub accounts: Vec<usize>,
    /// Only contestants whose name holds one of these; all when empty.
    pub only: Vec<String>,
    /// How the measuring party signs; a fresh key where nothing is given.
    pub credentials: Option<Credentials>,
}

impl Default for BenchOptions {
    /// The full measurement from the root of the repository, with the `esia-idp` that lies beside this program.
    fn default() -> Self {
        let beside =
            std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("esia-idp")));
        Self {
            idp: beside.unwrap_or_else(|| PathBuf::from("esia-idp")),
            peers: PathBuf::from(".build/peers"),
            logs: PathBuf::from(".build/bench"),
            users: 8,
            rounds: 5,
            round: Duration::from_secs(3),
            starts: 5,
            accounts: vec![10, 100_000],
            only: Vec::new(),
            credentials: None,
        }
    }
}

/// Measures; progress goes to standard error. An error means that nothing could be measured at all:
/// a contestant that fails is told in the report.
pub fn run(options: BenchOptions) -> Result<BenchReport, String> {
    if options.users == 0 || options.rounds == 0 || options.starts == 0 || options.round.is_zero() {
        return Err("users, rounds, starts and the length of a round must be more than nothing".to_owned());
    }
    fs::create_dir_all(&options.logs).map_err(|error| format!("{}: {error}", options.logs.display()))?;
    let contestants = contestants(&options)?;
    if contestants.is_empty() {
        return Err(format!("no contestant is called {:?}", options.only));
    }
    eprintln!("bench: signatures a second that this machine can make");
    let limit = machine::signature_limit();
    let standings = Contest::new(&options, &contestants).hold();
    Ok(BenchReport::new(&options, limit, standings))
}

fn contestants(options: &BenchOptions) -> Result<Vec<Box<dyn Contestant>>, String> {
    let credentials = match options.credentials.clone() {
        Some(credentials) => credentials,
        None => Credentials::fresh("BENCH")?,
    };
    let esia = |accounts: usize, openid: bool| -> Box<dyn Contestant> {
        Box::new(Esia { program: options.idp.clone(), accounts, openid, credentials: credentials.clone() })
    };
    let mut all: Vec<_> = options.accounts.iter().map(|accounts| esia(*accounts, true)).collect();
    all.extend(options.accounts.first().map(|accounts| esia(*accounts, false)));
    all.extend(peers::all(&options.peers));
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|part| name.contains(part));
    all.retain(|contestant| wanted(&contestant.card().name));
    Ok(all)
}
