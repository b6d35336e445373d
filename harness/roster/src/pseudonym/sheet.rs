//! Owns how pseudonyms are written: CSV whose rows have the numbers of the list's.

use std::io::Write;

use crate::layout::{Block, Title};
use crate::output::csv_cell;
use crate::person::Role;
use crate::reading::{Kind, Sink};
use crate::refused::Refused;
use crate::source::Row;

/// Writes rows.
pub(super) struct Written<W> {
    out: W,
    /// The next line.
    line: u32,
    width: usize,
    people: u32,
    begun: bool,
}

impl<W: Write> Written<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, line: 1, width: 0, people: 0, begun: false }
    }

    /// How many rows of people there were.
    pub(super) fn end(mut self) -> Result<u32, Refused> {
        self.out.flush()?;
        Ok(self.people)
    }

    fn line(&mut self, text: &str) -> Result<(), Refused> {
        self.out.write_all(text.as_bytes())?;
        self.out.write_all(b"\r\n")?;
        self.line += 1;
        Ok(())
    }
}

impl<W: Write> Sink for Written<W> {
    fn begin(&mut self, block: &Block) {
        self.width = block.columns.at.len();
    }

    fn row(&mut self, row: &Row, kind: Kind) -> Result<(), Refused> {
        if !self.begun {
            self.begun = true;
            self.out.write_all("\u{feff}".as_bytes())?;
        }
        while self.line < row.number {
            self.line("")?;
        }
        let text = match kind {
            Kind::Unreadable => "\"не читается".to_owned(),
            Kind::Title(Title::Class(class)) => {
                format!("{class}{}", ";".repeat(self.width.saturating_sub(1)))
            }
            Kind::Title(Title::Role(role)) => {
                format!("{}{}", titled(role), ";".repeat(self.width.saturating_sub(1)))
            }
            Kind::Title(Title::Nothing) | Kind::Repeated => String::new(),
            Kind::Heading | Kind::People | Kind::Shifted => {
                self.people += u32::from(kind == Kind::People);
                let mut cells: Vec<String> = row.cells().map(csv_cell).collect();
                // A sheet leaves empty cells at the end out; a line of text has them.
                if !row.is_text {
                    cells.resize(cells.len().max(self.width), String::new());
                }
                cells.join(";")
            }
        };
        self.line(&text)
    }
}

const fn titled(role: Role) -> &'static str {
    match role {
        Role::Pupil => "Ученики",
        Role::Parent => "Родители",
        Role::Teacher => "Учителя",
        Role::Admin => "Администраторы",
        Role::Staff => "Сотрудники",
    }
}
