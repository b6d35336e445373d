//! Owns the report for programs: the whole run as one JSON document.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use crate::event::{Happening, Outcome, Plan, RunEvent, seconds};
use crate::report::Reporter;

/// The form of the document. A change that breaks readers makes it one more.
const FORMAT: u32 = 1;

/// Writes one document when the run is over, also when it was broken off.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
    plan: Option<Plan>,
    scenarios: Vec<Story>,
}

#[derive(Serialize)]
struct Document<'r> {
    format: u32,
    seed: u64,
    jobs: usize,
    idp: &'r str,
    #[serde(serialize_with = "seconds")]
    took: Duration,
    interrupted: bool,
    scenarios: &'r [Story],
}

#[derive(Debug, Serialize)]
struct Story {
    id: &'static str,
    title: &'static str,
    #[serde(flatten)]
    outcome: Option<Outcome>,
    happened: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    #[serde(serialize_with = "seconds")]
    at: Duration,
    #[serde(flatten)]
    what: Happening,
}

impl<W: Write> Json<W> {
    /// A report that is written to `out`.
    pub fn new(out: W) -> Self {
        Self { out, plan: None, scenarios: Vec::new() }
    }

    fn story(&mut self, id: &str) -> Option<&mut Story> {
        self.scenarios.iter_mut().find(|story| story.id == id)
    }

    fn write(&mut self, took: Duration, interrupted: bool) -> io::Result<()> {
        let Some(plan) = &self.plan else {
            return Ok(());
        };
        let document = Document {
            format: FORMAT,
            seed: plan.seed,
            jobs: plan.jobs,
            idp: &plan.idp,
            took,
            interrupted,
            scenarios: &self.scenarios,
        };
        serde_json::to_writer_pretty(&mut self.out, &document)?;
        writeln!(self.out)?;
        self.out.flush()
    }
}

impl<W: Write> Reporter for Json<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        match event {
            RunEvent::RunStarted(plan) => {
                let story = |label: &crate::event::Label| Story {
                    id: label.id,
                    title: label.title,
                    outcome: None,
                    happened: Vec::new(),
                };
                self.scenarios = plan.scenarios.iter().map(story).collect();
                self.plan = Some(plan.clone());
            }
            RunEvent::ScenarioStarted { .. } => {}
            RunEvent::Happened { id, at, what } => {
                if let Some(story) = self.story(id) {
                    story.happened.push(Step { at: *at, what: what.clone() });
                }
            }
            RunEvent::ScenarioFinished { id, outcome } => {
                if let Some(story) = self.story(id) {
                    story.outcome = Some(outcome.clone());
                }
            }
            RunEvent::RunFinished { took, interrupted } => self.write(*took, *interrupted)?,
        }
        Ok(())
    }
}
