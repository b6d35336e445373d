//! Owns the named conditions of scenarios: each names the letter or clause it rests on.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod clause;
pub(crate) mod page;
pub(crate) mod session;
