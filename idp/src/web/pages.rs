//! What a person sees: one plain struct per page, spelled by a template of `idp/templates`.
//!
//! A page knows no request and no rule: the web layer fills its fields with finished words.
//! Each form keeps what was typed, except passwords and codes, and ties each [`FieldError`] to its field.
//! Pages and their parts have no `Debug`: they hold names, SNILS and codes, which no log may show.
//! Texts follow the letters to parents, which write «е» for «ё».

pub mod cabinet;
pub mod centres;
pub mod confirm;
pub mod consent;
pub mod consents;
pub mod console;
pub mod family;
pub mod journal;
pub mod login;
pub mod logs;
pub mod notices;
pub mod operator;
pub mod password;
pub mod plural;
pub mod portfolio;
pub mod profile;
pub mod puzzle;
pub mod qr;
pub mod reasons;
pub mod recovery;
pub mod registration;
pub mod rights;
pub mod second_factor;
pub mod security;
pub mod sent;
pub mod ways;

mod errors;
mod frame;

pub use errors::{Choice, Errors, FieldError};
pub use frame::{Frame, Viewer};

#[cfg(test)]
mod tests;
