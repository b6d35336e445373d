//! Owns the drawings: bars that begin where the ones before ended, and the line until the end of the school year.

use jiff::civil::Date;
use lang::Lang;

use crate::report::spelling::{number, short_day};
use crate::told::{PhaseTold, Point};

/// The width of every drawing, in its own units: that of a small phone, so that letters stay readable there.
const WIDTH: f64 = 340.0;
/// The height of a line of words, and of a bar with the room below it.
const WORDS: f64 = 16.0;
const BAR: f64 = 24.0;
/// How many letters a line has room for.
const LETTERS: usize = 46;
/// The drawing of the line: its height, and the room for its figures.
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 150.0;

/// A bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// What stands over it, its figure included.
    pub(crate) words: String,
    /// Where it begins and how long it is, in people.
    pub(crate) from: usize,
    pub(crate) length: usize,
    /// `whole`, `lost` or `left`.
    pub(crate) kind: &'static str,
}

/// Bars below each other.
pub(crate) fn bars(label: &str, bars: &[Bar]) -> String {
    let whole = bars.iter().map(|bar| bar.from + bar.length).max().unwrap_or(1).max(1) as f64;
    let lines: Vec<Vec<String>> = bars.iter().map(|bar| lines(&bar.words)).collect();
    let height: f64 = lines.iter().map(|lines| lines.len() as f64 * WORDS + BAR).sum();
    let mut out = open(label, height);
    let mut top = 0.0;
    for (bar, lines) in bars.iter().zip(&lines) {
        let (from, length) = (bar.from as f64 / whole * WIDTH, bar.length as f64 / whole * WIDTH);
        for line in lines {
            top += WORDS;
            out.push_str(&format!("<text x=\"0\" y=\"{:.1}\">{}</text>", top - 3.0, escaped(line)));
        }
        out.push_str(&format!(
            "<rect class=\"{}\" x=\"{from:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"14\" rx=\"2\"/>",
            bar.kind,
            length.max(1.5).min(WIDTH - from.min(WIDTH - 1.5)),
        ));
        top += BAR;
    }
    out.push_str("</svg>");
    out
}

/// How many are out from day to day.
pub(crate) fn line(lang: Lang, label: &str, points: &[Point], phases: &[PhaseTold], until: Date) -> String {
    let read = |text: &str| text.parse::<Date>().ok();
    let known: Vec<(Date, usize)> =
        points.iter().filter_map(|point| Some((read(&point.day)?, point.out))).collect();
    let Some((first, _)) = known.first().copied() else { return String::new() };
    let days = |from: Date, to: Date| f64::from(to.since(from).map_or(0, |span| span.get_days()));
    let whole = days(first, until).max(1.0);
    let most = known.iter().map(|(_, out)| *out).max().unwrap_or(0).max(1) as f64;
    let x = |day: Date| LEFT + days(first, day) / whole * (WIDTH - LEFT);
    let y = |out: usize| BOTTOM - out as f64 / most * (BOTTOM - TOP);
    let mut out = open(label, HEIGHT);
    for (place, share) in [(BOTTOM, 0.0), ((BOTTOM + TOP) / 2.0, most / 2.0), (TOP, most)] {
        let shown = number(lang, share.round().abs() as usize);
        out.push_str(&format!(
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{place}\" y2=\"{place}\"/>"
        ));
        out.push_str(&format!(
            "<text class=\"end\" x=\"{}\" y=\"{}\">{shown}</text>",
            LEFT - 6.0,
            place + 4.0
        ));
    }
    let mut shown_until = -1.0;
    for (place, phase) in phases.iter().enumerate() {
        let Some(day) = read(&phase.day) else { continue };
        let (at, row) = (x(day), if place % 2 == 0 { BOTTOM + 16.0 } else { BOTTOM + 32.0 });
        out.push_str(&format!(
            "<line class=\"phase\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{}\"/>",
            row - 11.0
        ));
        let at = at.min(WIDTH - 70.0).max(if place % 2 == 0 { shown_until } else { 0.0 });
        shown_until = at + 74.0;
        out.push_str(&format!("<text x=\"{at:.1}\" y=\"{row}\">{}</text>", short_day(lang, &phase.day)));
    }
    let mut path = String::new();
    for (place, (day, count)) in known.iter().enumerate() {
        let command = if place == 0 { "M" } else { "H" };
        match place {
            0 => path.push_str(&format!("{command}{:.1} {:.1}", x(*day), y(*count))),
            _ => path.push_str(&format!("{command}{:.1}V{:.1}", x(*day), y(*count))),
        }
    }
    path.push_str(&format!("H{WIDTH}"));
    let end = short_day(lang, &until.to_string());
    out.push_str(&format!("<text class=\"end\" x=\"{WIDTH}\" y=\"{}\">{end}</text>", BOTTOM + 16.0));
    out.push_str(&format!("<path class=\"way\" d=\"{path}\"/></svg>"));
    out
}

/// Words in lines that fit.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("invariant: there is a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= LETTERS {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn open(label: &str, height: f64) -> String {
    let label = escaped(label);
    format!(
        "<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {height}\"><title>{label}</title>"
    )
}

/// A text within markup.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
