//! The door: what every request of every face has in common.

mod counted;
mod rechecked;
mod whole;
