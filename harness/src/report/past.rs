//! Owns what is remembered from run to run: how each scenario went last, and what has changed since.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::{Verdict, seconds};

/// The form of the file. A file of another form is begun anew.
const FORMAT: u32 = 1;
/// A scenario is slower when it takes this many times as long as it did,
const SLOWER_TIMES: f64 = 2.0;
/// and this much longer at least: below that, machines differ from minute to minute.
const SLOWER_BY: Duration = Duration::from_secs(1);

/// How scenarios went, by relying party and id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    format: u32,
    parties: BTreeMap<String, BTreeMap<String, Last>>,
    /// How many scenarios went how in the last runs, by relying party, from the oldest.
    #[serde(default)]
    runs: BTreeMap<String, Vec<Counts>>,
}

/// How many scenarios of a run went how, by the words of their verdicts.
pub type Counts = BTreeMap<String, usize>;

/// How many runs are remembered.
const RUNS_MAX: usize = 30;

/// How a scenario went last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Last {
    verdict: String,
    seconds: f64,
}

/// What a run found out about the party in one scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The scenario.
    pub id: &'static str,
    /// How it went.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

/// What has changed since the last time, by id.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// What was no trouble then, and is now.
    #[serde(rename = "new_trouble")]
    pub broken: Vec<&'static str>,
    /// What was trouble then, and passes now.
    pub fixed: Vec<&'static str>,
    /// What takes much longer than then.
    pub slower: Vec<Slower>,
}

/// A scenario that takes much longer than it did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Slower {
    /// The scenario.
    pub id: &'static str,
    /// How long it took the last time.
    #[serde(serialize_with = "seconds")]
    pub then: Duration,
    /// How long it takes now.
    #[serde(serialize_with = "seconds")]
    pub now: Duration,
}

impl Past {
    /// The past in a file; none where there is no such file, or one of another form.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let past: Option<Self> = serde_json::from_str(&text).ok();
        past.filter(|past| past.format == FORMAT).unwrap_or(Self { format: FORMAT, ..Self::default() })
    }

    /// What a run shows that was otherwise the last time.
    pub fn changes(&self, party: &str, findings: &[Finding]) -> Changes {
        let mut changes = Changes::default();
        for Finding { id, verdict, took } in findings {
            let Some(last) = self.parties.get(party).and_then(|known| known.get(*id)) else { continue };
            let was_trouble = Verdict::ALL.iter().any(|one| one.word() == last.verdict && one.is_trouble());
            match (was_trouble, verdict) {
                (false, now) if now.is_trouble() => changes.broken.push(id),
                (true, Verdict::Passed) => changes.fixed.push(id),
                _ => {}
            }
            let then = Duration::try_from_secs_f64(last.seconds).unwrap_or_default();
            if *took > then.mul_f64(SLOWER_TIMES) && *took > then + SLOWER_BY {
                changes.slower.push(Slower { id, then, now: *took });
            }
        }
        changes
    }

    /// The last runs against a party, from the oldest.
    pub fn runs(&self, party: &str) -> &[Counts] {
        self.runs.get(party).map_or(&[], Vec::as_slice)
    }

    /// The past with this run in it: what did not run is remembered as it was.
    pub fn with(&self, party: &str, findings: &[Finding]) -> Self {
        let mut past = self.clone();
        let known = past.parties.entry(party.to_owned()).or_default();
        for Finding { id, verdict, took } in findings {
            let seconds = (took.as_secs_f64() * 1000.0).round() / 1000.0;
            known.insert((*id).to_owned(), Last { verdict: verdict.word().to_owned(), seconds });
        }
        let runs = past.runs.entry(party.to_owned()).or_default();
        runs.push(counted(findings));
        runs.drain(..runs.len().saturating_sub(RUNS_MAX));
        past
    }
}

/// How many scenarios went how.
pub fn counted(findings: &[Finding]) -> Counts {
    let mut counts = Counts::new();
    for finding in findings {
        *counts.entry(finding.verdict.word().to_owned()).or_default() += 1;
    }
    counts
}
