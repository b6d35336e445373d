//! Owns the report for readers: one HTML file that needs nothing else, on a screen, on a phone and on paper.

mod appendix;
mod drawings;
mod official;
mod packed;
mod sequence;
mod svg;

use std::time::Duration;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::event::{Check, Exchange, Grade, Happening, Part, Picture, Plan, PolicyDates, Verdict};
use crate::report::groups::{Findings, Group, proof};
use crate::report::html::appendix::Row;
use crate::report::html::official::Official;
use crate::report::past::Changes;
use crate::report::record::{Record, Story};
use crate::report::score::Lies;
use crate::report::words::{self, Words};
use crate::report::{actors, phrase, requirements, titles};

#[derive(Template)]
#[template(path = "report/report.html")]
struct Page<'r> {
    w: &'static Words,
    plan: Option<&'r Plan>,
    record: &'r Record,
    counts: Vec<(&'static str, &'static str, usize)>,
    policies: Vec<&'static str>,
    changes: Changes,
    findings: Findings<'r>,
    official: Official,
    appendix: [Vec<Row<'r>>; 2],
    /// What came of the generated lies, where some were told.
    lies: Option<String>,
    drawings: Drawings,
    packed: String,
}

/// The drawings of the whole run.
struct Drawings {
    matrix: Option<String>,
    timelines: Vec<(String, String)>,
    trend: Option<String>,
}

/// The page of a run.
pub fn render(record: &Record) -> String {
    let w = words::of(record.lang);
    let findings = Findings::of(record);
    let page = Page {
        w,
        plan: record.plan.as_ref(),
        counts: counts(record, w),
        policies: policies(record),
        changes: record.changes(),
        official: official::official(record, &findings, w),
        appendix: appendix::rows(record),
        lies: Lies::of(record).summary(record.lang),
        drawings: Drawings {
            matrix: drawings::matrix(record, w),
            timelines: timelines(record, w),
            trend: drawings::trend(record, w),
        },
        packed: packed::packed(record),
        findings,
        record,
    };
    page.render().expect("invariant: a page is written into memory")
}

/// The verdicts that occurred, each with its word and number; failures first, as the page has them.
fn counts(record: &Record, w: &'static Words) -> Vec<(&'static str, &'static str, usize)> {
    let order = [
        Verdict::Failed,
        Verdict::Invalid,
        Verdict::Broken,
        Verdict::Interrupted,
        Verdict::Warned,
        Verdict::Look,
        Verdict::Passed,
        Verdict::NotApplicable,
    ];
    let of = |one: Verdict| (one.word(), words::verdict(one, record.lang), record.count(one));
    let not_run = record.stories.iter().filter(|story| story.outcome.is_none()).count();
    let mut counts: Vec<_> = order.map(of).into_iter().chain([("not run", w.not_run, not_run)]).collect();
    counts.retain(|(word, _, count)| *count > 0 || *word == Verdict::Passed.word());
    counts
}

fn policies(record: &Record) -> Vec<&'static str> {
    let mut policies: Vec<_> = record.stories.iter().map(|story| story.label.policy).collect();
    policies.sort_unstable();
    policies.dedup();
    policies
}

fn timelines(record: &Record, w: &Words) -> Vec<(String, String)> {
    let policies = record.plan.iter().flat_map(|plan| &plan.policies);
    let drawn = |policy: &PolicyDates| {
        (format!("{}: {}", policy.id, policy.title), drawings::timeline(policy, record, w))
    };
    policies.map(drawn).collect()
}

/// Words of the template that are not in the record as they stand.
impl Page<'_> {
    fn headline(&self) -> String {
        let (passed, all) = (self.record.count(Verdict::Passed), self.record.stories.len());
        match self.record.lang {
            crate::lang::Lang::En => format!("{passed} of {all} scenarios passed"),
            crate::lang::Lang::Ru => format!("Пройдено сценариев: {passed} из {all}"),
        }
    }

    fn party(&self) -> String {
        phrase::phrase(self.record.party(), self.record.lang)
    }

    /// The parts with groups: a name for links, the heading, the groups.
    fn grouped(&self) -> [(&'static str, &'static str, &[Group<'_>]); 3] {
        [
            ("failed", self.w.failures, &self.findings.failed),
            ("unjudged", self.w.not_judged, &self.findings.unjudged),
            ("warnings", self.w.warnings, &self.findings.warned),
        ]
    }

    /// A title without the marks that consoles and Markdown show code with.
    fn title(&self, story: &Story) -> String {
        titles::title(&story.label, self.record.lang).replace('`', "")
    }

    fn word(&self, story: &Story) -> &'static str {
        story.verdict().map_or(self.w.not_run, |one| words::verdict(one, self.record.lang))
    }

    fn verdict(&self, verdict: &Verdict) -> &'static str {
        words::verdict(*verdict, self.record.lang)
    }

    /// The guard that a group lacks, or what did not hold in its own words.
    fn name<'g>(&self, group: &'g Group<'_>) -> &'g str {
        group.cause.map_or(group.words.as_str(), |cause| cause.guard(self.record.lang))
    }

    /// Somebody who acts, in the language of the page.
    fn actor<'e>(&self, asked: &'e Exchange) -> &'e str {
        actors::actor(&asked.who, self.record.lang)
    }

    /// What scenarios say again and again, in the language of the page.
    fn told(&self, text: &str) -> String {
        phrase::phrase(text, self.record.lang)
    }

    /// The first scenario of the group proves it.
    fn first<'g>(group: &'g Group<'_>) -> Option<&'g Story> {
        group.stories.first().copied()
    }

    fn requirements(story: &Story) -> String {
        requirements::of(story).join(", ")
    }

    fn sequence(&self, story: &Story) -> Option<String> {
        sequence::drawn(story, self.plan.map_or("", |plan| plan.idp.as_str()), self.w, self.record.lang)
    }

    fn proof(story: &Story) -> Option<&Exchange> {
        proof(story)
    }

    /// The heading of a part of the appendix's page.
    fn part(&self, part: &usize) -> &'static str {
        if *part == 0 { self.w.appendix_d } else { self.w.duties }
    }

    fn pictures(story: &Story) -> Vec<&Picture> {
        let pictures = story.happened.iter().filter_map(|(_, what)| match what {
            Happening::Pictured(picture) => Some(picture),
            _ => None,
        });
        pictures.collect()
    }

    fn missed(story: &Story) -> Vec<&Check> {
        story.checks().filter(|check| !check.holds).collect()
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

    /// The picture as the script puts it into the page.
    fn encoded(picture: &Picture) -> String {
        STANDARD.encode(&*picture.image.0)
    }

    fn day(begins: &str) -> String {
        official::day(begins)
    }
}
