//! The two things a realm takes from the machine: time and chance.

pub mod clock;
pub mod entropy;
