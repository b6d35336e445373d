//! Owns CSV as spreadsheet programs write it: which separator, which line ends, which lines are one row.
//!
//! Written here because a reader that takes a quote that is never closed for a cell to the end of the file loses all rows after it.

use std::io::BufRead;

use crate::limits::Limits;
use crate::refused::Refused;
use crate::source::form::Take;
use crate::source::lines::{Line, Lines};
use crate::source::row::{Row, Trouble};

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separator(u8);

impl Separator {
    /// `;`
    pub const SEMICOLON: Self = Self(b';');

    /// As a character.
    pub const fn char(self) -> char {
        self.0 as char
    }
}

/// How a CSV file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    pub(super) separator: Separator,
    pub(super) line_end: u8,
}

impl Dialect {
    /// By the beginning of the text.
    pub(super) fn of(text: &str) -> Self {
        let line_end = if text.contains('\n') || !text.contains('\r') { b'\n' } else { b'\r' };
        let named =
            text.trim_start_matches('\u{feff}').strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        if let Some(separator) = named.filter(|octet| b";,\t|".contains(octet)) {
            return Self { separator: Separator(separator), line_end };
        }
        // The one that most lines agree on; a comma inside a full name or an address is on few.
        let lines: Vec<&str> =
            text.split(line_end as char).filter(|line| !line.trim().is_empty()).take(200).collect();
        let best = b";\t,|".iter().copied().max_by_key(|separator| {
            let mut counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, *separator)).collect();
            counts.sort_unstable();
            let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
            let agreeing = counts.iter().filter(|count| **count == middle && middle > 0).count();
            (middle > 0, agreeing * middle, std::cmp::Reverse(*separator == b'|'))
        });
        Self { separator: Separator(best.unwrap_or(b';')), line_end }
    }
}

fn outside_quotes(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|octet| {
            quoted ^= *octet == b'"';
            !quoted && *octet == separator
        })
        .count()
}

/// Hands out every row.
pub(super) fn rows<R: BufRead>(
    mut lines: Lines<R>,
    dialect: Dialect,
    limits: &Limits,
    take: &mut Take<'_>,
) -> Result<(), Refused> {
    let mut row = Row::default();
    row.is_text = true;
    let mut taken = 0;
    while let Some(line) = lines.next()? {
        if line.number == 1 && line.text.trim_start_matches('\u{feff}').starts_with("sep=") {
            lines.done(line);
            continue;
        }
        row.begin(line.number);
        let line = read(&mut lines, line, dialect.separator, limits, &mut row)?;
        lines.done(line);
        taken += 1;
        if taken > limits.rows {
            return Err(Refused::TooManyRows(limits.rows));
        }
        take(&row)?;
    }
    Ok(())
}

/// Reads one row, which may go on over further lines.
fn read<R: BufRead>(
    lines: &mut Lines<R>,
    mut line: Line,
    separator: Separator,
    limits: &Limits,
    row: &mut Row,
) -> Result<Line, Refused> {
    if line.is_cut {
        row.trouble = Some(Trouble::Long);
        line.text.clear();
        return Ok(line);
    }
    let first_octets = line.text.len();
    let mut further: Vec<Line> = Vec::new();
    while !split(&line.text, separator, limits.cells, row) {
        let next = if further.len() + 1 < limits.lines_per_row && line.text.len() < limits.line_octets {
            lines.next()?
        } else {
            None
        };
        let Some(next) = next.filter(|next| !next.is_cut) else {
            // Nothing closes the quote: this line alone is lost, the others are read again.
            lines.give_back(further);
            line.text.truncate(first_octets);
            row.begin(line.number);
            row.trouble = Some(Trouble::Quote);
            return Ok(line);
        };
        line.text.push('\n');
        line.text.push_str(&next.text);
        further.push(next);
        row.begin(line.number);
    }
    if !further.is_empty() && !is_strict(&line.text, separator) {
        // What closed the quote was the beginning of another quoted cell further down.
        lines.give_back(further);
        line.text.truncate(first_octets);
        row.begin(line.number);
        row.trouble = Some(Trouble::Quote);
        return Ok(line);
    }
    row.lines = further.len() as u32 + 1;
    if line.text.contains(['\u{fffd}', '\0']) {
        row.trouble = row.trouble.or(Some(Trouble::Characters));
    }
    Ok(line)
}

/// Whether every closing quote ends its cell.
fn is_strict(text: &str, separator: Separator) -> bool {
    let mut quoted = false;
    let mut octets = text.bytes().peekable();
    let mut before = separator.0;
    while let Some(octet) = octets.next() {
        if octet == b'"' && quoted && octets.peek() == Some(&b'"') {
            octets.next();
        } else if octet == b'"' && quoted {
            quoted = false;
            if octets.peek().is_some_and(|next| *next != separator.0 && *next != b'\r') {
                return false;
            }
        } else if octet == b'"' && before == separator.0 {
            quoted = true;
        }
        before = octet;
    }
    !quoted
}

/// Splits a text into cells; whether every quote was closed.
pub fn split(text: &str, separator: Separator, cells_max: usize, row: &mut Row) -> bool {
    let mut rest = text;
    loop {
        if row.len() >= cells_max {
            row.trouble = Some(Trouble::Cells);
            return true;
        }
        // A quote opens a cell only at its beginning: О"Нил is a name.
        let (after, is_closed) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted, separator, row),
            None => {
                let end = rest.bytes().position(|octet| octet == separator.0);
                row.write(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
                (end.and_then(|end| rest.get(end + 1..)), true)
            }
        };
        row.end_cell();
        if !is_closed {
            return false;
        }
        match after {
            Some(after) => rest = after,
            None => return true,
        }
    }
}

/// A cell after its opening quote: what follows its separator, and whether it was closed.
fn quoted_cell<'t>(mut rest: &'t str, separator: Separator, row: &mut Row) -> (Option<&'t str>, bool) {
    loop {
        let Some(at) = rest.find('"') else {
            row.write(rest);
            return (None, false);
        };
        row.write(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(doubled) = rest.strip_prefix('"') {
            row.write("\"");
            rest = doubled;
            continue;
        }
        let end = rest.bytes().position(|octet| octet == separator.0);
        row.write(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
        return (end.and_then(|end| rest.get(end + 1..)), true);
    }
}

#[cfg(test)]
mod tests;
