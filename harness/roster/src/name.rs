//! Owns names of people as lists write them: which spellings are one name, which word is a patronymic, where a full name divides.

mod fold;
mod given;
mod parts;
mod sort;
mod traits;

pub(crate) use crate::name::fold::{cyrillic_of, fold, fold_word, is_apostrophe};
pub(crate) use crate::name::parts::{Parts, divide};
pub(crate) use crate::name::sort::members;
pub(crate) use crate::name::traits::{Traits, is_initial, is_placeholder, traits};
