//! Owns made-up schools and regions: lists of any length with planted defects and the answer key to them.
//!
//! **Invariant:** shares no code with the reading and the check, not even the arithmetic of SNILS: one mistake in both would not be seen.

mod chance;
mod defect;
mod family;
mod tables;
mod written;

use std::io::{self, Write};

use jiff::civil::Date;

pub use crate::generate::defect::Defect;

use crate::generate::chance::Chance;
use crate::generate::family::{Family, School};
use crate::generate::written::Sheet;

/// What to make up.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many rows at least, the headings not counted.
    pub rows: u32,
    /// In how many of a hundred rows a defect is planted.
    pub defects_per_hundred: u32,
    /// The seed: the same one makes the same list.
    pub seed: u64,
    /// The day on which the ages are right.
    pub today: Date,
}

/// What was made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Made {
    /// Rows, the headings not counted.
    pub rows: u32,
    /// Defects that were planted.
    pub planted: u32,
    /// Lines of the answer key: defects, what follows from them, and birthdays that are told.
    pub expected: u32,
}

/// Writes a list, and its answer key as `row;kind` lines, family after family: nothing is held but one family.
///
/// # Errors
/// When a file cannot be written.
pub fn generate(wanted: &Wanted, list: impl Write, key: impl Write) -> io::Result<Made> {
    let mut sheet = Sheet::begin(list, key, wanted.today)?;
    let mut chance = Chance::new(wanted.seed);
    let mut school = School::new(wanted.today);
    let mut before: Option<Family> = None;
    let (mut planted, mut order) = (0_u32, 0_usize);
    while sheet.rows() < wanted.rows {
        let mut family = school.family(&mut chance);
        let due = u64::from(sheet.rows() + 3) * u64::from(wanted.defects_per_hundred) / 100;
        if u64::from(planted) < due
            && let Some(before) = &before
        {
            // Every kind comes in its turn, so that a long list has all of them.
            let defect = Defect::ALL.get(order % Defect::ALL.len()).copied().unwrap_or(Defect::ALL[0]);
            order += 1;
            defect::plant(defect, &mut family, before, &mut school, &mut chance);
            planted += 1;
            sheet.family(&family)?;
        } else {
            sheet.family(&family)?;
            // Only a family without a defect lends its numbers to defects of the next one.
            before = Some(family);
        }
    }
    let expected = sheet.end()?;
    Ok(Made { rows: expected.0, planted, expected: expected.1 })
}
