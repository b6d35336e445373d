//! Owns what people and programs take away of a check: console, JSON, CSV, HTML.
//!
//! **Invariant:** nothing but row numbers, classes and schools is shown of people, unless names are asked for.

mod cell;
mod console;
mod html;
mod json;
mod lists;
mod summary;

pub use crate::output::cell::{csv_cell, neutral};
pub use crate::output::console::console;
pub use crate::output::html::html;
pub use crate::output::json::json;
pub use crate::output::lists::{Lists, lists};
pub use crate::output::summary::Summary;
