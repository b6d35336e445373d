//! Drives a relying party against the simulator of ESIA, end to end, and reports.
//!
//! [`diary`] is the built-in relying party, which stands on its own; [`bench::party`] is how any party looks to a scenario.
//! [`mod@bench`] is what a scenario may touch, [`scenario`] the scenarios, `check` the conditions they name.
//! [`mod@load`] drives many sign-ins at once, `citizens` those of people with browsers. [`runner`] runs them and emits [`event`]s, from which every [`report`] is made.

pub mod args;
pub mod bench;
pub mod cause;
mod check;
mod citizens;
pub mod command;
pub mod diary;
pub mod event;
pub mod interrupt;
pub mod lang;
pub mod load;
mod play;
pub mod rehearse;
pub mod report;
pub mod runner;
pub mod scenario;
pub mod stopwatch;
pub mod system;
