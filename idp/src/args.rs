//! The command line.

pub mod access;
pub mod body;
pub mod quota;
pub mod tls;
pub mod version;

use std::ffi::{OsStr, OsString};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::app::realm::quotas::Quotas;
use crate::args::access::AccessArguments;
use crate::args::body::BodyArguments;
use crate::args::quota::QuotaArguments;
use crate::args::tls::TlsArguments;
use crate::boot::{Options, Storage};
use crate::courier::{PushHost, Wanted};
use crate::domain::time::Timestamp;
use crate::healthcheck::Asked;
use crate::keys::KeyAlgorithm;
use crate::runtime::clock::ClockState;
use crate::store::postgres::NoAddress;
use crate::web::request::access::Access;
use crate::web::request::names::Origin;
use crate::web::request_log::LogForm;

/// A simulator of ESIA, the identity provider of Gosuslugi, for tests. All its people are made up.
#[derive(Debug, Parser)]
#[command(name = "esia-idp", version, long_version = version::FACTS.as_str())]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve until SIGTERM or Ctrl-C. When ready, one JSON line is printed.
    Serve(ServeArguments),
    /// Serve on a free port, run a command with ESIA_BASE_URL, ESIA_CONTROL_URL, ESIA_CERTIFICATE and ESIA_PUBLIC_KEY
    /// set, stop, and end with the command's exit code. Under HTTPS also ESIA_CA_FILE and the variables by which curl,
    /// Python, Node.js and Java find roots.
    Exec(ExecArguments),
    /// Run a command for `exec` under a supervisor and end it with `exec`.
    #[command(name = crate::exec::GUARD, hide = true)]
    Guard(SuperviseArguments),
    /// Run a command for the guard and end it with `exec`.
    #[command(name = crate::exec::SUPERVISE, hide = true)]
    Supervise(SuperviseArguments),
    /// Make a key and a certificate for a relying party, RSA or GOST, and print its client_certificate_hash.
    Keys(KeysArguments),
    /// Sign what stands on stdin with a key of `keys`, and print the bare signature as base64url: the `client_secret` of
    /// versions 2 and 3.
    Sign(SignArguments),
    /// Ask a server whether it can serve; exit code 0 when it can, 1 when not. For health checks of containers.
    Healthcheck(HealthcheckArguments),
    /// Print one body of a file of `--store`: what a table keeps of a row, readable.
    Body(BodyArguments),
    /// Bring every realm of a file or a database to this version and end: what `serve` does at its start, without serving.
    Migrate(MigrateArguments),
    /// Print the OpenAPI document of the control API.
    Openapi,
    /// Print the catalogue of errors as Markdown.
    Errors,
    /// Print the reasons that the journal gives for refusals as Markdown.
    Reasons,
    /// Print the account's states and commands as Markdown.
    Lifecycle,
    /// Print the settings of a realm as Markdown.
    Settings,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Address and port; port 0 takes a free one.
    #[arg(long, env = "ESIA_LISTEN", default_value = "127.0.0.1:8085")]
    pub listen: SocketAddr,
    /// Allow an address other than loopback without a control token. Anyone who reaches the port can read every code
    /// and move every account.
    #[arg(long)]
    pub expose_unprotected: bool,
    /// The address of the server in links and redirects, such as `https://idp.test`, where a proxy stands in front of it.
    #[arg(long, env = "ESIA_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<Origin>,
    /// How long a server that is asked to end by SIGTERM goes on serving while /readyz says 503, so that a balancer turns
    /// away from it first: an ISO 8601 duration of at most an hour.
    #[arg(long, env = "ESIA_DRAIN", default_value = "PT0S", value_name = "DURATION", value_parser = drain)]
    pub drain: Duration,
    /// Who may reach it.
    #[command(flatten)]
    pub access: AccessArguments,
    /// How much each realm may have.
    #[command(flatten)]
    pub quota: QuotaArguments,
    /// What is served.
    #[command(flatten)]
    pub world: WorldArguments,
}

