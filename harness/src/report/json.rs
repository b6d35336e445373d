//! Owns the report for programs: the whole run as one JSON document, as `docs/REPORT.schema.json` describes it.

use std::time::Duration;

use serde::Serialize;

use crate::cause::Severity;
use crate::event::{Happening, Label, Outcome, seconds};
use crate::lang::Lang;
use crate::report::groups::{Findings, Group};
use crate::report::past::Changes;
use crate::report::record::{Record, Story};
use crate::report::requirements;

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
    findings: Vec<Finding<'r>>,
    scenarios: Vec<Scenario<'r>>,
}

/// Scenarios that found the same, the gravest first.
#[derive(Serialize)]
struct Finding<'r> {
    #[serde(flatten)]
    lack: Option<Lack>,
    words: String,
    scenarios: Vec<&'r str>,
}

/// A guard that is missing.
#[derive(Serialize)]
struct Lack {
    cause: &'static str,
    guard: &'static str,
    consequence: &'static str,
    fix: &'static str,
    severity: Severity,
    requirements: &'static [&'static str],
}

#[derive(Serialize)]
struct Scenario<'r> {
    #[serde(flatten)]
    label: &'r Label,
    requirements: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
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
        findings: findings(record),
        scenarios: record.stories.iter().map(scenario).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("invariant: every key of the document is a string") + "\n"
}

fn findings(record: &Record) -> Vec<Finding<'_>> {
    let Findings { failed, unjudged, warned, .. } = Findings::of(record);
    let all = failed.into_iter().chain(unjudged).chain(warned);
    all.map(|group| finding(&group, record.lang)).collect()
}

fn finding<'r>(group: &Group<'r>, lang: Lang) -> Finding<'r> {
    let lack = group.cause.map(|cause| Lack {
        cause: cause.key,
        guard: cause.guard(lang),
        consequence: cause.consequence.in_(lang),
        fix: cause.fix.in_(lang),
        severity: cause.severity,
        requirements: cause.requirements,
    });
    Finding {
        lack,
        words: group.words.clone(),
        scenarios: group.stories.iter().map(|story| story.label.id).collect(),
    }
}

fn scenario(story: &Story) -> Scenario<'_> {
    Scenario {
        label: &story.label,
        requirements: requirements::of(story),
        cause: story.cause().map(|cause| cause.key),
        outcome: &story.outcome,
        happened: story.happened.iter().map(|(at, what)| Step { at: *at, what }).collect(),
    }
}
