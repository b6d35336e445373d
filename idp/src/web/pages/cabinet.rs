//! The citizen's cabinet: the state of the account, personal data, contacts, documents.

use askama::Template;

use crate::web::pages::{Errors, Frame, Viewer};

/// The state of the account, as the person is told it.
#[derive(Clone, PartialEq, Eq)]
pub enum Status {
    /// Registered, not checked.
    Simplified,
    /// The registers are being asked.
    Checking,
    /// A register said no.
    CheckFailed {
        /// What it said no to.
        failures: Vec<Failure>,
    },
    /// Checked; identity is not confirmed.
    Standard,
    /// The account of a child whose parent manages the data (MR 4.2.1).
    Child,
    /// A letter with a code is on its way: POST `/profile/confirm/letter/code` with `code`.
    LetterOrdered {
        /// Where it goes.
        address: String,
        /// How many attempts are left.
        attempts_left: u32,
    },
    /// Identity is confirmed.
    Confirmed,
    /// The account is blocked.
    Blocked {
        /// Why, a sentence.
        reason: String,
    },
}

impl Status {
    /// The kind of the account in one word.
    pub fn level(&self) -> &'static str {
        match self {
            Self::Simplified | Self::Child | Self::Checking | Self::CheckFailed { .. } => "Упрощенная",
            Self::Standard | Self::LetterOrdered { .. } => "Стандартная",
            Self::Confirmed => "Подтвержденная",
            Self::Blocked { .. } => "Заблокированная",
        }
    }
}

/// One thing a register did not find.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// The field of the edit form to correct.
    pub field: String,
    /// The field's name for the person: «СНИЛС».
    pub label: String,
    /// What the register said, a sentence.
    pub reason: String,
}

/// How the check of a confirmed person's new data stands; the old ones are in force.
#[derive(Clone, PartialEq, Eq)]
pub enum Changes {
    /// The registers are being asked.
    Checking,
    /// A register said no to some of them.
    Refused(Vec<Failure>),
}

/// Personal data; a missing value shows «не указано».
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Surname, name, patronymic.
    pub full_name: String,
    /// «мужской» or «женский».
    pub gender: Option<String>,
    /// Day, month and year.
    pub birth_date: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Citizenship in words.
    pub citizenship: Option<String>,
    /// SNILS with dashes.
    pub snils: Option<String>,
    /// INN.
    pub inn: Option<String>,
}

/// One contact.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// What it is: «Мобильный телефон».
    pub label: String,
    /// Its value; empty when there is none in force.
    pub value: String,
    /// Whether it is proved.
    pub verified: bool,
    /// A new value that waits for its code; the old one is in force.
    pub waiting: Option<String>,
    /// The page that takes the code of the value that waits, below the realm's prefix.
    pub prove: String,
    /// The page that changes it, below the realm's prefix; empty when there is none.
    pub change: String,
    /// The page that takes it off, below the realm's prefix; empty when there is nothing to take off.
    pub remove: String,
}

/// One document.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is: «Паспорт гражданина РФ».
    pub label: String,
    /// Series and number.
    pub number: String,
    /// Who gave it out, when, with the issuer's code; empty when unknown.
    pub issued: String,
    /// Whether a register knows it.
    pub verified: bool,
}

/// A part of the cabinet with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/profile/security`.
    Security,
    /// `/profile/family`.
    Family,
    /// `/profile/portfolio`.
    Portfolio,
    /// What was allowed to whom.
    Consents,
}

/// `/profile/`, for the one who is signed in.
#[derive(Clone, Template)]
#[template(path = "profile/cabinet.html")]
pub struct Cabinet {
    /// The frame.
    pub frame: Frame,
    /// What has just happened, one sentence; empty when nothing has.
    pub notice: String,
    /// Where «Вернуться назад» leads; empty when no relying party sent the citizen.
    pub back: String,
    /// The parts to link to.
    pub sections: Vec<Section>,
    /// The state of the account.
    pub status: Status,
    /// New data of a confirmed person that are not in force.
    pub changes: Option<Changes>,
    /// Personal data.
    pub person: Person,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Documents.
    pub documents: Vec<Document>,
    /// What was wrong with the code of the letter.
    pub errors: Errors,
}

#[cfg(test)]
mod samples;
