//! Owns what people take away from a rehearsal: one page, lists for class teachers, letters to parents, a report for build servers.
//!
//! Everybody is told by the row of the list; a name is there only where it was joined on this machine.

mod charts;
mod heat;
pub mod html;
pub mod junit;
pub mod letters;
pub mod lists;
mod spelling;

pub(crate) use crate::report::spelling::headline;
pub use roster::lang::Lang;
