//! Drives a relying party against the simulator of ESIA, end to end, and reports.
//!
//! [`diary`] is the built-in relying party, which stands on its own.

pub mod diary;
