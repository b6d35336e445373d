//! Owns the scenarios of a diary that asks by a consent of the digital profile.

pub(crate) mod accounts;
pub(crate) mod asked;
pub(crate) mod desk;
pub(crate) mod ended;
pub(crate) mod entrants;
pub(crate) mod given;
pub(crate) mod kids;
pub(crate) mod listed;
pub(crate) mod pushes;
