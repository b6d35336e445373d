//! Owns the drawings: lines over the time of a run, the heat map of waiting times, bars of who was slow.

use crate::report::words::{figure, span_ms};
use crate::sides::{Side, Sides};
use crate::timeline::{Cell, ROWS_MS};
use lang::Lang;

/// The width of every drawing, in its own units, and the room for figures on its left.
const WIDTH: f64 = 720.0;
const LEFT: f64 = 64.0;
const HEIGHT: f64 = 180.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 152.0;
/// A row of the heat map, and of the bars.
const ROW: f64 = 15.0;
const BAR: f64 = 26.0;

/// One line of a drawing.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// How it is drawn, which is also a class of the style sheet.
    pub(crate) kind: &'static str,
    /// What it is, in words.
    pub(crate) words: String,
    /// Its values, one for each cell; gaps where there are none.
    pub(crate) values: Vec<Option<f64>>,
}

/// Lines over the seconds of a run.
pub(crate) fn lines(lang: Lang, label: &str, unit: &str, lines: &[Line], cell_seconds: u32) -> String {
    let values = lines.iter().flat_map(|line| line.values.iter().flatten().copied());
    let most = values.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let cells = lines.iter().map(|line| line.values.len()).max().unwrap_or_default();
    let x = |place: usize| LEFT + (place as f64 + 0.5) / cells.max(1) as f64 * (WIDTH - LEFT);
    let y = |value: f64| BOTTOM - value / most * (BOTTOM - TOP);
    let mut out = open(label, HEIGHT + BAR);
    for share in [0.0, 0.5, 1.0] {
        let (at, shown) = (y(most * share), figure(lang, most * share));
        out += &format!("<line class=\"grid\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>");
        out += &format!("<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{shown}</text>", LEFT - 6.0, at + 4.0);
    }
    for line in lines {
        let mut path = String::new();
        let mut is_drawn = false;
        for (place, value) in line.values.iter().enumerate() {
            if let Some(value) = value {
                path += &format!("{}{:.1} {:.1}", if is_drawn { "L" } else { "M" }, x(place), y(*value));
            }
            is_drawn = value.is_some();
        }
        out += &format!(
            "<path class=\"line {}\" d=\"{path}\"><title>{}</title></path>",
            line.kind,
            escaped(&line.words)
        );
    }
    out += &seconds(lang, cells, cell_seconds, BOTTOM + 16.0);
    let mut at = LEFT;
    for line in lines {
        let words = escaped(&line.words);
        out += &format!("<path class=\"line {}\" d=\"M{at:.1} {:.1}h18\"/>", line.kind, HEIGHT + 6.0);
        out += &format!("<text x=\"{:.1}\" y=\"{:.1}\">{words}</text>", at + 23.0, HEIGHT + 10.0);
        at += 48.0 + line.words.chars().count() as f64 * 6.6;
    }
    out + &format!("<text x=\"0\" y=\"{}\">{}</text></svg>", HEIGHT + 10.0, escaped(unit))
}

/// Waiting times over the seconds of a run: the darker, the more sign-ins took so long.
pub(crate) fn heat(lang: Lang, label: &str, cells: &[Cell], cell_seconds: u32) -> String {
    let rows = ROWS_MS.len() + 1;
    let most = cells.iter().flat_map(|cell| &cell.heat).copied().max().unwrap_or(0).max(1);
    let width = (WIDTH - LEFT) / cells.len().max(1) as f64;
    let mut out = open(label, rows as f64 * ROW + 26.0);
    for row in 0..rows {
        let top = (rows - 1 - row) as f64 * ROW;
        let bound = ROWS_MS.get(row).map(|ms| span_ms(lang, f64::from(*ms)));
        let last = ROWS_MS.last().copied().unwrap_or_default();
        let words = bound.unwrap_or_else(|| format!("> {}", span_ms(lang, f64::from(last))));
        out += &format!("<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{words}</text>", LEFT - 6.0, top + 12.0);
        for (place, cell) in cells.iter().enumerate() {
            let count = cell.heat.get(row).copied().unwrap_or_default();
            if count > 0 {
                // A single one is seen beside a thousand.
                let shade = 0.15 + 0.85 * (f64::from(count).ln_1p() / f64::from(most).ln_1p());
                out += &format!(
                    "<rect class=\"hot\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.2}\" height=\"{}\" opacity=\"{shade:.2}\"><title>{words}: {count}</title></rect>",
                    LEFT + place as f64 * width,
                    width.max(0.6),
                    ROW - 1.0,
                );
            }
        }
    }
    out += &seconds(lang, cells.len(), cell_seconds, rows as f64 * ROW + 14.0);
    out + "</svg>"
}

/// Bars of the waiting of one sign-in, one below the other, each divided between the sides.
pub(crate) fn sides(lang: Lang, label: &str, bars: &[(String, Sides)]) -> String {
    let most = bars.iter().map(|(_, sides)| sides.whole()).fold(f64::MIN_POSITIVE, f64::max);
    let mut out = open(label, bars.len() as f64 * BAR + 4.0);
    for (place, (words, sides)) in bars.iter().enumerate() {
        let top = place as f64 * BAR;
        out += &format!(
            "<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT + 40.0,
            top + 15.0,
            escaped(words)
        );
        let mut at = LEFT + 48.0;
        for side in Side::ALL {
            let width = sides.of(side) / most * (WIDTH - LEFT - 130.0);
            let shown = span_ms(lang, sides.of(side) * 1e3);
            out += &format!(
                "<rect class=\"{}\" x=\"{at:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"20\"><title>{shown}</title></rect>",
                class(side),
            );
            at += width;
        }
        let whole = span_ms(lang, sides.whole() * 1e3);
        out += &format!("<text x=\"{:.1}\" y=\"{:.1}\">{whole}</text>", at + 6.0, top + 15.0);
    }
    out + "</svg>"
}

/// The class of a side in the style sheet.
pub(crate) fn class(side: Side) -> &'static str {
    match side {
        Side::Party => "party",
        Side::Portal => "portal",
        Side::Wire => "wire",
        Side::Driver => "driver",
    }
}

/// The first, the middle and the last second.
fn seconds(lang: Lang, cells: usize, cell_seconds: u32, y: f64) -> String {
    let whole = cells as f64 * f64::from(cell_seconds);
    let at = |share: f64, anchor: &str| {
        let x = LEFT + share * (WIDTH - LEFT);
        let words = format!("{} {}", figure(lang, whole * share), lang.say("с", "s"));
        format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>")
    };
    at(0.0, "start") + &at(0.5, "middle") + &at(1.0, "end")
}

fn open(label: &str, height: f64) -> String {
    let label = escaped(label);
    format!(
        "<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {height}\"><title>{label}</title>"
    )
}

/// A text within markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
