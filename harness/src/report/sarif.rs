//! Owns the report for code scanning: SARIF 2.1.0, a rule for each scenario and a result for each that did not pass.

use serde_json::{Value, json};

use crate::event::Verdict;
use crate::lang::Lang;
use crate::report::record::{Record, Story};
use crate::report::requirements;
use crate::report::titles::title;

/// Where the format is described. A reader recognises it by this name and fetches nothing.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The page that explains every scenario. A result has to point into the repository at something.
const EXPLAINED: &str = "docs/SCENARIOS.md";

/// The log of a run.
pub fn render(record: &Record) -> String {
    let over = record.stories.iter().filter(|story| story.outcome.is_some());
    let results = record.stories.iter().enumerate().filter_map(|(at, story)| result(at, story, record.lang));
    let broken: Vec<_> = over.clone().filter(|story| is_bench(story)).filter_map(notification).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "esia-harness",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": record.stories.iter().map(|story| rule(story, record.lang)).collect::<Vec<_>>(),
        }},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { "SRCROOT": { "description": { "text": "The root of the repository." } } },
        "invocations": [{
            "executionSuccessful": broken.is_empty() && !record.interrupted,
            "toolExecutionNotifications": broken,
        }],
        "results": results.collect::<Vec<_>>(),
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    serde_json::to_string_pretty(&log).expect("invariant: every key of the log is a string") + "\n"
}

fn rule(story: &Story, lang: Lang) -> Value {
    let (label, title) = (&story.label, title(&story.label, lang));
    let requirements: Vec<_> = requirements::of(story).into_iter().map(requirements::ascii).collect();
    json!({
        "id": label.id,
        "shortDescription": { "text": title },
        "fullDescription": {
            "text": format!("{}. It rests on {}; the policy is {}.", title, label.clauses.join("; "), label.policy),
        },
        "properties": { "tags": [label.kind, label.policy], "begins": label.begins, "requirements": requirements },
    })
}

/// What was found out about the relying party: nothing when the bench broke.
fn result(index: usize, story: &Story, lang: Lang) -> Option<Value> {
    // SARIF 3.27.10: only a failure has a level.
    let (kind, level) = match story.verdict()? {
        Verdict::Failed => ("fail", "error"),
        Verdict::Invalid | Verdict::Warned => ("fail", "warning"),
        Verdict::Look => ("review", "none"),
        Verdict::NotApplicable => ("notApplicable", "none"),
        Verdict::Passed | Verdict::Broken | Verdict::Interrupted => return None,
    };
    let outcome = story.outcome.as_ref()?;
    let message = story.trouble().or_else(|| outcome.halt.clone())?;
    let mut properties = json!({ "replay": outcome.replay, "journal": outcome.journal });
    if let Some(cause) = story.cause() {
        let requirements: Vec<_> = cause.requirements.iter().map(|id| requirements::ascii(id)).collect();
        properties["cause"] = json!(cause.key);
        properties["guard"] = json!(cause.guard(lang));
        properties["consequence"] = json!(cause.consequence.in_(lang));
        properties["fix"] = json!(cause.fix.in_(lang));
        properties["requirements"] = json!(requirements);
        properties["security-severity"] = json!(cause.severity.score());
    }
    Some(json!({
        "ruleId": story.label.id,
        "ruleIndex": index,
        "level": level,
        "kind": kind,
        "message": { "text": message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": EXPLAINED, "uriBaseId": "SRCROOT" },
                "region": { "startLine": 1 },
            },
            "logicalLocations": [{ "fullyQualifiedName": story.label.id, "kind": "function" }],
        }],
        // The same finding keeps its name from run to run, even if the page's words change.
        "partialFingerprints": { "scenario/v1": story.label.id },
        "properties": properties,
    }))
}

fn is_bench(story: &Story) -> bool {
    story.verdict() == Some(Verdict::Broken)
}

fn notification(story: &Story) -> Option<Value> {
    Some(json!({
        "level": "error",
        "message": { "text": story.trouble()? },
        "associatedRule": { "id": story.label.id },
    }))
}
