//! Owns what people and programs take away of a check: console, JSON, CSV, HTML.

mod cell;

pub use crate::output::cell::{csv_cell, neutral};
