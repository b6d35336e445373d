//! Owns the way from a file to its people: headings found, rows told apart, cells read, kinship settled.

mod builder;
mod identity;
mod kinship;
mod list;
mod seen;
mod walk;

use std::path::Path;

use crate::refused::Refused;

pub(crate) use crate::reading::builder::Builder;
pub(crate) use crate::reading::identity::hash;
pub use crate::reading::list::{List, Options};
pub(crate) use crate::reading::walk::{Kind, Sink, walk};

/// Reads a list.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(path: &Path, options: &Options) -> Result<List, Refused> {
    let mut builder = Builder::default();
    let walked = walk(path, options, &mut builder)?;
    builder.list(walked)
}
