//! Owns one trial: a run of the harness against the party, with a fault switched on or none.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::dialect::Dialect;
use crate::faults::People;
use crate::report::Report;

/// What every trial needs.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The program `esia-harness`; `esia-idp` stands beside it.
    pub harness: PathBuf,
    /// The folder of the party: its description files and its list of faults.
    pub party: PathBuf,
    /// Where each trial has a folder of its own.
    pub work: PathBuf,
    /// How many scenarios run at once in a trial.
    pub jobs: usize,
}

/// What is tried.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'t> {
    /// The fault that is switched on; none: the sound party.
    pub fault: Option<&'t str>,
    /// The version of the protocol.
    pub dialect: Dialect,
    /// How people come to be known.
    pub people: People,
    /// The scenarios, as patterns; none: all.
    pub scenarios: &'t [String],
    /// Whether none begins after one that failed.
    pub fail_fast: bool,
    /// Where its report is kept, for later.
    pub keep: Option<&'t Path>,
}

impl Stand {
    /// Runs the harness and reads its report.
    ///
    /// # Errors
    /// When there is no report: the harness could not be started, or its own mistake ended it.
    pub fn run(&self, trial: &Trial<'_>) -> Result<Report, String> {
        let folder = self.folder()?;
        let read = self.command(trial, &folder).output();
        let report = read.map_err(|error| format!("{}: {error}", self.harness.display())).and_then(|ran| {
            let complaint = String::from_utf8_lossy(&ran.stderr).trim().to_owned();
            Report::read(&folder.join("report.json")).map_err(|error| format!("{error}: {complaint}"))
        });
        if let (Some(file), Ok(_)) = (trial.keep, &report) {
            let copied = std::fs::copy(folder.join("report.json"), file);
            copied.map_err(|error| format!("{}: {error}", file.display()))?;
        }
        // What a trial leaves is of no use to the next; a folder that stays does no harm.
        let _ = std::fs::remove_dir_all(&folder);
        report
    }

    fn folder(&self) -> Result<PathBuf, String> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = self.work.join(format!("trial-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    fn command(&self, trial: &Trial<'_>, folder: &Path) -> Command {
        let way = match trial.people {
            People::Binding => "",
            People::Entered => "-entered",
        };
        let party = self.party.join(format!("party-{}{way}.toml", trial.dialect.name()));
        let mut command = Command::new(&self.harness);
        command
            .current_dir(folder)
            .env("DIARY_FAULT", trial.fault.unwrap_or_default())
            // Python writes no files beside the sources.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg("run")
            .arg("--party")
            .arg(party)
            .args(["--algorithm", trial.dialect.algorithm(), "--jobs", &self.jobs.to_string()])
            .args(["--report-json", "report.json", "--history", "history.json", "--capsules", "capsules"])
            .args(trial.fail_fast.then_some("--fail-fast"))
            .args(trial.scenarios)
            .stdin(Stdio::null());
        command
    }
}
