//! The harness.

pub mod load;
