//! Owns the report for build servers: JUnit XML, as Jenkins and GitLab read it.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::event::{Happening, Verdict};
use crate::lang::Lang;
use crate::report::record::{Record, Story};
use crate::report::requirements;
use crate::report::titles::title;

/// One suite for each first word of the scenarios' ids, in the order of the catalogue.
pub fn render(record: &Record) -> String {
    let mut report = Report::new("esia-harness");
    report.set_time(record.took);
    for family in families(record) {
        let mut suite = TestSuite::new(family);
        let stories = record.stories.iter().filter(|story| family_of(story) == family);
        if let Some(plan) = &record.plan {
            suite.add_property(("seed", plan.seed.to_string().as_str()));
            suite.add_property(("idp", plan.idp.as_str()));
            suite.add_property(("party", plan.party.as_str()));
        }
        suite.add_test_cases(stories.map(|story| case(story, record.lang)));
        report.add_test_suite(suite);
    }
    let text = report.to_string();
    without_skipped(&text.expect("invariant: a report is written into memory"))
}

/// Jenkins' schema counts what was skipped in each suite and not over all of them.
fn without_skipped(text: &str) -> String {
    let begun = text.split_once(" skipped=\"").filter(|(before, _)| !before.contains("<testsuite "));
    match begun.and_then(|(before, after)| Some((before, after.split_once('"')?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => text.to_owned(),
    }
}

fn families(record: &Record) -> Vec<&'static str> {
    let mut families = Vec::new();
    for family in record.stories.iter().map(family_of) {
        if !families.contains(&family) {
            families.push(family);
        }
    }
    families
}

fn family_of(story: &Story) -> &'static str {
    story.label.id.split('.').next().unwrap_or(story.label.id)
}

fn case(story: &Story, lang: Lang) -> TestCase {
    let mut case = TestCase::new(story.label.id, status(story));
    case.set_classname(format!("{}.{}", family_of(story), story.label.policy));
    case.add_property(("title", title(&story.label, lang)));
    case.add_property(("policy", story.label.policy));
    case.add_property(("begins", story.label.begins));
    case.add_property(("clauses", story.label.clauses.join("; ").as_str()));
    let requirements: Vec<_> = requirements::of(story).into_iter().map(requirements::ascii).collect();
    if !requirements.is_empty() {
        case.add_property(("requirements", requirements.join("; ").as_str()));
    }
    if let Some(cause) = story.cause() {
        case.add_property(("cause", cause.key));
        case.add_property(("guard", cause.guard(lang)));
        case.add_property(("consequence", cause.consequence.in_(lang)));
        case.add_property(("fix", cause.fix.in_(lang)));
        case.add_property(("severity", cause.severity.word().en));
    }
    if let Some(outcome) = &story.outcome {
        case.set_time(outcome.took);
        case.add_property(("verdict", outcome.verdict.word()));
        if outcome.verdict.is_trouble() {
            case.set_system_out(text_of(story));
        }
    }
    case
}

/// A scenario that proves nothing, or whose bench broke, is an error: nothing was found out about the party.
fn status(story: &Story) -> TestCaseStatus {
    let Some(outcome) = &story.outcome else {
        return skipped("the run was broken off first");
    };
    let kind = match outcome.verdict {
        // JUnit has no warnings: the case passes; its property and output carry the warning.
        Verdict::Passed | Verdict::Warned | Verdict::Look => return TestCaseStatus::success(),
        Verdict::NotApplicable => return skipped(outcome.halt.as_deref().unwrap_or("not applicable")),
        Verdict::Failed => NonSuccessKind::Failure,
        Verdict::Invalid | Verdict::Broken | Verdict::Interrupted => NonSuccessKind::Error,
    };
    let mut status = TestCaseStatus::non_success(kind);
    let trouble = story.trouble().unwrap_or_default();
    let journal = outcome.journal.iter().map(|line| format!("\nthe provider's journal: {line}"));
    let said = outcome.party_said.iter().map(|line| format!("\nthe party's own last words: {line}"));
    status.set_type(outcome.verdict.word());
    status.set_description(format!(
        "{trouble}{}\nto see it again: {}",
        journal.chain(said).collect::<String>(),
        outcome.replay
    ));
    status.set_message(trouble);
    status
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(why);
    status
}

/// What happened, a line for each step.
fn text_of(story: &Story) -> String {
    let lines = story.happened.iter().map(|(at, what)| {
        let text = match what {
            Happening::Did { who, what } => format!("{who}: {what}"),
            Happening::Exchanged(asked) => {
                let to = asked.location.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
                format!("{}: {} {} < {}{to}", asked.who, asked.method, asked.url, asked.status)
            }
            Happening::Asked(asked) => {
                format!(
                    "behind the browser: {}: {} {} < {}",
                    asked.who, asked.method, asked.url, asked.status
                )
            }
            Happening::Pictured(picture) => format!("{}: saw {}", picture.who, picture.file),
            Happening::Checked(check) => {
                let holds = if check.holds { "holds" } else { "does not hold" };
                format!("check {holds}: {}; expected {}; seen {}", check.must, check.expected, check.seen)
            }
        };
        format!("{:8.3} s  {text}\n", at.as_secs_f64())
    });
    lines.collect()
}
