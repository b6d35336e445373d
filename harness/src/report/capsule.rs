//! Owns capsules: everything needed to reproduce a failed scenario, one file each.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::event::{Evidence, RunEvent, Verdict};
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::record::{Record, Story};
use crate::report::whole::replace;
use crate::report::words;

/// The form of a capsule. A change that breaks readers makes it one more.
const FORMAT: u32 = 1;
/// How many capsules the console names.
const LINES_MAX: usize = 5;

/// Leaves a file for each scenario that did not pass, and says at the end how to replay it.
#[derive(Debug)]
pub struct Capsules<W> {
    folder: PathBuf,
    command: Vec<String>,
    out: W,
    record: Record,
    kept: HashMap<&'static str, Evidence>,
    left: Vec<PathBuf>,
    lang: Lang,
}

impl<W: Write> Capsules<W> {
    /// Capsules in a folder. `command` is the one that runs a scenario again, up to its id; the commands that
    /// replay capsules go to `out`.
    pub fn new(folder: PathBuf, command: Vec<String>, out: W) -> Self {
        Self {
            folder,
            command,
            out,
            record: Record::default(),
            kept: HashMap::new(),
            left: Vec::new(),
            lang: Lang::default(),
        }
    }

    /// In another language.
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    fn leave(&mut self, id: &str) -> io::Result<()> {
        let (Some(story), Some(plan)) = (self.record.find(id), &self.record.plan) else {
            return Ok(());
        };
        let capsule = capsule(story, plan.seed, &self.command, self.kept.get(id));
        let path = self.folder.join(format!("{id}.json"));
        replace(&path, format!("{capsule:#}\n"))?;
        self.left.push(path);
        Ok(())
    }
}

impl<W: Write> Capsules<W> {
    /// A line for each while they are few; for the rest their folder.
    fn told(&mut self) -> io::Result<()> {
        let w = words::of(self.lang);
        for path in self.left.iter().take(LINES_MAX) {
            writeln!(self.out, "{}: esia-harness replay {}", w.capsule_left, path.display())?;
        }
        if let Some(more @ 1..) = self.left.len().checked_sub(LINES_MAX) {
            writeln!(self.out, "{} {more}, {} {}", w.console_more, w.capsules_in, self.folder.display())?;
        }
        self.out.flush()
    }
}

impl<W: Write> Reporter for Capsules<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        match event {
            RunEvent::Kept { id, evidence } => {
                self.kept.insert(id, evidence.clone());
                Ok(())
            }
            RunEvent::ScenarioFinished { id, outcome }
                if outcome.verdict.is_trouble() && outcome.verdict != Verdict::Interrupted =>
            {
                self.leave(id)
            }
            RunEvent::RunFinished { .. } => self.told(),
            _ => Ok(()),
        }
    }
}

fn capsule(story: &Story, seed: u64, command: &[String], evidence: Option<&Evidence>) -> Value {
    let command: Vec<&str> = command.iter().map(String::as_str).chain([story.label.id]).collect();
    let traffic = story.happened.iter().map(|(at, what)| json!({ "at": at.as_secs_f64(), "what": what }));
    json!({
        "format": FORMAT,
        "scenario": story.label.id,
        "seed": seed,
        "command": command,
        "begins": story.label.begins,
        "policy": story.label.policy,
        "verdict": story.word(),
        "trouble": story.trouble(),
        "cause": story.cause().map(|cause| cause.key),
        "traffic": traffic.collect::<Vec<_>>(),
        "remains": evidence,
    })
}
