//! The plan of service centres: places on the globe become marks within the streets of their towns, without outside tiles.
//!
//! The towns are made up, so their streets are drawn from what the addresses name. The plan is a scheme: north is up, east is right,
//! and a town takes as much room as its centres need.

mod area;
mod labels;
mod plan;
mod town;

pub use area::{Area, Marker, Place};
pub use labels::Label;
pub use plan::{Plan, Road};
pub use town::{Street, Town};
