//! Owns how a list is to be read, and what was read.

use crate::finding::Finding;
use crate::layout::{Block, Wanted};
use crate::limits::Limits;
use crate::person::Roster;
use crate::source::Form;

/// How a list is to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// What columns mean that are not recognised by themselves.
    pub columns: Wanted,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Limits.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self { columns: Wanted::default(), sheet: None, limits: Limits::USUAL }
    }
}

/// A list that was read.
#[derive(Debug, Clone)]
pub struct List {
    /// Its people.
    pub roster: Roster,
    /// Rows and cells that could not be read.
    pub findings: Vec<Finding>,
    /// How the file is written.
    pub form: Form,
    /// Its headings.
    pub block: Block,
    /// The number of the last row of headings.
    pub heading_row: u32,
    /// What was not people: titles, totals, remarks, headings repeated.
    pub skipped_rows: u32,
    /// The headings of columns that were left out.
    pub unknown_columns: Vec<String>,
}
