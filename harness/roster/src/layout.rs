//! Owns how a list is laid out: which rows are headings, what each column says and of whom, what stands between the rows.

mod block;
mod column;
mod file;
mod heading;
mod title;

pub use crate::layout::block::{Block, find};
pub use crate::layout::column::{Column, Columns, Meaning};
pub use crate::layout::file::Wanted;
pub use crate::layout::title::{Title, class_of, title};
