//! Owns pseudonyms: every person of a list becomes a made-up one, by a key, so that what can go wrong stays the same.
//!
//! **Invariant:** equal stays equal, different stays different, a defect stays the same defect. Nothing of a cell that is not recognised is
//! carried over.

mod day;
mod distinct;
mod key;
mod numbers;
mod row;
mod sheet;
mod word;

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use crate::reading::{Builder, List, Options, walk};
use crate::refused::Refused;

pub use crate::pseudonym::key::{Key, KeyError};

use crate::pseudonym::row::Mapped;
use crate::pseudonym::sheet::Written;

/// Reads a list whose people are made-up ones from the first cell on. Rows keep their numbers.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(path: &Path, options: &Options, key: &Key, today: Date) -> Result<List, Refused> {
    let mut builder = Builder::default();
    let mut walked = {
        let mut mapped = Mapped::new(key, today, &mut builder);
        walk(path, options, &mut mapped)?
    };
    walked.unknown_columns.clear();
    builder.list(walked)
}

/// Writes a list whose people are made-up ones as CSV, row by row under the same numbers.
///
/// # Errors
/// When the file as a whole cannot be read, or the other cannot be written.
pub fn write(
    path: &Path,
    options: &Options,
    key: &Key,
    today: Date,
    out: impl Write,
) -> Result<u32, Refused> {
    let mut written = Written::new(out);
    {
        let mut mapped = Mapped::new(key, today, &mut written);
        walk(path, options, &mut mapped)?;
    }
    written.end()
}
