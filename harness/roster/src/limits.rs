//! Owns how much of a file is read: a list is never allowed to cost more memory than a list needs.

/// Limits of one file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest line, in octets; a longer one is told and skipped.
    pub line_octets: usize,
    /// How many lines one row may take, when a cell holds line breaks; beyond it the quote is taken for one that was never closed.
    pub lines_per_row: usize,
    /// The most cells of one row; further ones are told and skipped.
    pub cells: usize,
    /// The most rows.
    pub rows: u32,
    /// What all parts of a workbook may unfold to, in octets.
    pub unfolded_octets: u64,
    /// How many times one row or cell of an ODS table may be repeated when it holds something.
    pub repeats: u32,
    /// How many empty rows in a row a sheet may have before its end is taken to be reached.
    pub empty_rows: u32,
}

impl Limits {
    /// Enough for every pupil, parent and teacher of a region.
    pub const USUAL: Self = Self {
        line_octets: 1 << 20,
        lines_per_row: 20,
        cells: 512,
        rows: 8_000_000,
        unfolded_octets: 1 << 30,
        repeats: 1000,
        empty_rows: 10_000,
    };
}
