//! Owns the options of `esia-harness load`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use load::aim::Aim;
use load::{curve, span};

use crate::lang::Lang;

/// The exit codes.
pub(super) const EXIT_CODES: &str = "Exit codes:
  0  the aim was kept: by the whole run, or by a step of a search
  1  the aim was missed, or the knee is lower than --at-least
  2  the command line, the curve or the party's file is wrong
  3  the bench broke or the run was interrupted";

/// How to drive many citizens.
#[derive(Debug, Args)]
pub struct LoadArguments {
    /// The file that describes your relying party; docs/guides/connect-your-diary.md says how to write one
    /// [default: the built-in diary]
    #[arg(long, value_name = "FILE")]
    pub party: Option<PathBuf>,
    /// The curve on which citizens arrive, such as fixtures/load/1-september.toml [default: one rate]
    #[arg(long, value_name = "FILE", conflicts_with = "steps")]
    pub curve: Option<PathBuf>,
    /// Raise the rate by steps until the aim fails, and tell the last good one
    #[arg(long)]
    pub steps: bool,
    /// How many citizens arrive a second; of a curve, its peak; of --steps, the first step
    /// [default: 5, or as the curve has it]
    #[arg(long, value_name = "N", value_parser = rate)]
    pub rate: Option<f64>,
    /// How long they arrive; a curve is squeezed or stretched to it; of --steps, each step
    /// [default: 30s, 20s for a step, or as the curve has it]
    #[arg(long = "for", value_name = "TIME", value_parser = time)]
    pub last: Option<Duration>,
    /// How many citizens arrive in all, at most; without --rate they are spread over --for
    #[arg(long, value_name = "N", default_value_t = Self::PEOPLE, value_parser = clap::value_parser!(u64).range(1..))]
    pub people: u64,
    /// The highest rate that --steps tries
    #[arg(long, value_name = "N", default_value = "2000", value_parser = rate)]
    pub rate_max: f64,
    /// How long a sign-in may take and how many may fail: percentiles of p50, p75, p90, p95, p99, max, and errors
    #[arg(long, value_name = "AIM", default_value = "p99=800ms,errors=1%")]
    pub aim: Aim,
    /// With --steps: the knee below which the run is red
    #[arg(long, value_name = "N", value_parser = rate, requires = "steps")]
    pub at_least: Option<f64>,
    /// How many accounts are made on the portal [default: what the run needs, 2,000 at most]
    #[arg(long, value_name = "N", value_parser = super::at_least_one)]
    pub accounts: Option<usize>,
    /// How long a citizen takes over a page on the average [default: 2s, or as the curve has it]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub think: Option<Duration>,
    /// How many sockets the citizens have together
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = sockets)]
    pub sockets: usize,
    /// How many citizens may be under way at the same time; those beyond count as failed
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = super::at_least_one)]
    pub at_once: usize,
    /// How long a citizen waits for an answer
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = time)]
    pub patience: Duration,
    /// The seed of arrivals and citizens
    #[arg(long, value_name = "N", default_value_t = 2018)]
    pub seed: u64,
    /// Where to write the reports
    #[arg(long, value_name = "FOLDER", default_value = "reports/load")]
    pub out: PathBuf,
    /// The load.json of an earlier run, with which this one is compared
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// The provider's program [default: `esia-idp` beside this program]
    #[arg(long, value_name = "PATH")]
    pub idp_bin: Option<PathBuf>,
    /// The language of console and reports [default: Russian where the locale is Russian, otherwise English]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
}

impl LoadArguments {
    /// How many citizens arrive where nobody says how many.
    pub(crate) const PEOPLE: u64 = 1_000_000;
}

/// Arrivals a second.
fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate| *rate > 0.0 && *rate <= curve::RATE_MAX);
    rate.ok_or_else(|| format!("expected arrivals a second, above 0 and up to {}", curve::RATE_MAX))
}

fn time(text: &str) -> Result<Duration, String> {
    span::parse(text).ok_or_else(|| format!("expected {}", span::FORM))
}

/// A browser needs one to each of the two hosts, and the driver keeps some open for the next.
fn sockets(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (4..=60_000).contains(number));
    number.ok_or_else(|| "expected a whole number from 4 to 60000".to_owned())
}
