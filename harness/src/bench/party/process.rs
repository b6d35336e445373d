//! Owns processes that a party's file names: the party itself from its command to its end, and commands that end by
//! themselves; each is held by its own number and no other.

use std::collections::{BTreeMap, VecDeque};
use std::net::{Ipv4Addr, TcpListener};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;

use reqwest::Method;

use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, ExchangeError, Exchanges, Reads};
use crate::bench::party::blanks::Blanks;
use crate::bench::party::file::Start;
use crate::bench::transcript::Transcript;
use crate::stopwatch::Stopwatch;
use crate::system::output_tail::OutputTail;
use crate::system::process::{ProcessHandle, Supervised, supervised};
use crate::system::tls::Trust;

/// How long the harness waits between two looks at a process.
const LOOK: Duration = Duration::from_millis(50);

/// A party that was started. Dropping it ends the process and takes its folder away.
#[derive(Debug)]
pub(crate) struct Process {
    held: RunningCommand,
    folder: PathBuf,
}

/// A running process with its handle and its output.
#[derive(Debug)]
struct RunningCommand {
    handle: ProcessHandle,
    said: OutputTail,
}

/// Systems take the ports of connections that go out from above these: one of those could have a party's port
/// between the look at it and the party's start.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// A port that is free now. No call looks at a port of a call before, and other processes begin elsewhere.
pub(crate) fn free_port() -> Result<u16, Halt> {
    static LOOKED: AtomicU16 = AtomicU16::new(0);
    let size = u32::from(PORTS.end - PORTS.start);
    let first = std::process::id().wrapping_mul(7919) % size;
    let next = || (first + u32::from(LOOKED.fetch_add(1, Ordering::Relaxed))) % size;
    std::iter::repeat_with(next)
        .take(PORTS.len())
        .map(|step| {
            PORTS.start + u16::try_from(step).expect("invariant: a step is less than the number of ports")
        })
        .find(|port| is_claimed(*port) && TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| Halt::Broken(format!("no port from {} to {} is free", PORTS.start, PORTS.end - 1)))
}

/// How many claims are kept: more than parties run at once.
const CLAIMS_MAX: usize = 64;

/// Claims a port among the runs on this machine: between the look at a port and its party's start another run must not
/// choose it. The claim is a socket with a name, which ends with this process.
fn is_claimed(port: u16) -> bool {
    static CLAIMS: Mutex<VecDeque<UnixListener>> = Mutex::new(VecDeque::new());
    let name = SocketAddr::from_abstract_name(format!("esia-harness-port-{port}"));
    let Ok(claim) = name.and_then(|name| UnixListener::bind_addr(&name)) else { return false };
    let mut claims = CLAIMS.lock().unwrap_or_else(PoisonError::into_inner);
    if claims.len() == CLAIMS_MAX {
        claims.pop_front();
    }
    claims.push_back(claim);
    true
}

impl Process {
    /// Starts the command in `home`; `folder` is the process's own, and goes with it.
    pub(crate) fn start(
        start: &Start,
        blanks: &Blanks,
        trust: &Trust,
        home: &Path,
        folder: PathBuf,
        handle: ProcessHandle,
    ) -> Result<Self, Halt> {
        let command: Vec<String> = start.command.iter().map(|text| blanks.fill(text)).collect();
        let own = start.environment.iter().map(|(name, value)| (name.clone(), blanks.fill(value)));
        let environment = trust.environment().clone().into_iter().chain(own).collect();
        let held = RunningCommand::start(&command, &environment, home, handle);
        match held {
            Ok(held) => Ok(Self { held, folder }),
            Err(why) => {
                take_away(&folder);
                Err(Halt::NoParty(format!("`[start] command`: {why}")))
            }
        }
    }

