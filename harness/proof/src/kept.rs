//! Owns what is kept between runs: the reports about the sound party, and one line for each fault that was tried.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use proof::{Dialect, Judgement, People};
use serde::{Deserialize, Serialize};

/// A folder for it, if there is one.
#[derive(Debug)]
pub(crate) struct Kept(Option<PathBuf>);

#[derive(Deserialize, Serialize)]
struct Line {
    fault: String,
    dialect: Dialect,
    judgement: Judgement,
}

impl Kept {
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self, String> {
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        Ok(Self(folder.map(Path::to_owned)))
    }

    /// Where the report about the sound party is.
    pub(crate) fn sound(&self, dialect: Dialect, people: People) -> Option<PathBuf> {
        let name = format!("{}-{people:?}.json", dialect.name()).to_lowercase();
        self.0.as_ref().map(|folder| folder.join(name))
    }

    fn lines(&self) -> Option<PathBuf> {
        self.0.as_ref().map(|folder| folder.join("faults.jsonl"))
    }

    /// What was found before.
    pub(crate) fn faults(&self) -> Result<BTreeMap<(String, Dialect), Judgement>, String> {
        let Some(file) = self.lines().filter(|file| file.exists()) else { return Ok(BTreeMap::new()) };
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        text.lines()
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display())))
            .map(|line| line.map(|Line { fault, dialect, judgement }| ((fault, dialect), judgement)))
            .collect()
    }

    /// Adds what was found of a fault.
    pub(crate) fn add(&self, fault: &str, dialect: Dialect, judgement: &Judgement) -> Result<(), String> {
        let Some(file) = self.lines() else { return Ok(()) };
        let line = Line { fault: fault.to_owned(), dialect, judgement: judgement.clone() };
        let text = serde_json::to_string(&line).map_err(|error| error.to_string())? + "\n";
        // One write of a whole line at the end of the file: lines of several workers do not mix.
        let opened = OpenOptions::new().create(true).append(true).open(&file);
        let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| format!("{}: {error}", file.display()))
    }
}
