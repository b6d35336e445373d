//! Owns what readers of every form of file have in common.

use crate::refused::Refused;
use crate::source::row::Row;

/// What takes the rows of a file, one at a time.
pub type Take<'t> = dyn FnMut(&Row) -> Result<(), Refused> + 't;

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// `CSV`, `XLSX`, `ODS`.
    pub kind: &'static str,
    /// The encoding of a CSV file.
    pub encoding: Option<&'static str>,
    /// What stands between the cells of a CSV file.
    pub separator: Option<char>,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// The sheets of a workbook that were not read.
    pub other_sheets: Vec<String>,
}
