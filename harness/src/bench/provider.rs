//! Owns the provider's process, when the harness starts it itself: from its ready line to its end.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;

use crate::bench::last_words::LastWords;
use crate::interrupt::Interrupt;

/// How long one look at the provider's output takes, before it is asked whether anybody wants to stop.
const LOOK: Duration = Duration::from_millis(100);
/// A provider is ready within tens of milliseconds; a loaded machine may take seconds. This is half a minute.
const LOOKS_MAX: u32 = 300;

/// A running provider. Dropping it ends the process, by its own number and no other.
#[derive(Debug)]
pub struct Provider {
    leash: Leash,
    said: LastWords,
    /// Where its default realm is.
    pub base_url: String,
    /// Where its control API is.
    pub control_url: String,
}

/// A hold on the provider's process. It can be shared before there is one, so that whoever ends the run
/// at any moment ends the process too.
#[derive(Debug, Clone, Default)]
pub struct Leash(Arc<Mutex<Option<Child>>>);

/// The one line that a provider prints when it is ready.
#[derive(Deserialize)]
struct Ready {
    ready: bool,
    base_url: String,
    control_url: String,
}

/// Why there is no provider.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The program is not there.
    #[error(
        "failed to find the provider at {}; build it with `cargo build -p idp` or name it with --idp-bin",
        path.display()
    )]
    NoProgram {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The program cannot be started.
    #[error("failed to start {}: {source}", path.display())]
    Start {
        /// The program.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The program did not become ready.
    #[error("the provider did not become ready: {why}\n{said}")]
    NotReady {
        /// What happened instead.
        why: String,
        /// Its last words.
        said: String,
    },
}

impl Provider {
    /// The program that stands beside this one.
    pub fn beside_this_program() -> Result<PathBuf, ProviderError> {
        let own = std::env::current_exe()
            .map_err(|source| ProviderError::Start { path: PathBuf::from("esia-idp"), source })?;
        Ok(own.with_file_name(format!("esia-idp{}", std::env::consts::EXE_SUFFIX)))
    }

    /// Starts a provider at an address, on a leash, and waits until it is ready; port 0 takes a free one.
    ///
    /// # Errors
    /// When the program is not there, cannot be started or does not become ready.
    pub fn start(
        path: &Path,
        listen: &str,
        seed: u64,
        leash: &Leash,
        interrupt: &Interrupt,
    ) -> Result<Self, ProviderError> {
        if !path.exists() {
            return Err(ProviderError::NoProgram { path: path.to_owned() });
        }
        let mut child = Command::new(path)
            .args(["serve", "--listen", listen, "--seed", &seed.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C at the terminal is for the harness, which finishes its reports first.
            .process_group(0)
            .spawn()
            .map_err(|source| ProviderError::Start { path: path.to_owned(), source })?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        leash.take(child);
        let said = LastWords::default();
        if let Some(stderr) = stderr {
            said.listen(stderr);
        }
        let (base_url, control_url) = (String::new(), String::new());
        let mut provider = Self { leash: leash.clone(), said, base_url, control_url };
        let ready = stdout.ok_or("it has no output".to_owned()).and_then(|out| ready_line(out, interrupt));
        let ready = ready.map_err(|why| ProviderError::NotReady { why, said: provider.last_words() })?;
        provider.base_url = ready.base_url;
        provider.control_url = ready.control_url;
        Ok(provider)
    }

    /// What the provider wrote last, to explain a broken bench.
    pub fn last_words(&self) -> String {
        self.said.told()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.leash.end();
    }
}

impl Leash {
    /// Ends the process, if there is one, and waits until it is gone.
    pub fn end(&self) {
        if let Some(mut child) = self.held().take() {
            // The store is in memory: nothing is lost by an end without ceremony.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(crate) fn take(&self, child: Child) {
        *self.held() = Some(child);
    }

    /// Whether the process is gone by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.held().as_mut().is_none_or(|child| child.try_wait().is_ok_and(|ended| ended.is_some()))
    }

    fn held(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ready_line(stdout: impl Read + Send + 'static, interrupt: &Interrupt) -> Result<Ready, String> {
    let (send, line) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        let _ = send.send(lines.next());
        // The pipe is kept empty, so that the provider never waits for a reader.
        lines.map_while(Result::ok).for_each(drop);
    });
    for _ in 0..LOOKS_MAX {
        match line.recv_timeout(LOOK) {
            Ok(Some(Ok(line))) => return Ready::read(&line),
            Ok(Some(Err(error))) => return Err(error.to_string()),
            Ok(None) | Err(RecvTimeoutError::Disconnected) => return Err("it ended first".to_owned()),
            Err(RecvTimeoutError::Timeout) if interrupt.is_raised() => {
                return Err("the run was interrupted".to_owned());
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err("it said nothing for half a minute".to_owned())
}

impl Ready {
    fn read(line: &str) -> Result<Self, String> {
        let ready: Ready = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
        if ready.ready { Ok(ready) } else { Err(format!("`{line}`")) }
    }
}
