//! Owns the process of a relying party: from its command to its end, by its own number and no other.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use reqwest::blocking::Client;

use crate::bench::halt::Halt;
use crate::bench::last_words::LastWords;
use crate::bench::process::Leash;
use crate::bench::transcript::Transcript;
use crate::party::blanks::Blanks;
use crate::party::file::Start;
use crate::stopwatch::Stopwatch;

/// How long the harness waits between two looks at a party that is not ready.
const LOOK: Duration = Duration::from_millis(50);

/// A party that was started. Dropping it ends the process and takes its folder away.
#[derive(Debug)]
pub(crate) struct Process {
    leash: Leash,
    said: LastWords,
    folder: PathBuf,
}

/// A port that is free now.
pub(crate) fn free_port() -> Result<u16, Halt> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| Halt::Broken(format!("no port is free: {error}")))
}

impl Process {
    /// Starts the command in `home`; `folder` is the process's own, and goes with it.
    pub(crate) fn start(start: &Start, blanks: &Blanks, home: &Path, folder: PathBuf) -> Result<Self, Halt> {
        let command: Vec<String> = start.command.iter().map(|text| blanks.fill(text)).collect();
        let (program, arguments) =
            command.split_first().ok_or_else(|| Halt::Broken("a party without a program".into()))?;
        let child = Command::new(program)
            .args(arguments)
            .envs(start.environment.iter().map(|(name, value)| (name, blanks.fill(value))))
            .current_dir(home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child =
            child.map_err(|error| Halt::Broken(format!("failed to start `{program}`: {error}")))?;
        let (out, errors) = (child.stdout.take(), child.stderr.take());
        let process = Self { leash: Leash::default(), said: LastWords::default(), folder };
        process.leash.take(child);
        out.into_iter().for_each(|stream| process.said.listen(stream));
        errors.into_iter().for_each(|stream| process.said.listen(stream));
        Ok(process)
    }

    /// Waits until an address answers with anything but a failure of the server.
    pub(crate) fn ready(
        &self,
        http: &Client,
        address: &str,
        within: Duration,
        transcript: &Transcript,
    ) -> Result<(), Halt> {
        let waited = Stopwatch::start();
        // Nothing is ever sent: whoever waits for it waits the time of one look.
        let (_keep, look) = mpsc::channel::<()>();
        loop {
            if http.get(address).send().is_ok_and(|answer| !answer.status().is_server_error()) {
                return Ok(());
            }
            if self.leash.has_ended() {
                return Err(self.broken("the party ended before it was ready"));
            }
            if waited.elapsed() > within {
                let why = format!("the party did not answer at {address} within {} s", within.as_secs());
                return Err(self.broken(&why));
            }
            transcript.go_on()?;
            let _ = look.recv_timeout(LOOK);
        }
    }

    fn broken(&self, why: &str) -> Halt {
        Halt::Broken(format!("{why}\n{}", self.said.told()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.leash.end();
        // Whatever is left of it lies in the machine's folder for such things.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