/// Whom to ask.
#[derive(Debug, Args)]
pub struct HealthcheckArguments {
    /// The address; of a server without a path `/readyz` is asked.
    #[arg(long, value_name = "URL")]
    pub url: Option<Asked>,
    /// Where the server listens, when no address is given.
    #[arg(long, env = "ESIA_LISTEN", default_value = "127.0.0.1:8085")]
    pub listen: SocketAddr,
}

/// What to run.
#[derive(Debug, Args)]
pub struct ExecArguments {
    /// Who may reach the provider.
    #[command(flatten)]
    pub access: AccessArguments,
    /// What is served.
    #[command(flatten)]
    pub world: WorldArguments,
    /// The command and its arguments, behind `--`.
    #[arg(last = true, required = true)]
    pub command: Vec<String>,
}

/// What to bring to this version.
#[derive(Debug, Args)]
pub struct MigrateArguments {
    /// A file that keeps everything, which no server may have open meanwhile, or a database of PostgreSQL.
    #[arg(long, env = "ESIA_STORE", hide_env_values = true)]
    pub store: String,
}

/// What a guard or a supervisor runs.
#[derive(Debug, Args)]
pub struct SuperviseArguments {
    /// The folder of `exec`.
    pub folder: PathBuf,
    /// The command and its arguments, behind `--`.
    #[arg(last = true, required = true)]
    pub command: Vec<String>,
}

/// The key to make.
#[derive(Debug, Args)]
pub struct KeysArguments {
    /// `rsa2048`, `gost256` or `gost512`.
    #[arg(long, default_value = "gost256")]
    pub algorithm: KeyAlgorithm,
    /// The set of curve parameters of a GOST key: A, B, C, XA, XB, TCA, TCB, TCC or TCD.
    #[arg(long)]
    pub set: Option<String>,
    /// The subject of the certificate, such as `C=RU, O=School, CN=DIARY`.
    #[arg(long)]
    pub subject: String,
    /// How many days the certificate is good for.
    #[arg(long, default_value_t = 3650)]
    pub days: u32,
    /// The folder to write to.
    #[arg(long, default_value = ".")]
    pub out: PathBuf,
    /// The name of the files: NAME.key.pem and NAME.cert.pem.
    #[arg(long, default_value = "client")]
    pub name: String,
    /// Overwrite files that exist.
    #[arg(long)]
    pub force: bool,
}

/// What is signed with.
#[derive(Debug, Args)]
pub struct SignArguments {
    /// The private key, RSA or GOST: PEM without a password.
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
}

/// What is served.
#[derive(Debug, Args)]
pub struct WorldArguments {
    /// `memory`, a file that keeps everything, or a database of PostgreSQL:
    /// `postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE`.
    #[arg(long, env = "ESIA_STORE", default_value = "memory", hide_env_values = true)]
    pub store: String,
    /// The address of the same database without a pooler, where `--store` names a pooler: through one, nodes do not hear
    /// at once what the others write.
    #[arg(long, env = "ESIA_STORE_LISTEN", hide_env_values = true)]
    pub store_listen: Option<String>,
    /// A folder of fixtures instead of the built-in ones.
    #[arg(long, env = "ESIA_FIXTURES")]
    pub fixtures: Option<PathBuf>,
    /// A folder whose folders are sets of fixtures: a realm is made from one by its name. Each holds people, clients,
    /// centres.toml, consents.toml, or some of them.
    #[arg(long, env = "ESIA_FIXTURE_SETS", value_name = "FOLDER")]
    pub fixture_sets: Option<PathBuf>,
    /// `system`, or an RFC 3339 moment at which the clock stands still.
    #[arg(long, env = "ESIA_CLOCK", default_value = "system", value_parser = clock)]
    pub clock: ClockState,
    /// Repeats codes, identifiers and made-up people, and replaces the seed of a kept file; when left out, the kept one, or
    /// the machine's for a new file.
    #[arg(long, env = "ESIA_SEED")]
    pub seed: Option<u64>,
    /// `iss` of every token.
    #[arg(long, env = "ESIA_ISSUER", default_value = "http://esia.gosuslugi.ru/")]
    pub issuer: String,
    /// One line for each request on the error stream: off, text or json. Nothing secret or personal is in it.
    #[arg(long, env = "ESIA_LOG", default_value = "off", value_name = "FORM")]
    pub log: LogForm,
    /// How to serve HTTPS.
    #[command(flatten)]
    pub tls: TlsArguments,
    /// A host that pushes may go to besides this machine; may be repeated.
    #[arg(long, env = "ESIA_PUSH_HOST", value_name = "HOST", value_delimiter = ',')]
    pub push_host: Vec<PushHost>,
    /// The roots that HTTPS receivers of pushes are verified against; PEM. Without them no HTTPS receiver is trusted.
    #[arg(long, env = "ESIA_PUSH_CA", value_name = "FILE")]
    pub push_ca: Option<PathBuf>,
}

