//! Lists of the users of a school diary: read as they are, checked, pseudonymised, made up.
//!
//! Depends on no other package of the workspace. Nothing here writes a name, a number or an address to a log, an error or a `Debug`.

pub mod finding;
pub mod lang;
pub mod person;
pub mod snils;
pub mod text;
