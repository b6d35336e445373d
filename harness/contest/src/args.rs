//! Owns the command line: what is measured, and for how long.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Measures esia-idp beside other providers, on this machine and in one run, from the root of the repository
///
/// The exit code is 0 when everything was measured to the end, 1 when something was not, 2 when nothing could be measured.
#[derive(Debug, Clone, Parser)]
#[command(name = "esia-contest", version)]
pub(crate) struct Arguments {
    /// Only contestants whose name is one of these, or holds one that is nobody's whole name [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) only: Vec<String>,
    /// The provider's program [default: `esia-idp` beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) idp_bin: Option<PathBuf>,
    /// Measure the simulator over HTTPS, its certificate verified
    #[arg(long)]
    pub(crate) tls: bool,
    /// Where set-up has put the other providers; those that are not there are left out, and the report says so
    #[arg(long, value_name = "FOLDER", default_value = ".build/peers")]
    pub(crate) peers: PathBuf,
    /// Where the logs of the measured processes go
    #[arg(long, value_name = "FOLDER", default_value = ".build/bench")]
    pub(crate) logs: PathBuf,
    /// Users who sign in at the same time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = at_least_one)]
    pub(crate) users: usize,
    /// Rounds; the report gives the median
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    pub(crate) rounds: usize,
    /// Seconds for which one contestant is loaded in one round
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// How often each program is started to measure the time until it is ready
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    pub(crate) starts: usize,
    /// Sizes of the realm that the simulator is measured with; the first also without `openid` and in other versions
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10, 100_000])]
    pub(crate) accounts: Vec<usize>,
}

impl Arguments {
    /// How long one contestant is loaded in one round.
    pub(crate) fn round(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// The program `esia-idp`.
    pub(crate) fn idp(&self) -> PathBuf {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("esia-idp"));
        self.idp_bin.clone().or_else(beside).unwrap_or_else(|| PathBuf::from("esia-idp"))
    }

    /// Whether a contestant of this name is asked for, among those of all these names.
    pub(crate) fn wants(&self, name: &str, all: &[String]) -> bool {
        let is_meant = |part: &String| part == name || (!all.contains(part) && name.contains(part));
        self.only.is_empty() || self.only.iter().any(is_meant)
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "expected a number from 1 up".to_owned())
}
