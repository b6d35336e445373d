//! Owns one row of a file: its cells and where it stands.

/// What is wrong with a row as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A quote that is never closed.
    Quote,
    /// Longer than the limit.
    Long,
    /// Characters that the encoding does not have, or that no text has.
    Characters,
    /// More cells than the limit.
    Cells,
}

/// No program shows more in one cell; one text may be referred to by many.
const CELL_OCTETS: usize = 32 * 1024;

/// A row. One value is used for all rows of a file, so that a row costs no memory of its own.
#[derive(Default, Clone)]
pub struct Row {
    /// The line of a CSV file or the row of a sheet, from 1.
    pub number: u32,
    /// How many lines it takes.
    pub lines: u32,
    /// Whether it is a line of text, whose empty cells at the end are written too; a sheet leaves them out.
    pub is_text: bool,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
    text: String,
    ends: Vec<u32>,
}

impl std::fmt::Debug for Row {
    /// The number only: cells are nobody's to log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row({}, {} cells)", self.number, self.len())
    }
}

impl Row {
    /// Empties it, for another place of the file.
    pub fn begin(&mut self, number: u32) {
        self.number = number;
        self.lines = 1;
        self.trouble = None;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell.get(..cell.floor_char_boundary(CELL_OCTETS)).unwrap_or(cell));
        self.end_cell();
    }

    /// Adds a character to the cell that is being written.
    pub(super) fn write(&mut self, c: &str) {
        self.text.push_str(c);
    }

    /// Ends the cell that is being written.
    pub(super) fn end_cell(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell without the plain blanks at its ends; empty for one that is not there.
    pub fn cell(&self, index: usize) -> &str {
        let from =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let to = self.ends.get(index).map_or(0, |end| *end as usize);
        self.text.get(from..to).unwrap_or_default().trim_matches([' ', '\t', '\r', '\n'])
    }

    /// All cells.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Whether all its cells are empty.
    pub fn is_blank(&self) -> bool {
        self.cells().all(str::is_empty)
    }
}
