//! Owns practice by hand: a portal and a diary on one clock, people on both sides, and a route through the letter.

mod cast;
mod clocks;
mod route;

pub(crate) use cast::{Cast, SCHOOL_PASSWORD};
pub(crate) use clocks::Follower;
pub(crate) use route::{Place, morning, steps};
