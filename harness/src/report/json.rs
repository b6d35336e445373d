//! Owns the report for programs: the whole run as one JSON document, as `docs/REPORT.schema.json` describes it.

use std::time::Duration;

use serde::Serialize;

use crate::event::{Happening, Label, Outcome, seconds};
use crate::report::past::Changes;
use crate::report::record::{Record, Story};

/// The form of the document. A change that breaks readers makes it one more.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    format: u32,
    seed: u64,
    jobs: usize,
    idp: &'r str,
    party: &'r str,
    #[serde(serialize_with = "seconds")]
    took: Duration,
    interrupted: bool,
    changes: Changes,
    scenarios: Vec<Scenario<'r>>,
}

#[derive(Serialize)]
struct Scenario<'r> {
    #[serde(flatten)]
    label: &'r Label,
    #[serde(flatten)]
    outcome: &'r Option<Outcome>,
    happened: Vec<Step<'r>>,
}

#[derive(Serialize)]
struct Step<'r> {
    #[serde(serialize_with = "seconds")]
    at: Duration,
    #[serde(flatten)]
    what: &'r Happening,
}

/// The document of a run.
pub fn render(record: &Record) -> String {
    let Some(plan) = &record.plan else {
        return "{}\n".to_owned();
    };
    let document = Document {
        format: FORMAT,
        seed: plan.seed,
        jobs: plan.jobs,
        idp: &plan.idp,
        party: &plan.party,
        took: record.took,
        interrupted: record.interrupted,
        changes: record.changes(),
        scenarios: record.stories.iter().map(scenario).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("invariant: every key of the document is a string") + "\n"
}

fn scenario(story: &Story) -> Scenario<'_> {
    Scenario {
        label: &story.label,
        outcome: &story.outcome,
        happened: story.happened.iter().map(|(at, what)| Step { at: *at, what }).collect(),
    }
}
