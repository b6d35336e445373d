//! What guards an account, and puzzles.

pub mod captchas;
pub mod guards;
