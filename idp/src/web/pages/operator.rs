//! The operator's desk at a service centre.

use askama::Template;

use crate::domain::centre::Centre;
use crate::web::pages::{Errors, Frame, Viewer};

mod actions;

pub use actions::{Delete, OneStep, Outcome, Recover, Refuse, SignIn};

/// What the search found.
#[derive(Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing has been searched for.
    NotAsked,
    /// No account has these data.
    Nobody,
    /// Several accounts: the visitor says which one to go on with.
    Several(Vec<Account>),
    /// An account.
    Account(Account),
}

/// An account as the operator sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The account's number.
    pub oid: u64,
    /// Surname, name, patronymic.
    pub full_name: String,
    /// Day, month and year; empty when unknown.
    pub birth_date: String,
    /// SNILS with dashes.
    pub snils: String,
    /// The kind of the account: «Стандартная».
    pub level: String,
    /// What it was found by: «СНИЛС, телефон»; empty when it was opened by its number.
    pub found_by: String,
    /// Day, month and year of its registration.
    pub registered_on: String,
    /// Whether it is a simplified one that a confirmed one can be made of.
    pub may_upgrade: bool,
    /// Whether a letter confirmed it, so that it may be confirmed again.
    pub reconfirms: bool,
    /// Whether it may be confirmed now.
    pub may_confirm: bool,
    /// Why not, a sentence; empty when it may.
    pub obstacle: String,
}

/// How the last comparison ended.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing has been compared.
    None,
    /// Identity is confirmed.
    Confirmed,
    /// The passport does not match, nothing has changed.
    Refused {
        /// Why, a sentence.
        reason: String,
    },
}

/// `/operator/?centre=ID`: GET `snils`, `mobile`, `email` searches, `oid` opens one of the accounts found; POST `/operator/confirm` with `centre`, `oid`, `passport_series`, `passport_number`.
#[derive(Clone, Template)]
#[template(path = "operator/desk.html")]
pub struct Desk {
    /// The frame.
    pub frame: Frame,
    /// The centre the operator sits at; `None` asks to choose one.
    pub centre: Option<Centre>,
    /// The centres to choose from.
    pub centres: Vec<Centre>,
    /// The SNILS searched for.
    pub snils: String,
    /// The phone searched for.
    pub mobile: String,
    /// The address searched for.
    pub email: String,
    /// What was found.
    pub found: Found,
    /// How the comparison ended.
    pub verdict: Verdict,
    /// Whether registration, recovery and refusal are offered.
    pub has_actions: bool,
    /// The series typed before.
    pub passport_series: String,
    /// The number typed before.
    pub passport_number: String,
    /// What was wrong.
    pub errors: Errors,
}

#[cfg(test)]
mod samples;
