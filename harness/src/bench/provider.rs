//! Owns the provider's process, when the harness starts it itself: from its ready line to its end.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use crate::interrupt::Interrupt;
use crate::system::output_tail::OutputTail;
pub use crate::system::process::{ProcessHandle, ProcessHandles};
use crate::system::process::{Supervised, first_line, supervised};
use crate::system::tls::Trust;

/// A running provider. Dropping it ends the process, by its own number and no other.
#[derive(Debug)]
pub struct Provider {
    handle: ProcessHandle,
    said: OutputTail,
    /// Where its default realm is.
    pub base_url: String,
    /// Where its control API is.
    pub control_url: String,
    /// What clients need to verify it; nothing new over plain HTTP.
    pub trust: Trust,
}

/// How a provider is to serve.
#[derive(Debug, Clone, Copy)]
pub struct Serving<'s> {
    /// Where; port 0 takes a free one.
    pub listen: &'s str,
    /// The seed of its chance.
    pub seed: u64,
    /// Whether it speaks HTTPS, with an authority of this run.
    pub tls: bool,
}

/// The one line that a provider prints when it is ready.
#[derive(Deserialize)]
struct Ready {
    ready: bool,
    base_url: String,
    control_url: String,
    ca_file: Option<PathBuf>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
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
    /// The program that was named, or the one in the same folder as this one.
    pub fn program(named: Option<&Path>) -> Result<PathBuf, ProviderError> {
        if let Some(named) = named {
            return Ok(named.to_owned());
        }
        let own = std::env::current_exe()
            .map_err(|source| ProviderError::Start { path: PathBuf::from("esia-idp"), source })?;
        Ok(own.with_file_name(format!("esia-idp{}", std::env::consts::EXE_SUFFIX)))
    }

    /// Starts a provider, with a process handle, and waits until it is ready.
    pub fn start(
        path: &Path,
        serving: Serving<'_>,
        handle: &ProcessHandle,
        interrupt: &Interrupt,
    ) -> Result<Self, ProviderError> {
        if !path.exists() {
            return Err(ProviderError::NoProgram { path: path.to_owned() });
        }
        let start = || {
            let mut command = supervised(path)?;
            command.args(["serve", "--listen", serving.listen, "--seed", &serving.seed.to_string()]);
            command.args(serving.tls.then_some("--tls"));
            // A provider of the harness's own is reached by its own address, without a token.
            command.env_remove("ESIA_CONTROL_TOKEN_FILE").env_remove("ESIA_PUBLIC_URL");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            Supervised::start(command)
        };
        let (process, stdout, stderr) =
            start().map_err(|source| ProviderError::Start { path: path.to_owned(), source })?;
        handle.take(process);
        let said = OutputTail::default();
        if let Some(stderr) = stderr {
            said.listen(stderr);
        }
        let (base_url, control_url) = (String::new(), String::new());
        let mut provider =
            Self { handle: handle.clone(), said, base_url, control_url, trust: Trust::default() };
        let ready = stdout.ok_or("it has no output".to_owned());
        let ready = ready.and_then(|out| first_line(out, interrupt, |line| Some(Ready::read(line))));
        let ready = ready.map_err(|why| ProviderError::NotReady { why, said: provider.output_tail() })?;
        if let Some(ca_file) = &ready.ca_file {
            let trust = Trust::default().portal(ca_file, ready.environment);
            provider.trust = trust.map_err(|error| ProviderError::NotReady {
                why: error.to_string(),
                said: provider.output_tail(),
            })?;
        }
        provider.base_url = ready.base_url;
        provider.control_url = ready.control_url;
        Ok(provider)
    }

    /// The number of its process.
    pub(crate) fn number(&self) -> Option<u32> {
        self.handle.number()
    }

    /// What the provider wrote last, to explain a broken bench.
    pub fn output_tail(&self) -> String {
        self.said.text()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.handle.end();
    }
}

impl Ready {
    fn read(line: &str) -> Result<Self, String> {
        let ready: Ready = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
        if ready.ready { Ok(ready) } else { Err(format!("`{line}`")) }
    }
}
