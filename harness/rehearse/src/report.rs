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

pub use lang::Lang;

use crate::told::Rehearsal;

/// The sentence on top: on which day how many of how many do not get in.
pub fn headline(of: &Rehearsal, lang: Lang) -> String {
    spelling::headline(lang, &of.target, of.all.out, of.all.people)
}
