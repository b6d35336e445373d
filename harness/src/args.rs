//! Owns the command line: the commands, their options, and the exit codes.

mod diary;
mod load;
mod play;
mod protocol;
mod rehearse;
pub mod roster;
pub mod version;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use crate::args::diary::DiaryArguments;
pub use crate::args::load::LoadArguments;
pub use crate::args::play::PlayArguments;
pub use crate::args::protocol::ProtocolArguments;
pub use crate::args::rehearse::RehearseArguments;
use crate::bench::chromedriver::{Hand, Screen};
use crate::bench::limits::{Limits, Mutations};
use crate::lang::Lang;

/// Every scenario that applies passed, perhaps with warnings or items that need a look.
pub const EXIT_GREEN: u8 = 0;
/// A scenario failed or is invalid, or none applied.
pub const EXIT_RED: u8 = 1;
/// The command line is wrong.
pub const EXIT_USAGE: u8 = 2;
/// The bench broke or the run was interrupted: the relying party was not judged.
pub const EXIT_BROKEN: u8 = 3;

const EXIT_CODES: &str = "Exit codes:
  0  every scenario that applies passed, perhaps with warnings or items that need a look
  1  a scenario failed, or is invalid because a control did not hold, or none applied
  2  the command line is wrong
  3  the bench broke or the run was interrupted: the relying party was not judged";

const EXIT_CODES_OF_REHEARSALS: &str = "Exit codes:
  0  every sign-in was as forecast
  1  forecast and diary disagree
  2  the command line, the list or the policy is wrong
  3  the bench broke or the rehearsal was interrupted";

/// Tests a relying party end to end against the ESIA simulator, and reports
#[derive(Debug, Parser)]
#[command(name = "esia-harness", version, long_version = version::FACTS.as_str(), after_help = EXIT_CODES)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line; ends the program with code 2 when it is wrong, or an option was given an empty value.
    pub fn read() -> Self {
        let matches = Self::command().get_matches();
        if let Some((name, below)) = matches.subcommand()
            && let Some(command) = Self::command().find_subcommand(name)
            && let Some(option) = empty_option(command, below)
        {
            let why = format!("--{option} is set but empty; give it a value, or leave it out");
            Self::command().error(ErrorKind::InvalidValue, why).exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The first option that was given an empty value.
fn empty_option(command: &clap::Command, matches: &ArgMatches) -> Option<String> {
    let is_blank = |value: &OsStr| value.to_string_lossy().trim().is_empty();
    let given = |option: &clap::Arg| {
        let mut raw = matches.get_raw(option.get_id().as_str()).into_iter().flatten();
        option.get_long().filter(|_| raw.any(is_blank)).map(str::to_owned)
    };
    command.get_arguments().find_map(given)
}

/// A number of things of which there must be one at least.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}

/// `30` or `30s`.
fn seconds(text: &str) -> Result<u64, String> {
    let number = text.strip_suffix('s').unwrap_or(text).parse().ok();
    number.filter(|number| *number > 0).ok_or_else(|| "expected a whole number of seconds from 1".to_owned())
}

/// What the harness can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run scenarios and report
    #[command(after_help = EXIT_CODES)]
    Run(Box<RunArguments>),
    /// Run the scenario of a capsule again, with the same seed
    #[command(after_help = EXIT_CODES)]
    Replay(ReplayArguments),
    /// Inspect a running diary and draft its description file for `run --party`
    Init(InitArguments),
    /// Rehearse the switch-over of a school or a region: forecast from its list who gets in, and prove it by sign-ins
    #[command(after_help = EXIT_CODES_OF_REHEARSALS)]
    Rehearse(Box<RehearseArguments>),
    /// Drive many citizens through the sign-in at once: how many a second the diary bears, and what breaks first
    #[command(after_help = crate::args::load::EXIT_CODES)]
    Load(Box<LoadArguments>),
    /// Check a list of a diary's users, pseudonymise it, or make one up
    #[command(subcommand)]
    Roster(roster::RosterCommand),
    /// List the scenarios
    List,
    /// Serve the built-in school diary, a small relying party with a made-up school
    Diary(Box<DiaryArguments>),
    /// Serve portal and diary on one clock to try out by hand: logins, and a route through the letter
    Play(PlayArguments),
    /// Start a program for the harness under a supervisor and end it with the harness
    #[command(name = crate::system::guard::COMMAND, hide = true)]
    Guard(SuperviseArguments),
    /// Start a program for a guard and end it with the guard
    #[command(name = crate::system::supervisor::COMMAND, hide = true)]
    Supervise(SuperviseArguments),
}

/// What a guard or a supervisor starts.
#[derive(Debug, Args)]
pub struct SuperviseArguments {
    /// The program and its arguments
    #[arg(required = true, last = true)]
    pub command: Vec<String>,
}

/// How to inspect a diary.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The diary's address
    #[arg(value_name = "URL")]
    pub url: String,
    /// The simulator that the diary uses as the portal, if it is running: a made-up citizen signs in through it.
    /// The diary is registered there without a check of its signatures
    #[arg(long, value_name = "URL")]
    pub idp: Option<String>,
    /// The root certificates that verify an HTTPS diary and simulator, in one file
    #[arg(long, alias = "ca", env = "ESIA_CA_FILE", value_name = "FILE")]
    pub idp_ca: Option<PathBuf>,
    /// The file with the control token of the simulator, if it requires one
    #[arg(long, env = "ESIA_CONTROL_TOKEN_FILE", value_name = "FILE")]
    pub control_token_file: Option<PathBuf>,
    /// Write the description to this file instead of printing it; an existing file is not overwritten
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
}

