//! Owns names of people as lists write them: which spellings are one name, which word is a patronymic, where a full name divides.

mod fold;
mod given;
mod parts;
mod sort;
mod traits;

pub(crate) use crate::name::fold::{cyrillic_of, fold, fold_word, has_look_alike, is_apostrophe};
pub(crate) use crate::name::given::{is_given, is_reserved};
pub(crate) use crate::name::parts::{Parts, divide};
pub(crate) use crate::name::sort::members;
pub(crate) use crate::name::traits::{Traits, is_initial, is_particle, is_placeholder, traits};