    /// Waits until an address answers with anything but a failure of the server.
    pub(crate) fn ready(
        &self,
        http: &Exchanges,
        address: &str,
        within: Duration,
        transcript: &Transcript,
    ) -> Result<(), Halt> {
        let waited = Stopwatch::start();
        let mut seen = String::from("nothing listens there");
        loop {
            let left = within.saturating_sub(waited.elapsed()).max(LOOK);
            let bounds = Bounds { within: left, reads: Reads::Nothing };
            match http.send(http.request(Method::GET, address), bounds, transcript.interrupt()) {
                // Someone else may listen there, and the party have ended for it.
                Ok(_) if self.held.handle.has_ended() => {}
                Ok(answer) if !answer.status.is_server_error() => return Ok(()),
                Ok(answer) => seen = format!("it answers {}", answer.status),
                Err(ExchangeError::Interrupted) => return Err(Halt::Interrupted),
                Err(ExchangeError::Unverified) => {
                    let why = format!(
                        "the certificate of {address} is not one that the run trusts; `ca_file` of [party] names its \
                         roots"
                    );
                    return Err(self.not_there(&why));
                }
                Err(ExchangeError::Unconnected(_)) => {}
                Err(ExchangeError::Why(why)) => seen = why,
            }
            if self.held.handle.has_ended() {
                let status = self.held.handle.let_go().map(|status| status.to_string()).unwrap_or_default();
                let why = format!("the party's command ended with {status} before the party was ready");
                return Err(self.not_there(&why));
            }
            if waited.elapsed() > within {
                let why = format!(
                    "the party was not ready within {} s: {address}: {seen}; `ready` and `within_s` of [start] say where \
                     and how long to wait",
                    within.as_secs()
                );
                return Err(self.not_there(&why));
            }
            transcript.go_on()?;
            pause();
        }
    }

    /// The number of the command's process.
    pub(crate) fn number(&self) -> Option<u32> {
        self.held.handle.number()
    }

    /// Every line that it wrote.
    pub(crate) fn output(&self) -> Vec<String> {
        self.held.said.everything()
    }

    /// The last lines that it wrote, and whether it is gone.
    pub(crate) fn output_tail(&self) -> Vec<String> {
        let gone = self.held.handle.has_ended();
        let mut said = if gone { self.held.said.to_the_end() } else { self.held.said.lines() };
        if gone {
            said.push("(the party's process has ended)".to_owned());
        }
        said
    }

    fn not_there(&self, why: &str) -> Halt {
        self.held.handle.end();
        Halt::NoParty(format!("{why}\n{}", self.held.said.full_text()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.held.handle.end();
        take_away(&self.folder);
    }
}

/// Runs a command until it ends by itself, and gives what it printed; nothing it leaves behind on purpose is touched. The
/// error says what it did instead.
pub(crate) fn run(
    command: &[String],
    environment: &BTreeMap<String, String>,
    home: &Path,
    within: Duration,
    handle: ProcessHandle,
    transcript: &Transcript,
) -> Result<Result<String, String>, Halt> {
    let output = command.join(" ");
    let held = match RunningCommand::start(command, environment, home, handle) {
        Ok(held) => held,
        Err(why) => return Ok(Err(why)),
    };
    let waited = Stopwatch::start();
    while !held.handle.has_ended() {
        if waited.elapsed() > within {
            held.handle.end();
            let said = held.said.full_text();
            return Ok(Err(format!("`{output}` did not end within {} s\n{said}", within.as_secs())));
        }
        transcript.go_on().inspect_err(|_| held.handle.end())?;
        pause();
    }
    let status = held.handle.let_go();
    Ok(match status {
        Some(status) if status.success() => Ok(held.said.to_the_end().join("\n")),
        Some(status) => Err(format!("`{output}` ended with {status}\n{}", held.said.full_text())),
        None => Err(format!("`{output}` was ended")),
    })
}

impl RunningCommand {
    fn start(
        command: &[String],
        environment: &BTreeMap<String, String>,
        home: &Path,
        handle: ProcessHandle,
    ) -> Result<Self, String> {
        let (program, arguments) = command.split_first().ok_or("the program is missing")?;
        let start = || {
            let mut command = supervised(program)?;
            command.args(arguments).envs(environment).current_dir(home);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            Supervised::start(command)
        };
        let (process, out, errors) =
            start().map_err(|error| format!("failed to start `{program}` in {}: {error}", home.display()))?;
        let held = Self { handle, said: OutputTail::default() };
        held.handle.take(process);
        out.into_iter().for_each(|stream| held.said.listen(stream));
        errors.into_iter().for_each(|stream| held.said.listen(stream));
        Ok(held)
    }
}

/// A folder that cannot be removed is left in the machine's temporary folder.
fn take_away(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

fn pause() {
    // Nothing is ever sent, so receiving waits for the timeout.
    let (_keep, look) = mpsc::channel::<()>();
    let _ = look.recv_timeout(LOOK);
}
