//! Owns what is remembered from run to run: how each scenario went last, and what has changed since.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::event::{RunEvent, Verdict};
use crate::report::Reporter;
use crate::report::file::replace;
use crate::report::record::{Record, Story};

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
}

/// How a scenario went last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Last {
    verdict: String,
    seconds: f64,
}

/// What has changed since the last time, by id.
#[derive(Debug, Default, PartialEq)]
pub struct Changes {
    /// What was no trouble then, and is now.
    pub broken: Vec<&'static str>,
    /// What was trouble then, and passes now.
    pub fixed: Vec<&'static str>,
    /// What takes much longer than then: the id, then and now.
    pub slower: Vec<(&'static str, Duration, Duration)>,
}

impl Past {
    /// The past in a file; none where there is no such file, or one of another form.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let past: Option<Self> = serde_json::from_str(&text).ok();
        past.filter(|past| past.format == FORMAT).unwrap_or(Self { format: FORMAT, parties: BTreeMap::new() })
    }

    /// What a run shows that was otherwise the last time.
    pub fn changes(&self, record: &Record) -> Changes {
        let mut changes = Changes::default();
        let party = record.plan.as_ref().map(|plan| plan.party.as_str()).unwrap_or_default();
        for story in &record.stories {
            let id = story.label.id;
            let last = self.parties.get(party).and_then(|known| known.get(id));
            let (Some(last), Some(now), Some(outcome)) = (last, finding(story), &story.outcome) else {
                continue;
            };
            let was_trouble = Verdict::ALL.iter().any(|one| one.word() == last.verdict && one.is_trouble());
            match (was_trouble, now) {
                (false, now) if now.is_trouble() => changes.broken.push(id),
                (true, Verdict::Passed) => changes.fixed.push(id),
                _ => {}
            }
            let then = Duration::try_from_secs_f64(last.seconds).unwrap_or_default();
            if outcome.took > then.mul_f64(SLOWER_TIMES) && outcome.took > then + SLOWER_BY {
                changes.slower.push((id, then, outcome.took));
            }
        }
        changes
    }

    /// The past with this run in it: what did not run is remembered as it was.
    fn with(&self, record: &Record) -> Self {
        let mut past = self.clone();
        let party = record.plan.as_ref().map(|plan| plan.party.clone()).unwrap_or_default();
        let known = past.parties.entry(party).or_default();
        for story in &record.stories {
            if let (Some(verdict), Some(outcome)) = (finding(story), &story.outcome) {
                let seconds = (outcome.took.as_secs_f64() * 1000.0).round() / 1000.0;
                known.insert(story.label.id.to_owned(), Last { verdict: verdict.word().to_owned(), seconds });
            }
        }
        past
    }
}

/// What was found out about the party; a bench that broke has found out nothing.
fn finding(story: &Story) -> Option<Verdict> {
    story.verdict().filter(|verdict| !matches!(verdict, Verdict::Broken | Verdict::Interrupted))
}

/// Tells at the end of a run what has changed, and remembers the run.
#[derive(Debug)]
pub struct History<W> {
    path: PathBuf,
    past: Past,
    record: Record,
    out: W,
}

impl<W: Write> History<W> {
    /// Remembers in the file; what has changed goes to `out`.
    pub fn new(path: PathBuf, past: Past, out: W) -> Self {
        Self { path, past, record: Record::default(), out }
    }

    fn tell(&mut self) -> io::Result<()> {
        let Changes { broken, fixed, slower } = self.past.changes(&self.record);
        for (word, ids) in [("new trouble", broken), ("fixed", fixed)] {
            if !ids.is_empty() {
                writeln!(self.out, "since the last time, {word}: {}", ids.join(", "))?;
            }
        }
        for (id, then, now) in slower {
            let [then, now] = [then, now].map(|took| took.as_secs_f64());
            writeln!(self.out, "since the last time, slower: {id}, {then:.3} s then, {now:.3} s now")?;
        }
        self.out.flush()
    }
}

impl<W: Write> Reporter for History<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        if !matches!(event, RunEvent::RunFinished { .. }) {
            return Ok(());
        }
        self.tell()?;
        let text = serde_json::to_string_pretty(&self.past.with(&self.record))?;
        replace(&self.path, &(text + "\n"))
    }
}
