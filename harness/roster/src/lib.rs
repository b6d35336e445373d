//! Lists of the users of a school diary: read as they are, checked, pseudonymised, made up.
//!
//! Depends on no other package of the workspace. Nothing here writes a name, a number or an address to a log, an error or a `Debug`.

pub mod check;
pub mod finding;
pub mod generate;
pub mod layout;
mod letters;
pub mod limits;
mod name;
pub mod output;
pub mod person;
pub mod pseudonym;
pub mod reading;
pub mod refused;
pub mod snils;
pub mod source;
pub mod template;
pub mod text;
mod value;
