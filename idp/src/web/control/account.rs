//! People: made, declared by the million, moved along their life, changed, given documents.

pub mod addresses;
pub mod application_json;
pub mod belongings;
pub mod commands;
pub mod contacts;
pub mod extras;
pub mod people;
pub mod person_json;
pub mod populations;
