//! Owns what both programs take from the machine: a stopwatch, and the end of all descendants of a process. It knows
//! nothing of sign-ins, so that no mistake in it can hide one of the provider from the harness.

pub mod descendants;
mod stopwatch;

pub use stopwatch::Stopwatch;
