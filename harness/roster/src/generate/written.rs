//! Owns how made-up people are written down, and how the answer key is.

use std::io::{self, Write};

use jiff::civil::{Date, date};

use crate::generate::family::{Family, Row};
use crate::generate::tables::HEADINGS;

/// A list and its answer key, line by line.
#[derive(Debug)]
pub(super) struct Sheet<L, K> {
    list: L,
    key: K,
    begins: Date,
    line: u32,
    expected: u32,
}

impl<L: Write, K: Write> Sheet<L, K> {
    pub(super) fn begin(mut list: L, mut key: K, today: Date) -> io::Result<Self> {
        let year = if today.month() >= 6 { today.year() } else { today.year() - 1 };
        // The mark tells spreadsheet programs that it is UTF-8.
        write!(list, "\u{feff}{HEADINGS}\r\n")?;
        writeln!(key, "row;kind")?;
        Ok(Self { list, key, begins: date(year, 9, 1), line: 1, expected: 0 })
    }

    pub(super) fn rows(&self) -> u32 {
        self.line - 1
    }

    pub(super) fn family(&mut self, family: &Family) -> io::Result<()> {
        family.rows.iter().try_for_each(|row| self.row(row))
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.line += 1;
        let birth =
            row.birth.map(|birth| format!("{:02}.{:02}.{}", birth.day(), birth.month(), birth.year()));
        let birth = row.birth_text.clone().or(birth).unwrap_or_default();
        write!(
            self.list,
            "{};{};{};{};{};{};{birth};{};{};{};{};{};{};{}{}\r\n",
            row.code,
            row.role,
            row.last,
            row.first,
            row.middle,
            row.gender,
            row.snils,
            row.phone,
            row.mail,
            row.class,
            row.school,
            row.children,
            row.readiness,
            row.tail
        )?;
        for kind in &row.expected {
            self.expect(kind)?;
        }
        if row.tells_birthday
            && row.birth_text.is_none()
            && let Some(birth) = row.birth
        {
            for (years, kind) in [(14, "turns-fourteen"), (18, "turns-eighteen")] {
                if falls_within(birth, years, self.begins) {
                    self.expect(kind)?;
                }
            }
        }
        Ok(())
    }

    fn expect(&mut self, kind: &str) -> io::Result<()> {
        self.expected += 1;
        writeln!(self.key, "{};{kind}", self.line)
    }

    pub(super) fn end(mut self) -> io::Result<(u32, u32)> {
        self.list.flush()?;
        self.key.flush()?;
        Ok((self.line - 1, self.expected))
    }
}

/// Whether a birthday falls within the year from a 1 September, counted by year, month and day.
fn falls_within(birth: Date, years: i16, begins: Date) -> bool {
    let (mut month, mut day) = (birth.month(), birth.day());
    let year = birth.year() + years;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month, day) == (2, 29) && !is_leap {
        (month, day) = (3, 1);
    }
    let on = (year, month, day);
    on >= (begins.year(), 9, 1) && on <= (begins.year() + 1, 8, 31)
}
