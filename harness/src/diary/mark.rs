//! Owns what a mark is.

use jiff::civil::Date;

/// A mark given to a pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) pupil: String,
    pub(crate) subject: String,
    pub(crate) date: Date,
    pub(crate) mark: u8,
    pub(crate) work: String,
}
