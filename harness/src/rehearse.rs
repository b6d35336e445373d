//! Owns the proof of a forecast: people of a list on a portal of their own, real sign-ins to a diary at every phase, and what differs.
//!
//! **Invariant:** only pseudonyms come here. Nothing of the forecast's rules is shared with the diary that proves them.

mod cast;
mod crew;
mod described;
mod hands;
mod judge;
mod portal;
mod progress;
mod proof;
mod proving;
mod stage;
mod walk;

pub use cast::Cast;
pub use proof::prove;
pub use proving::Proving;
