//! Owns what is measured, and for how long.

use std::path::PathBuf;
use std::time::Duration;

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
    /// Whether the simulator serves HTTPS; the other providers do not.
    pub tls: bool,
    /// Only contestants whose name holds one of these; all when empty.
    pub only: Vec<String>,
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
            tls: false,
            only: Vec::new(),
        }
    }
}
