//! Owns the sheets of ODS, element by element.
//!
//! Programs write «this row a million times» for the empty rest of a sheet; a reader that unfolds it needs gigabytes for a kilobyte.

use std::fs::File;
use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::limits::Limits;
use crate::refused::Refused;
use crate::source::form::{Form, Take};
use crate::source::sheet::{Rows, shown_number};
use crate::source::unfolded;

/// Hands out the rows of a sheet: the named one, or the first.
pub(super) fn rows(
    file: &File,
    sheet: Option<&str>,
    limits: &Limits,
    take: &mut Take<'_>,
) -> Result<Form, Refused> {
    let mut zip = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(unfolded::broken)?;
    let content = zip.by_name("content.xml").map_err(unfolded::broken)?;
    let mut walk = Walk {
        xml: Reader::from_reader(BufReader::with_capacity(64 * 1024, content)),
        buffer: Vec::new(),
        limits,
        rows: Rows::new(limits, take),
        row: 0,
        cells: Vec::new(),
    };
    let mut read = None;
    let mut others = Vec::new();
    while let Some(name) = walk.next_table()? {
        if read.is_none() && sheet.is_none_or(|wanted| wanted == name) {
            walk.table()?;
            read = Some(name);
        } else {
            others.push(name);
        }
    }
    let name = read.ok_or_else(|| Refused::NoSheet(sheet.unwrap_or("1").to_owned()))?;
    Ok(Form { kind: "ODS", sheet: Some(name), other_sheets: others, ..Form::default() })
}

/// Of a longer text the rest is left out.
const CELL_OCTETS: usize = 32 * 1024;

struct Walk<'w, 't, R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    limits: &'w Limits,
    rows: Rows<'w, 't>,
    /// The number of the row that is being read, from 1.
    row: u32,
    /// Its cells: column and text.
    cells: Vec<(usize, String)>,
}

/// What happens next in a table.
enum Step {
    Row(u32),
    Cell { repeated: usize, value: Option<String>, is_empty: bool },
    RowEnd,
    TableEnd,
    Other,
}

impl<R: BufRead> Walk<'_, '_, R> {
    /// The name of the next table.
    fn next_table(&mut self) -> Result<Option<String>, Refused> {
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(start) if is(&start, "table") => {
                    return Ok(Some(attribute(&start, "name").unwrap_or_default()));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Reads a table to its end.
    fn table(&mut self) -> Result<(), Refused> {
        let (mut repeated, mut column) = (1, 0);
        loop {
            match self.step()? {
                Step::Row(times) => {
                    (repeated, column) = (times, 0);
                    self.cells.clear();
                }
                Step::Cell { repeated: times, value, is_empty } => {
                    let text = if is_empty { String::new() } else { self.text()? };
                    let mut text = value.unwrap_or(text);
                    text.truncate(text.floor_char_boundary(CELL_OCTETS));
                    if !text.is_empty() {
                        let last = (column + times).min(self.limits.cells + 1);
                        self.cells.extend((column..last).map(|column| (column, text.clone())));
                    }
                    column += times;
                }
                Step::RowEnd => self.row_end(repeated)?,
                Step::TableEnd => return self.rows.end(),
                Step::Other => {}
            }
        }
    }

    fn step(&mut self) -> Result<Step, Refused> {
        self.buffer.clear();
        Ok(match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
            Event::Start(start) if is(&start, "table-row") => {
                Step::Row(repeated(&start, "number-rows-repeated"))
            }
            Event::Start(start) if is(&start, "table-cell") || is(&start, "covered-table-cell") => {
                cell(&start, false)
            }
            Event::Empty(start) if is(&start, "table-cell") || is(&start, "covered-table-cell") => {
                cell(&start, true)
            }
            Event::End(end) if end.local_name().as_ref() == "table-row" => Step::RowEnd,
            Event::End(end) if end.local_name().as_ref() == "table" => Step::TableEnd,
            Event::Eof => return Err(Refused::Broken("content.xml".to_owned())),
            _ => Step::Other,
        })
    }

    /// A row that holds something is repeated as often as somebody may have meant it; an empty one only counts.
    fn row_end(&mut self, repeated: u32) -> Result<(), Refused> {
        let written = if repeated > self.limits.repeats { 1 } else { repeated };
        for time in 0..written {
            let number = self.row.saturating_add(1).saturating_add(time);
            for (column, text) in &self.cells {
                self.rows.put(number, *column, text)?;
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    /// The paragraphs of a cell, without remarks, up to its end.
    fn text(&mut self) -> Result<String, Refused> {
        let mut text = String::new();
        let (mut depth, mut remark, mut paragraphs) = (0_usize, 0_usize, 0_usize);
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(start) => {
                    depth += 1;
                    if is(&start, "annotation") && remark == 0 {
                        remark = depth;
                    } else if remark == 0 && is(&start, "p") {
                        text.push_str(if paragraphs > 0 { "\n" } else { "" });
                        paragraphs += 1;
                    }
                }
                Event::Empty(start) if remark == 0 && is(&start, "s") => {
                    (0..repeated(&start, "c").min(100)).for_each(|_| text.push(' '));
                }
                Event::Empty(start) if remark == 0 && is(&start, "line-break") => text.push('\n'),
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => {
                    remark = if remark == depth { 0 } else { remark };
                    depth -= 1;
                }
                Event::Text(piece) if remark == 0 && paragraphs > 0 && text.len() < CELL_OCTETS => {
                    text.push_str(&piece.xml10_content())
                }
                Event::GeneralRef(name) if remark == 0 && paragraphs > 0 => text.push_str(&referred(&name)),
                Event::Eof => return Err(Refused::Broken("content.xml".to_owned())),
                _ => {}
            }
        }
    }
}

/// The character that `&amp;`, `&#171;` and the like stand for.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> String {
    match name.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned(),
    }
}

fn cell(start: &BytesStart<'_>, is_empty: bool) -> Step {
    let value = match attribute(start, "value-type").as_deref() {
        Some("float" | "percentage" | "currency") => {
            attribute(start, "value").and_then(|value| value.parse().ok()).map(shown_number)
        }
        Some("date") => attribute(start, "date-value").map(|value| value.chars().take(10).collect()),
        Some("boolean") => attribute(start, "boolean-value")
            .map(|value| if value == "true" { "да" } else { "нет" }.to_owned()),
        _ => None,
    };
    Step::Cell { repeated: repeated(start, "number-columns-repeated") as usize, value, is_empty }
}

fn is(start: &BytesStart<'_>, name: &str) -> bool {
    start.local_name().as_ref() == name
}

fn repeated(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn broken(error: quick_xml::Error) -> Refused {
    Refused::Broken(error.to_string())
}
