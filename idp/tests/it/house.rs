//! Owns the structural rules, checked on the parsed sources.
//!
//! A rule that the code does not keep everywhere yet has a list in `offences/`; it may only get shorter.

mod circles;
mod clocks;
mod door;
mod faces;
mod graph;
mod offences;
mod parsed;
mod slow;
mod twice;
