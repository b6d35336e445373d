//! Owns the people of a roster: who stands in which row, and who belongs to whom.
//!
//! **Invariant:** a row may mention several people (a pupil and the parents in its columns); each mention is an entry, in the order of the
//! file. A person who is mentioned again has the first mention as `first`.

mod entry;
mod kin;
mod roster;
mod view;

pub use crate::person::entry::{Entry, Further, Gender, PersonId, Readiness, Role, Seat};
pub(crate) use crate::person::kin::Kin;
pub use crate::person::roster::Roster;
pub use crate::person::view::Person;
