//! The arithmetic of a load run: when citizens arrive, what was seen of them, who was slow, at which rate it breaks, how it is told.
//!
//! A [`curve`] or a constant rate says when people are due, [`arrivals`] draws the moments, [`seen`] counts what came of them,
//! [`sides`] divides the waiting between the party, the portal, the wire and the driver, [`knee`] looks for the highest rate that
//! keeps an [`aim`], and [`report`] tells it.
//!
//! **Invariant:** no clock, no network, no process: whoever drives citizens hands in moments and figures.

pub mod aim;
pub mod arrivals;
pub mod chance;
pub mod compare;
pub mod curve;
pub mod difference;
pub mod knee;
pub mod latency;
pub mod mistake;
pub mod mix;
pub mod report;
pub mod seen;
pub mod sides;
pub mod span;
pub mod timeline;
pub mod told;
pub mod trouble;