/// How to replay.
#[derive(Debug, Args)]
pub struct ReplayArguments {
    /// The capsule
    #[arg(value_name = "FILE")]
    pub capsule: PathBuf,
    /// A running provider [default: as in the capsule]
    #[arg(long, value_name = "URL", conflicts_with = "idp_bin")]
    pub idp: Option<String>,
    /// The provider's program [default: as in the capsule]
    #[arg(long, value_name = "PATH")]
    pub idp_bin: Option<PathBuf>,
}

/// How to run scenarios.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenario ids, in which `*` stands for any run of characters [default: all]
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// The file that describes your relying party; docs/guides/connect-your-diary.md says how to write one
    /// [default: the built-in diary]
    #[arg(long, value_name = "FILE")]
    pub party: Option<PathBuf>,
    /// A running provider; without this option one is started for the run
    #[arg(long, value_name = "URL", conflicts_with = "idp_bin")]
    pub idp: Option<String>,
    /// The provider's program [default: `esia-idp` beside this program]
    #[arg(long, value_name = "PATH")]
    pub idp_bin: Option<PathBuf>,
    /// Use HTTPS for the started provider and the built-in diary, with certificates made for this run
    #[arg(long, conflicts_with = "idp")]
    pub tls: bool,
    /// The root certificates that verify the HTTPS provider of --idp: the ca_file of its ready line
    #[arg(long, env = "ESIA_CA_FILE", value_name = "FILE")]
    pub idp_ca: Option<PathBuf>,
    /// The file with the control token of the provider, if it requires one
    #[arg(long, env = "ESIA_CONTROL_TOKEN_FILE", value_name = "FILE")]
    pub control_token_file: Option<PathBuf>,
    /// How many scenarios run at once [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub jobs: Option<usize>,
    /// Begin no further scenario after one that failed
    #[arg(long)]
    pub fail_fast: bool,
    /// The seed of all random values in the run
    #[arg(long, value_name = "N", default_value_t = 2018)]
    pub seed: u64,
    /// How long one response of your diary may take, from the connection to the end of the body
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::USUAL.exchange.as_secs())]
    pub answer_seconds: u64,
    /// How large the body of one response may be
    #[arg(long, value_name = "BYTES", default_value_t = Limits::USUAL.body_octets_max)]
    pub answer_bytes: u64,
    /// How long one scenario may take
    #[arg(long, alias = "story-seconds", value_name = "SECONDS", default_value_t = Limits::USUAL.story.as_secs())]
    pub scenario_seconds: u64,
    /// How many of the generated lies of the portal to tell: one change of one claim, header or member each
    #[arg(long, value_name = "HOW-MANY", default_value = "all")]
    pub mutations: Mutations,
    /// How long the lies of the whole run may take, in seconds; those that are left then are named and not told
    /// [default: as long as they take]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub mutations_for: Option<u64>,
    /// How long your diary may wait for a portal that hangs
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::USUAL.patience.as_secs(), value_parser = seconds)]
    pub patience: u64,
    /// The protocol between the built-in diary and the portal
    #[command(flatten)]
    pub protocol: ProtocolArguments,
    /// The browser to use; Chromium takes a screenshot of every page, which the HTML report shows
    #[arg(long, value_name = "BROWSER", default_value = "http")]
    pub browser: BrowserKind,
    /// The size of Chromium's window; 360x740 is a small phone [default: 1280x900]
    #[arg(long, value_name = "SIZE")]
    pub screen: Option<Screen>,
    /// Where to keep Chromium's screenshots
    #[arg(long, value_name = "FOLDER", default_value = "reports/screens")]
    pub screens: PathBuf,
    /// The language of console, HTML and remarks [default: Russian where the locale is Russian, otherwise English]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
    /// Tell every step of every scenario on the console
    #[arg(long)]
    pub verbose: bool,
    /// Write the report as JSON, as docs/REPORT.schema.json describes it
    #[arg(long, value_name = "FILE")]
    pub report_json: Option<PathBuf>,
    /// Write the report as one self-contained HTML file
    #[arg(long, value_name = "FILE")]
    pub report_html: Option<PathBuf>,
    /// Write the report as JUnit XML, for Jenkins and GitLab
    #[arg(long, value_name = "FILE")]
    pub report_junit: Option<PathBuf>,
    /// Write the report as SARIF 2.1.0, for code scanning
    #[arg(long, value_name = "FILE")]
    pub report_sarif: Option<PathBuf>,
    /// The file with the results of earlier runs, with which this run is compared
    #[arg(long, value_name = "FILE", default_value = "reports/history.json")]
    pub history: PathBuf,
    /// Where to write the capsules of scenarios that did not pass
    #[arg(long, value_name = "FOLDER", default_value = "reports/capsules")]
    pub capsules: PathBuf,
    /// Annotate the change that is being built with the scenarios that did not pass
    #[arg(long, value_name = "WHERE")]
    pub annotations: Option<Annotations>,
}

impl RunArguments {
    /// The limits of a relying party.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            exchange: Duration::from_secs(self.answer_seconds),
            story: Duration::from_secs(self.scenario_seconds),
            body_octets_max: self.answer_bytes,
            mutations: self.mutations,
            patience: Duration::from_secs(self.patience),
            ..Limits::USUAL
        }
    }
}

/// The browser that people in scenarios use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum BrowserKind {
    /// Plain HTTP: quick
    Http,
    /// Chromium over chromedriver
    Chromium,
    /// Chromium with the keyboard only: everything is reached with Tab, and the focus must be visible
    Keyboard,
}

impl BrowserKind {
    /// The input device; none for plain HTTP.
    pub(crate) fn hand(self) -> Option<Hand> {
        match self {
            BrowserKind::Http => None,
            BrowserKind::Chromium => Some(Hand::Mouse),
            BrowserKind::Keyboard => Some(Hand::Keyboard),
        }
    }
}

/// Where annotations of a change are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Annotations {
    /// GitHub workflow commands, printed after the report
    Github,
    /// A GitLab code quality report, written to reports/gl-code-quality-report.json
    Gitlab,
}
