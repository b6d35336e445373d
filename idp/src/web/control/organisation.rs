//! Organisations and who belongs to them.

pub mod organisation_json;
pub mod organisations;
