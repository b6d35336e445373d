//! Owns what a run of the harness says of each scenario, read from its JSON report.

use std::path::Path;

use serde::Deserialize;

/// The report of a run.
#[derive(Debug, Clone, Deserialize)]
pub struct Report {
    /// Every scenario that was to be run.
    pub scenarios: Vec<Scenario>,
}

/// What became of a scenario.
#[derive(Debug, Clone, Deserialize)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Missing when it did not come to its end.
    pub verdict: Option<Verdict>,
    /// Why it could not go on.
    pub halt: Option<String>,
    /// The key of its cause, where the harness names one.
    #[serde(default)]
    pub cause: Option<String>,
    #[serde(default)]
    happened: Vec<Step>,
}

/// A verdict, in the words of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every check held.
    Passed,
    /// The relying party does not offer what it is about.
    NotApplicable,
    /// A page has other words than the letter.
    NeedsALook,
    /// A recommendation is not followed.
    Warning,
    /// A control did not hold.
    Invalid,
    /// The relying party was not judged.
    Broken,
    /// Wrong.
    Failed,
}

#[derive(Debug, Clone, Deserialize)]
struct Step {
    checked: Option<Check>,
}

#[derive(Debug, Clone, Deserialize)]
struct Check {
    #[serde(default)]
    must: String,
    #[serde(default)]
    expected: String,
    #[serde(default)]
    seen: String,
    holds: bool,
}

impl Report {
    /// Reads the report in a file.
    ///
    /// # Errors
    /// What is wrong with the file, in a sentence.
    pub fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    }
}

impl Scenario {
    /// What the scenario says went wrong: its checks that do not hold, and why it could not go on.
    pub fn reasons(&self) -> Vec<String> {
        let unmet =
            self.happened.iter().filter_map(|step| step.checked.as_ref()).filter(|check| !check.holds);
        let told = unmet.map(|Check { must, expected, seen, .. }| {
            let parts = [must.as_str(), expected.as_str(), seen.as_str()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
        });
        told.chain(self.halt.clone()).collect()
    }

    /// Everything in which the cause can be named.
    pub(crate) fn told(&self) -> String {
        [vec![self.id.clone(), self.title.clone()], self.reasons()].concat().join("\n")
    }
}