fn clock(text: &str) -> Result<ClockState, String> {
    match text {
        "system" => Ok(ClockState::SYSTEM),
        moment => {
            let now: Timestamp = moment.parse().map_err(|error| format!("{error}, nor the word system"))?;
            Ok(ClockState::showing(now, false))
        }
    }
}

fn drain(text: &str) -> Result<Duration, String> {
    let begin = Timestamp::from_millis(0);
    let span = begin.after_iso(text).map_err(|error| error.to_string())?.since(begin);
    let asked = u64::try_from(span.as_millis()).ok().map(Duration::from_millis);
    asked
        .filter(|asked| *asked <= Duration::from_secs(3_600))
        .ok_or_else(|| "expected PT0S to PT1H".to_owned())
}

impl Arguments {
    /// Reads the command line and the environment; ends the program with code 2 when they are wrong.
    ///
    /// A variable that is set but empty is refused: a script meant a value that it does not have.
    pub fn read() -> Self {
        let command = Self::command();
        if let Some(name) = empty_variable(&command, &|name| std::env::var_os(name)) {
            Self::command().error(ErrorKind::InvalidValue, emptiness(&name)).exit();
        }
        let matches = command.get_matches();
        if let Some(name) = empty_option(&Self::command(), &matches) {
            Self::command().error(ErrorKind::InvalidValue, emptiness(&name)).exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

fn emptiness(name: &str) -> String {
    format!("{name} is set but empty; give it a value, or leave it out")
}

fn is_blank(value: &OsStr) -> bool {
    value.to_string_lossy().trim().is_empty()
}

/// The first variable that an option takes its value from and that is set but empty.
fn empty_variable(command: &clap::Command, value: &dyn Fn(&OsStr) -> Option<OsString>) -> Option<String> {
    let is_empty = |name: &&OsStr| value(name).is_some_and(|value| is_blank(&value));
    let own = command.get_arguments().filter_map(|option| option.get_env()).find(is_empty);
    let own = own.map(|name| name.to_string_lossy().into_owned());
    own.or_else(|| command.get_subcommands().find_map(|below| empty_variable(below, value)))
}

/// The first option that was given an empty value.
fn empty_option(command: &clap::Command, matches: &ArgMatches) -> Option<String> {
    let given = |option: &clap::Arg| {
        let raw = matches.get_raw(option.get_id().as_str()).into_iter().flatten();
        option.get_long().filter(|_| raw.into_iter().any(is_blank)).map(|name| format!("--{name}"))
    };
    let (name, below) = match matches.subcommand() {
        Some(below) => below,
        None => return command.get_arguments().find_map(given),
    };
    empty_option(command.find_subcommand(name)?, below)
}

impl WorldArguments {
    /// The options they stand for.
    ///
    /// # Errors
    /// The address of the database is none. The parser of arguments would repeat it with its password.
    pub fn options(self, listen: SocketAddr, access: Access) -> Result<Options, NoAddress> {
        let storage = Storage::named(&self.store)?.heard_at(self.store_listen.as_deref())?;
        Ok(Options {
            listen,
            tls: self.tls.wanted(&storage, &access),
            storage,
            fixtures: self.fixtures,
            fixture_sets: self.fixture_sets,
            clock: self.clock,
            seed: self.seed,
            issuer: self.issuer,
            access,
            quotas: Quotas::default(),
            log: self.log,
            drain: Duration::ZERO,
            pushes: Wanted { hosts: self.push_host, ca: self.push_ca },
        })
    }
}
