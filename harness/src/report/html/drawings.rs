//! Owns the drawings of a whole run: letters and scenarios, dates of policies, verdicts from run to run; all as SVG.

use std::fmt::Write;

use crate::event::{PhaseDates, PolicyDates, Verdict};
use crate::report::html::svg::{escaped, shortened};
use crate::report::past::{Counts, counted};
use crate::report::record::{Record, Story};
use crate::report::titles::title;
use crate::report::words::{Words, verdict};

const CELL: usize = 22;
const CELLS_MAX: usize = 30;

/// Letters down, their scenarios across, each a square with the sign of its verdict.
pub(super) fn matrix(record: &Record, words: &Words) -> Option<String> {
    let mut letters: Vec<&str> = record.stories.iter().flat_map(letters_of).collect();
    letters.sort_unstable();
    letters.dedup();
    let of = |letter: &str| -> Vec<&Story> {
        record.stories.iter().filter(|story| letters_of(story).any(|one| one == letter)).collect()
    };
    let rows: Vec<(&str, Vec<&Story>)> = letters.iter().map(|letter| (*letter, of(letter))).collect();
    let lines: usize = rows.iter().map(|(_, stories)| stories.len().div_ceil(CELLS_MAX)).sum();
    let across = rows.iter().map(|(_, stories)| stories.len().min(CELLS_MAX)).max()?;
    let (width, height) = (64 + across * CELL, lines * CELL + rows.len() * 8);
    let summary = rows.iter().map(|(letter, stories)| {
        let passed = stories.iter().filter(|story| story.verdict() == Some(Verdict::Passed)).count();
        format!("{letter}: {passed} {} {}", words.console_of, stories.len())
    });
    let label = format!("{}. {}", words.matrix, summary.collect::<Vec<_>>().join("; "));
    let mut svg = opened("matrix", &label, width, height);
    let mut y = 0;
    for (letter, stories) in rows {
        let _ = write!(svg, "<text class=\"lane start\" x=\"0\" y=\"{}\">{letter}</text>", y + 16);
        for line in stories.chunks(CELLS_MAX) {
            for (at, story) in line.iter().enumerate() {
                let (x, class) = (60 + at * CELL, class_of(story));
                let sign = story.verdict().map_or("·", Verdict::sign);
                let name = escaped(&format!("{}: {}", story.label.id, title(&story.label, record.lang)));
                let _ = write!(
                    svg,
                    "<g class=\"cell {class}\"><title>{name}</title><rect x=\"{x}\" y=\"{y}\" width=\"20\" height=\"20\" rx=\"3\"/>\
                     <text x=\"{}\" y=\"{}\">{sign}</text></g>",
                    x + 10,
                    y + 15
                );
            }
            y += CELL;
        }
        y += 8;
    }
    Some(svg + "</svg>")
}

/// The letters that a scenario rests on.
fn letters_of(story: &Story) -> impl Iterator<Item = &'static str> {
    story.label.clauses.iter().filter_map(|clause| {
        let letter = clause.get(..4)?;
        (letter.starts_with("S00")).then_some(letter)
    })
}

/// A class for the colour of a verdict.
pub(super) fn class_of(story: &Story) -> String {
    story.word().replace(' ', "-")
}

