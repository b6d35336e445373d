//! Owns the values of cells other than names: days, numbers, contacts, words of a few meanings.

mod birth;
mod contact;
mod meant;
mod number;

pub(crate) use crate::value::birth::birth;
pub(crate) use crate::value::contact::{is_mail, mail_key, mails, phone_key, phones};
pub(crate) use crate::value::meant::{gender, kinship, of_post, readiness, roles};
pub(crate) use crate::value::number::{Written, snils};
