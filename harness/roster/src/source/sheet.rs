//! Owns the sheets of XLSX, cell by cell: a sheet is never held as a whole.

use std::fs::File;
use std::io::BufReader;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx, XlsxError};

use crate::limits::Limits;
use crate::refused::Refused;
use crate::source::form::{Form, Take};
use crate::source::row::{Row, Trouble};

/// Hands out the rows of a sheet: the named one, or the first that is visible.
pub(super) fn rows(
    file: BufReader<File>,
    sheet: Option<&str>,
    limits: &Limits,
    take: &mut Take<'_>,
) -> Result<Form, Refused> {
    let mut book = Xlsx::new(file).map_err(broken)?;
    let visible = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let names = book.sheet_names();
    let name = match sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted).cloned(),
        None => visible.first().or(names.first()).cloned(),
    };
    let name = name.ok_or_else(|| Refused::NoSheet(sheet.unwrap_or("1").to_owned()))?;
    let other_sheets = visible.into_iter().filter(|other| *other != name).collect();
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows = Rows::new(limits, take);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        rows.put(row + 1, column as usize, &shown(cell.get_value()))?;
    }
    rows.end()?;
    Ok(Form { kind: "XLSX", sheet: Some(name), other_sheets, ..Form::default() })
}

/// Cells gathered into rows.
pub(super) struct Rows<'r, 't> {
    row: Row,
    limits: &'r Limits,
    take: &'r mut Take<'t>,
    taken: u32,
}

impl<'r, 't> Rows<'r, 't> {
    pub(super) fn new(limits: &'r Limits, take: &'r mut Take<'t>) -> Self {
        Self { row: Row::default(), limits, take, taken: 0 }
    }

    /// Puts a text in a cell. Rows come in their order; a cell of a row that was handed out already is left out.
    pub(super) fn put(&mut self, number: u32, column: usize, text: &str) -> Result<(), Refused> {
        if text.is_empty() || number < self.row.number {
            return Ok(());
        }
        if number > self.row.number {
            self.hand_out()?;
            self.row.begin(number);
        }
        if column >= self.limits.cells {
            self.row.trouble = Some(Trouble::Cells);
            return Ok(());
        }
        while self.row.len() < column {
            self.row.push("");
        }
        if self.row.len() == column {
            self.row.push(text);
        }
        Ok(())
    }

    fn hand_out(&mut self) -> Result<(), Refused> {
        if self.row.number == 0 || self.row.is_empty() {
            return Ok(());
        }
        self.taken += 1;
        if self.taken > self.limits.rows {
            return Err(Refused::TooManyRows(self.limits.rows));
        }
        (self.take)(&self.row)
    }

    /// Hands out the last row.
    pub(super) fn end(&mut self) -> Result<(), Refused> {
        self.hand_out()
    }
}

/// A value as a list would write it: numbers without exponents, dates as ISO days.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown_number(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "да" } else { "нет" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => shown_number(moment.as_f64()),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number of a cell as a text.
pub(super) fn shown_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

fn broken(error: XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Locked,
        other => Refused::Broken(other.to_string()),
    }
}
