//! Owns the processes under measurement: their start until the first answer, what the kernel says of them, their end.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use rustls::ClientConfig;
use serde::Deserialize;

use crate::load::http::{Line, Place, Request};
use crate::load::machine;
use crate::load::watch::Watch;
use crate::system::process::{Supervised, supervised};
use crate::system::tls::Trust;

/// A provider that does not say it is ready by then is not measured.
const PATIENCE: Duration = Duration::from_secs(30);

/// The one line that every provider under measurement prints when it listens.
#[derive(Debug, Deserialize)]
struct ReadyLine {
    base_url: String,
    control_url: Option<String>,
    ca_file: Option<PathBuf>,
}

/// A running provider; it is ended when this value is dropped.
#[derive(Debug)]
pub struct Server {
    process: Supervised,
    /// Where it listens.
    pub place: Place,
    /// Its base URL, without a slash at the end.
    pub base_url: String,
    /// The path of its control API, where it has one.
    pub control_path: String,
    /// From the start of the process to its first answer 200.
    pub ready: Duration,
}

impl Server {
    /// Starts `command`, waits for its ready line and asks for `probe` until that is answered.
    pub fn start(command: Command, probe: &str, log: &Path) -> Result<Self, String> {
        let log = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
        let start = || {
            let mut under = supervised(command.get_program())?;
            under.args(command.get_args()).stdout(Stdio::piped()).stderr(log);
            Supervised::start(under)
        };
        let started = start();
        // The program begins now: its supervisor is no part of what is measured.
        let watch = Watch::start();
        let (process, output, _) =
            started.map_err(|error| format!("cannot start {:?}: {error}", command.get_program()))?;
        let mut starting = Starting(Some(process));
        let line = starting.ready_line(output.ok_or("no standard output")?)?;
        let place = Place { address: address_of(&line.base_url)?, tls: roots(&line)? };
        Line::to(place.clone(), PATIENCE).expect(&Request::of(probe), &[200])?;
        let ready = watch.elapsed();
        let base_url = line.base_url.trim_end_matches('/').to_owned();
        let control_path = line.control_url.and_then(|url| path_of(&url)).unwrap_or_default();
        let process = starting.0.take().expect("invariant: the process is taken once");
        Ok(Self { process, place, base_url, control_path, ready })
    }

    /// CPU seconds that the process has used.
    pub fn cpu_seconds(&self) -> Result<f64, String> {
        machine::cpu_seconds(&self.process.number().to_string())
    }

    /// Resident memory in MB (10^6 bytes).
    pub fn resident_mb(&self) -> Result<f64, String> {
        machine::resident_mb(&self.process.number().to_string())
    }

    /// The path and query of a URL on this server; a relative one is handed back as it is.
    pub fn target<'a>(&self, url: &'a str) -> &'a str {
        url.strip_prefix(self.base_url.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.end();
    }
}

/// A process that is ended unless someone takes it over.
struct Starting(Option<Supervised>);

impl Starting {
    fn ready_line(&self, output: ChildStdout) -> Result<ReadyLine, String> {
        let (said, heard) = mpsc::channel();
        // The reader reads to the end of the output, so that a talkative provider never waits for a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Ok(ready) = serde_json::from_str::<ReadyLine>(&line) {
                    let _ = said.send(ready);
                }
            }
        });
        heard.recv_timeout(PATIENCE).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("no ready line within {} s", PATIENCE.as_secs()),
            RecvTimeoutError::Disconnected => "it ended without a ready line".to_owned(),
        })
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        self.0.as_mut().map(Supervised::end);
    }
}

/// How an HTTPS server is verified.
fn roots(line: &ReadyLine) -> Result<Option<Arc<ClientConfig>>, String> {
    if !line.base_url.starts_with("https://") {
        return Ok(None);
    }
    let file = line.ca_file.as_ref().ok_or("it speaks HTTPS and names no ca_file")?;
    let config = Trust::default().and(file).and_then(|trust| trust.client());
    config.map(|config| Some(Arc::new(config))).map_err(|error| error.to_string())
}

fn address_of(url: &str) -> Result<SocketAddr, String> {
    let bare = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    let authority = bare.and_then(|rest| rest.split('/').next());
    let authority = authority.ok_or_else(|| format!("not an HTTP address: {url}"))?;
    authority.parse().map_err(|_| format!("not an address of this machine: {url}"))
}

fn path_of(url: &str) -> Option<String> {
    let (_, path) = url.split_once("://")?.1.split_once('/')?;
    Some(format!("/{}", path.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_read_from_urls() {
        assert_eq!(address_of("http://127.0.0.1:8085").unwrap().port(), 8085);
        assert_eq!(address_of("https://127.0.0.1:8085/").unwrap().port(), 8085);
        assert!(address_of("ftp://127.0.0.1:8085").is_err());
        assert_eq!(path_of("http://127.0.0.1:8085/control/v1/").as_deref(), Some("/control/v1"));
    }

    #[test]
    fn a_provider_that_ends_without_a_ready_line_is_told_apart_from_a_slow_one() {
        let log = std::env::temp_dir().join(format!("esia-bench-{}.log", std::process::id()));
        let error = Server::start(Command::new("true"), "/", &log).unwrap_err();
        assert_eq!(error, "it ended without a ready line");
        std::fs::remove_file(log).unwrap();
    }
}
