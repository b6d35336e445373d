//! Owns the stories of the letters: people do what they are asked to do.

pub(crate) mod account;
pub(crate) mod diary_bind;
pub(crate) mod diary_level;
pub(crate) mod shared_computer;
