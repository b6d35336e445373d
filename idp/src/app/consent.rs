//! Consents of the digital profile and their pushes.

pub mod consents;
pub mod pushes;
