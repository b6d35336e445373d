//! Owns the report for readers: one HTML file that needs nothing else, on a screen, on a phone and on paper.

use std::cmp::Reverse;
use std::time::Duration;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::event::{Check, Grade, Happening, Part, Picture, Plan, Verdict};
use crate::report::past::Changes;
use crate::report::record::{Record, Story};

/// How much of a reason the table has room for.
const REASON_CHARS_MAX: usize = 220;

#[derive(Template)]
#[template(path = "report/report.html")]
struct Page<'r> {
    plan: Option<&'r Plan>,
    record: &'r Record,
    counts: Vec<(&'static str, usize)>,
    policies: Vec<&'static str>,
    words: Vec<&'static str>,
    changes: Changes,
}

/// The page of a run.
pub fn render(record: &Record) -> String {
    let mut counts: Vec<_> =
        Verdict::ALL.iter().map(|verdict| (verdict.word(), record.count(*verdict))).collect();
    counts.push(("not run", record.stories.iter().filter(|story| story.outcome.is_none()).count()));
    counts.retain(|(word, count)| *count > 0 || *word == Verdict::Passed.word());
    let mut policies: Vec<_> = record.stories.iter().map(|story| story.label.policy).collect();
    policies.sort_unstable();
    policies.dedup();
    let words = counts.iter().filter(|(_, count)| *count > 0).map(|(word, _)| *word).collect();
    let page =
        Page { plan: record.plan.as_ref(), record, counts, policies, words, changes: record.changes() };
    page.render().expect("invariant: a page is written into memory")
}

/// Words of the template that are not in the record as they stand.
impl Page<'_> {
    fn passed(&self) -> usize {
        self.record.count(Verdict::Passed)
    }

    fn time(took: &Duration) -> String {
        format!("{:.3} s", took.as_secs_f64())
    }

    /// A class for the colour of a verdict.
    fn class(word: &str) -> String {
        word.replace(' ', "-")
    }

    /// The sign of a verdict, or of none.
    fn sign(word: &str) -> &'static str {
        Verdict::ALL.iter().find(|verdict| verdict.word() == word).map_or("–", |verdict| verdict.sign())
    }

    /// What is worth looking at is open already.
    fn is_open(story: &Story) -> bool {
        story.verdict().is_some_and(Verdict::is_trouble)
    }

    /// A class for the weight of a check that did not hold.
    fn weight(check: &Check) -> &'static str {
        match check.grade {
            Grade::Look => "look",
            Grade::Should => "should",
            Grade::Must => "must",
        }
    }

    fn is_control(check: &Check) -> bool {
        check.part == Part::Control
    }

    /// An address without its query; the full one is shown below it.
    fn short(url: &str) -> &str {
        let path = url.split('?').next().unwrap_or(url);
        let host = path.split_once("://").map_or(path, |(_, rest)| rest);
        host.split_once('/').map_or(host, |(_, path)| path)
    }

    /// What went wrong, as a summary for the table.
    fn reason(story: &Story) -> Option<String> {
        let outcome = story.outcome.as_ref().filter(|outcome| outcome.verdict.is_trouble())?;
        // The heaviest, and of those the first.
        let missed = story.checks().filter(|check| !check.holds).min_by_key(|check| Reverse(check.grade));
        let missed =
            missed.map(|check| format!("{}: expected {}, seen {}", check.must, check.expected, check.seen));
        let text = missed.or_else(|| outcome.halt.clone())?;
        let line = text.lines().next().unwrap_or_default();
        let cut: String = line.chars().take(REASON_CHARS_MAX).collect();
        Some(if cut.len() < line.len() { cut + "…" } else { cut })
    }

    /// Where a token stood.
    fn named(token: &str) -> &str {
        token.lines().next().unwrap_or_default()
    }

    /// The picture within the page, which needs nothing else.
    fn inline(picture: &Picture) -> String {
        format!("data:image/webp;base64,{}", STANDARD.encode(&*picture.image.0))
    }

    fn day(begins: &str) -> &str {
        begins.split('T').next().unwrap_or(begins)
    }
}
