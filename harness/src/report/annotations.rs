//! Owns remarks beside a change: workflow commands for GitHub, a code quality document for GitLab.

use std::io::{self, Write};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::event::{RunEvent, Verdict};
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::record::{Record, Story};
use crate::report::titles::title;
use crate::report::words;

/// The page that explains every scenario: remarks have to stand somewhere.
const EXPLAINED: &str = "docs/SCENARIOS.md";

/// Prints the commands for GitHub when the run is over.
#[derive(Debug)]
pub struct Github<W> {
    out: W,
    record: Record,
}

impl<W: Write> Github<W> {
    /// Remarks that are printed to `out`.
    pub fn new(out: W) -> Self {
        Self { out, record: Record::default() }
    }

    /// In another language.
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.record.lang = lang;
        self
    }
}

impl<W: Write> Reporter for Github<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        match event {
            RunEvent::RunFinished { .. } => self.out.write_all(github(&self.record).as_bytes()),
            _ => Ok(()),
        }
    }
}

/// Lines that GitHub turns into remarks when a job prints them.
pub fn github(record: &Record) -> String {
    let remarks = record.stories.iter().filter_map(|story| {
        let (verdict, trouble) = (story.verdict()?, story.trouble()?);
        let command = match verdict {
            Verdict::Failed => "error",
            Verdict::Look => "notice",
            _ => "warning",
        };
        let replay = story.outcome.as_ref().map(|outcome| outcome.replay.as_str()).unwrap_or_default();
        let (w, word) = (words::of(record.lang), words::verdict(verdict, record.lang));
        let heading = property(&format!("{}: {word}", story.label.id));
        let (name, advice) = (title(&story.label, record.lang), advice(story, record.lang));
        let message = message(&format!("{name}\n{advice}{trouble}\n{}: {replay}", w.again.to_lowercase()));
        Some(format!("::{command} file={EXPLAINED},line=1,title={heading}::{message}\n"))
    });
    remarks.collect()
}

/// What GitLab reads as `artifacts:reports:codequality`.
pub fn gitlab(record: &Record) -> String {
    let remarks = record.stories.iter().filter_map(|story| {
        Some(json!({
            "check_name": story.label.id,
            "description": format!("{}: {}{}", title(&story.label, record.lang), advice(story, record.lang), story.trouble()?),
            "fingerprint": fingerprint(story),
            "severity": severity(story.verdict()?),
            "location": { "path": EXPLAINED, "lines": { "begin": 1 } },
        }))
    });
    let remarks = serde_json::to_string_pretty(&remarks.collect::<Vec<_>>());
    remarks.expect("invariant: every key of a remark is a string") + "\n"
}

/// The guard that is missing and what follows, where the scenario knows.
fn advice(story: &Story, lang: Lang) -> String {
    let told = |cause: &'static crate::cause::Cause| {
        let ids = cause.requirements.join(", ");
        let ids = if ids.is_empty() { ids } else { format!(" [{ids}]") };
        let w = words::of(lang);
        format!("{}: {}{ids}. {}\n", w.missing_guard, cause.guard(lang), cause.consequence.in_(lang))
    };
    story.cause().map(told).unwrap_or_default()
}

fn severity(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Failed => "critical",
        Verdict::Invalid | Verdict::Broken => "major",
        Verdict::Warned => "minor",
        Verdict::Passed | Verdict::NotApplicable | Verdict::Look | Verdict::Interrupted => "info",
    }
}

/// The same finding keeps its name from run to run.
fn fingerprint(story: &Story) -> String {
    let digest = Sha256::digest(story.label.id);
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// GitHub reads a command up to the end of the line.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Within the properties of a command a colon and a comma have a meaning too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
