//! Owns the cells of one person in a row: which places of the row are whose.

use crate::layout::{Columns, Meaning};
use crate::name::{Parts, divide, fold, is_placeholder};
use crate::person::Seat;
use crate::source::Row;

/// Where the cells of a person stand.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) seat: Seat,
    at: Vec<(Meaning, usize)>,
}

impl Places {
    /// The places of a seat.
    pub(super) fn of(columns: &Columns, seat: Seat) -> Self {
        let own = columns.at.iter().enumerate().filter_map(|(place, column)| Some((place, (*column)?)));
        let own = own.filter(|(_, column)| column.seat == seat && column.meaning != Meaning::Ignored);
        Self { seat, at: own.map(|(place, column)| (column.meaning, place)).collect() }
    }

    /// Whether the list has a column of it.
    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.at.iter().any(|(own, _)| *own == meaning)
    }

    /// The first filled cell of a meaning.
    pub(super) fn cell<'r>(&self, row: &'r Row, meaning: Meaning) -> &'r str {
        self.cells(row, meaning).next().unwrap_or_default()
    }

    /// All filled cells of a meaning.
    pub(super) fn cells<'r>(&self, row: &'r Row, meaning: Meaning) -> impl Iterator<Item = &'r str> {
        let places = self.at.iter().filter(move |(own, _)| *own == meaning);
        places.map(|(_, place)| unwrapped(row.cell(*place))).filter(|cell| !cell.is_empty())
    }

    /// Whether a row holds anything of the person.
    pub(super) fn is_filled(&self, row: &Row) -> bool {
        self.at.iter().any(|(_, place)| !row.cell(*place).is_empty())
    }

    /// The parts of the name as written.
    pub(super) fn name<'r>(&self, row: &'r Row) -> Parts<'r> {
        let full = self.cell(row, Meaning::FullName);
        let last = self.cell(row, Meaning::LastName);
        if last.is_empty() && !full.is_empty() {
            return divide(full);
        }
        let (given, middle) = (self.cell(row, Meaning::FirstName), self.cell(row, Meaning::MiddleName));
        Parts { last, given, middle }
    }

    /// Whether two blanks stand between the parts of a full name: programs that divide it by one lose a part.
    pub(super) fn divides_by_two_blanks(&self, row: &Row) -> bool {
        let full = self.cell(row, Meaning::FullName);
        let Parts { last, given, middle } = self.name(row);
        let is_within = [last, given, middle].iter().any(|part| part.contains("  "));
        full.trim().contains("  ") && self.cell(row, Meaning::LastName).is_empty() && !is_within
    }

    /// Whether a row names the person; «нет» names nobody.
    pub(super) fn is_named(&self, row: &Row) -> bool {
        let Parts { last, given, .. } = self.name(row);
        let mut folded = String::new();
        fold(last, &mut folded);
        let is_somebody = |part: &str| !part.is_empty();
        (is_somebody(last) && !is_placeholder(&folded)) || (is_somebody(given) && last.is_empty())
    }

    /// What stands in all cells, to see whether the next row says the same.
    pub(super) fn signature(&self, row: &Row) -> u64 {
        let hash = |hash: u64, octet: u8| (hash ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3);
        let cells = self.at.iter().flat_map(|(_, place)| row.cell(*place).bytes().chain([0]));
        cells.fold(0xcbf2_9ce4_8422_2325, hash)
    }
}

/// `="00100200364"` is how a text is kept from becoming a number.
fn unwrapped(cell: &str) -> &str {
    cell.strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|text| !text.contains('"'))
        .unwrap_or(cell)
}
