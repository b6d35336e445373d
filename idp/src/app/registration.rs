//! How a citizen's account begins.

pub mod register;
