//! Owns what people and build servers take away from a run: lines for a console, one page, JUnit.

mod charts;
pub mod console;
pub mod html;
pub mod junit;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use words::{first_line, headline, kept};