/// The stretches of a policy, each with what it demands and how its scenarios went.
pub(super) fn timeline(policy: &PolicyDates, record: &Record, words: &Words) -> String {
    const BOX: usize = 290;
    let width = policy.phases.len() * BOX + 4;
    let from = |phase: &PhaseDates| phase.from.clone().unwrap_or_else(|| words.from_the_beginning.to_owned());
    let dates: Vec<_> = policy.phases.iter().map(from).collect();
    let label = format!("{}: {}. {}", words.timeline, policy.title, dates.join(", "));
    let mut svg = opened("timeline", &label, width, 104);
    for (at, phase) in policy.phases.iter().enumerate() {
        let x = at * BOX + 2;
        let until = policy.phases.get(at + 1).and_then(|next| next.from.as_deref());
        let (good, bad) = went(record, &policy.id, phase.from.as_deref(), until);
        let (date, lines) = (escaped(&from(phase)), demands(phase, words));
        let _ = write!(svg, "<text class=\"date\" x=\"{x}\" y=\"14\">{date}</text>");
        let _ = write!(
            svg,
            "<rect class=\"phase {}\" x=\"{x}\" y=\"22\" width=\"{}\" height=\"78\" rx=\"4\"/>",
            phase.password,
            BOX - 6
        );
        for (row, line) in lines.iter().enumerate() {
            let line = escaped(&shortened(line, 44));
            let _ =
                write!(svg, "<text class=\"small\" x=\"{}\" y=\"{}\">{line}</text>", x + 8, 42 + row * 19);
        }
        if good + bad > 0 {
            let _ = write!(svg, "<text class=\"small\" x=\"{}\" y=\"92\">✔ {good}  ✘ {bad}</text>", x + 8);
        }
    }
    svg + "</svg>"
}

/// What a stretch of time demands.
pub(super) fn demands(phase: &PhaseDates, words: &Words) -> [String; 2] {
    let password = match phase.password {
        "open" => words.password_open,
        "marks-hidden" => words.password_hidden,
        _ => words.password_closed,
    };
    let portal = match phase.portal {
        "simplified" => words.level_simplified,
        "standard" => words.level_standard,
        "confirmed" => words.level_confirmed,
        _ => words.level_none,
    };
    [format!("{}: {password}", words.by_password), format!("{}: {portal}", words.through_portal)]
}

/// How many scenarios of a policy that begin within those days passed, and did not.
fn went(record: &Record, policy: &str, from: Option<&str>, until: Option<&str>) -> (usize, usize) {
    let within = |story: &&Story| {
        let day = story.label.begins;
        story.label.policy == policy
            && from.is_none_or(|from| day >= from)
            && until.is_none_or(|until| day < until)
    };
    let of = |wanted: Verdict| {
        record.stories.iter().filter(within).filter(|one| one.verdict() == Some(wanted)).count()
    };
    (of(Verdict::Passed), of(Verdict::Failed))
}

/// The last runs and this one, a column each.
pub(super) fn trend(record: &Record, words: &Words) -> Option<String> {
    const TALL: usize = 120;
    let this = counted(&record.findings());
    let runs: Vec<&Counts> = record.past.runs(record.party()).iter().chain([&this]).collect();
    let most = runs.iter().map(|run| run.values().sum::<usize>()).max().filter(|most| *most > 0)?;
    let width = 12 + runs.len() * 26;
    let shown = |run: &&Counts| {
        let of = |one: &Verdict| Some(format!("{} {}", run.get(one.word())?, verdict(*one, record.lang)));
        Verdict::ALL.iter().filter_map(of).collect::<Vec<_>>().join(", ")
    };
    let label = format!("{}: {}", words.trend, runs.iter().map(shown).collect::<Vec<_>>().join("; "));
    let mut svg = opened("trend", &label, width.max(140), TALL + 22);
    for (at, run) in runs.iter().enumerate() {
        let (x, mut y) = (6 + at * 26, TALL);
        for one in Verdict::ALL {
            let Some(count) = run.get(one.word()) else { continue };
            let tall = (count * (TALL - 4) / most).max(2);
            y = y.saturating_sub(tall);
            let class = one.word().replace(' ', "-");
            let _ = write!(
                svg,
                "<rect class=\"bar {class}\" x=\"{x}\" y=\"{y}\" width=\"20\" height=\"{tall}\"><title>{}</title></rect>",
                escaped(&shown(run))
            );
        }
    }
    let _ = write!(svg, "<text class=\"small\" x=\"6\" y=\"{}\">{}</text>", TALL + 16, words.trend);
    Some(svg + "</svg>")
}

fn opened(class: &str, label: &str, width: usize, height: usize) -> String {
    let label = escaped(label);
    format!(
        "<svg class=\"{class}\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"
    )
}
