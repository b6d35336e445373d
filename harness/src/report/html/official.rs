//! Owns the page for officials: whether the diary may be switched on, who will not get in and when, what comes first.

use jiff::civil::Date;

use crate::cause::Severity;
use crate::event::Verdict;
use crate::lang::{Lang, Said};
use crate::report::groups::{Findings, Group};
use crate::report::html::drawings::demands;
use crate::report::phrase::phrase;
use crate::report::record::{Record, Story};
use crate::report::titles::title;
use crate::report::words::Words;

/// How many points fit on a printed page, and how many dates.
const POINTS_MAX: usize = 5;
const DATES_MAX: usize = 6;
/// Families of scenarios that keep nobody out, whatever comes of them.
const ABOUT_NOBODY: [&str; 3] = ["account.", "request.", "page."];

/// What the page says.
#[derive(Debug)]
pub(super) struct Official {
    /// A class for its colour.
    pub(super) class: &'static str,
    /// Yes, no, or why neither.
    pub(super) answer: &'static str,
    /// What must be mended first: the point, what follows, how.
    pub(super) points: Vec<[String; 3]>,
    /// How many more there are.
    pub(super) more: usize,
    /// From which day, and who does not get in.
    pub(super) kept_out: Vec<[String; 2]>,
    /// The known dates of the rules: the day, and what holds from it.
    pub(super) dates: Vec<[String; 2]>,
}

/// The page of a run.
pub(super) fn official(record: &Record, findings: &Findings<'_>, words: &'static Words) -> Official {
    let (class, answer) = answer(record, findings, words);
    let all: Vec<&Group<'_>> = findings.failed.iter().chain(&findings.warned).collect();
    let points = all.iter().take(POINTS_MAX).map(|group| point(group, record)).collect();
    Official {
        class,
        answer,
        points,
        more: all.len().saturating_sub(POINTS_MAX),
        kept_out: kept_out(record, words),
        dates: dates(record, words),
    }
}

/// May it be switched on?
fn answer(record: &Record, findings: &Findings<'_>, words: &'static Words) -> (&'static str, &'static str) {
    let is_grave = |group: &Group<'_>| group.severity().is_none_or(|one| one < Severity::Low);
    if findings.failed.iter().any(is_grave) {
        ("failed", words.official_no)
    } else if !findings.unjudged.is_empty() || record.interrupted || findings.passed.is_empty() {
        ("invalid", words.official_unknown)
    } else if !findings.failed.is_empty() || !findings.warned.is_empty() {
        ("warning", words.official_remarks)
    } else {
        ("passed", words.official_yes)
    }
}

fn point(group: &Group<'_>, record: &Record) -> [String; 3] {
    match group.cause {
        Some(cause) => {
            [cause.guard, cause.consequence, cause.fix].map(|said| said.in_(record.lang).to_owned())
        }
        None => {
            let first = group.stories.first().map(|story| title(&story.label, record.lang));
            [first.unwrap_or_default().to_owned(), phrase(&group.words, record.lang), String::new()]
        }
    }
}

/// Stories of the letters and of good people that failed, each with the day on which it begins.
fn kept_out(record: &Record, words: &Words) -> Vec<[String; 2]> {
    let is_out = |story: &&Story| {
        let is_about_people = !ABOUT_NOBODY.iter().any(|family| story.label.id.starts_with(family));
        let is_good = story.label.kind == "positive" && is_about_people;
        let refused = story.cause().is_some_and(|cause| {
            ["person.good-refused", "person.gallery", "session.same-site-strict", "clock.tolerance"]
                .contains(&cause.key)
        });
        story.verdict() == Some(Verdict::Failed) && (is_good || refused)
    };
    let mut rows: Vec<[String; 2]> = record
        .stories
        .iter()
        .filter(is_out)
        .map(|story| {
            [
                day(story.label.begins),
                format!("{}: {}", words.official_broken, title(&story.label, record.lang)),
            ]
        })
        .collect();
    rows.sort();
    rows.truncate(DATES_MAX);
    rows.into_iter().map(|[day, what]| [written(&day, record.lang), what]).collect()
}

/// The days from which rules change, of the policies that the run was about.
fn dates(record: &Record, words: &Words) -> Vec<[String; 2]> {
    let policies = record.plan.iter().flat_map(|plan| &plan.policies);
    let tried = policies.filter(|policy| {
        let is_its = |story: &Story| {
            story.label.policy == policy.id
                && story.verdict().is_some_and(|one| one != Verdict::NotApplicable)
        };
        record.stories.iter().any(is_its)
    });
    let mut rows: Vec<[String; 2]> = tried
        .flat_map(|policy| {
            let begun = policy.phases.iter().filter_map(|phase| Some((phase.from.clone()?, phase)));
            begun.map(|(from, phase)| {
                [day(&from), format!("{} — {}", demands(phase, words).join(", "), policy.title)]
            })
        })
        .collect();
    rows.sort();
    rows.truncate(DATES_MAX);
    rows.into_iter().map(|[day, what]| [written(&day, record.lang), what]).collect()
}

/// The day of a moment.
pub(super) fn day(moment: &str) -> String {
    moment.split('T').next().unwrap_or(moment).to_owned()
}

/// The names of months as dates have them: in Russian in the genitive.
const MONTHS: [Said; 12] = [
    Said { en: "January", ru: "января" },
    Said { en: "February", ru: "февраля" },
    Said { en: "March", ru: "марта" },
    Said { en: "April", ru: "апреля" },
    Said { en: "May", ru: "мая" },
    Said { en: "June", ru: "июня" },
    Said { en: "July", ru: "июля" },
    Said { en: "August", ru: "августа" },
    Said { en: "September", ru: "сентября" },
    Said { en: "October", ru: "октября" },
    Said { en: "November", ru: "ноября" },
    Said { en: "December", ru: "декабря" },
];

/// A day as people write it; what is no day stays as it is.
fn written(day: &str, lang: Lang) -> String {
    let Ok(date) = day.parse::<Date>() else { return day.to_owned() };
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at));
    month.map_or_else(
        || day.to_owned(),
        |month| format!("{}\u{a0}{} {}", date.day(), month.in_(lang), date.year()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        assert_eq!(written("2018-11-20", Lang::Ru), "20\u{a0}ноября 2018");
        assert_eq!(written("2024-09-02", Lang::En), "2\u{a0}September 2024");
        assert_eq!(written("any day", Lang::En), "any day");
    }
}
