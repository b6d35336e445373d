//! Makes up a list: `cargo run --release -p roster --example made_up -- ROWS csv|xlsx FILE`.

use std::fs::File;
use std::io::{BufWriter, sink};

use jiff::civil::date;
use roster::generate::{Wanted, generate};
use rust_xlsxwriter::Workbook;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows = arguments.next().unwrap_or_default().parse()?;
    let kind = arguments.next().unwrap_or_default();
    let path = arguments.next().unwrap_or_default();
    let wanted = Wanted { rows, defects_per_hundred: 5, seed: 1, today: date(2024, 9, 2) };
    if kind == "csv" {
        generate(&wanted, BufWriter::new(File::create(path)?), sink())?;
        return Ok(());
    }
    let mut list = Vec::new();
    generate(&wanted, &mut list, sink())?;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(String::from_utf8(list)?.trim_start_matches('\u{feff}').lines()) {
        for (column, cell) in (0..).zip(line.split(';')).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell)?;
        }
    }
    book.save(path)?;
    Ok(())
}
