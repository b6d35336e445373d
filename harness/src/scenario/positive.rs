//! Owns the scenarios of the letters: people do what they are asked to do.

pub(crate) mod account;
pub(crate) mod after_date;
pub(crate) mod bound_to_pupil;
pub(crate) mod consent;
pub(crate) mod diary_bind;
pub(crate) mod diary_level;
pub(crate) mod dual;
pub(crate) mod everybody_2024;
pub(crate) mod level_lowered;
pub(crate) mod name_and_snils;
pub(crate) mod role;
pub(crate) mod school_consent;
pub(crate) mod shared_computer;
pub(crate) mod wire;
pub(crate) mod year_2024;
