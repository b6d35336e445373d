//! The two registers that check a profile: what each knows of a person, and what it says to an application.

use serde::{Deserialize, Serialize};

use crate::domain::account::{FieldFault, Profile};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::name::Folding;
use crate::domain::person::{BirthDate, Document, DocumentKind, FullName, Gender, Snils};
use crate::domain::settings::{RegisterAnswer, Registers};

/// What the Pension Fund knows of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PensionRecord {
    /// The insurance number it is kept under.
    pub snils: Snils,
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Date of birth.
    pub birth_date: BirthDate,
    /// Gender; not compared when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Whether the register never answers for this person.
    #[serde(default)]
    pub silent: bool,
}

/// What the Interior Ministry knows of an identity document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassportRecord {
    /// The document it is kept under: see [`passport_key`].
    pub key: String,
    /// How it stands.
    pub standing: PassportStanding,
}

/// How a document stands with the Interior Ministry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassportStanding {
    /// In force.
    Valid,
    /// Another was given out in its place.
    Replaced,
    /// Declared invalid.
    Invalid,
    /// The ministry has no such document.
    Unknown,
    /// The ministry has nobody with the SNILS of the application.
    HolderUnknown,
    /// The ministry never answers for this document.
    Silent,
}

impl PassportStanding {
    /// Every standing.
    pub const ALL: [Self; 6] =
        [Self::Valid, Self::Replaced, Self::Invalid, Self::Unknown, Self::HolderUnknown, Self::Silent];

    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Replaced => "replaced",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
            Self::HolderUnknown => "holder-unknown",
            Self::Silent => "silent",
        }
    }

    /// The standing of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    fn answer(self) -> Answer {
        match self {
            Self::Valid => Answer::Yes,
            Self::Replaced => Answer::No(FieldFault::PassportReplaced),
            Self::Invalid => Answer::No(FieldFault::PassportInvalid),
            Self::Unknown => Answer::No(FieldFault::PassportUnknown),
            Self::HolderUnknown => Answer::No(FieldFault::PassportHolderUnknown),
            Self::Silent => Answer::None,
        }
    }
}

/// What the records hold of one person; nothing where a register does not know the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The Pension Fund's record of the SNILS.
    pub pension: Option<PensionRecord>,
    /// The Interior Ministry's record of the document.
    pub passport: Option<PassportRecord>,
}

/// What one register says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No(FieldFault),
    None,
}

/// The key a document is kept under: kind, series and number.
pub fn passport_key(document: &Document) -> String {
    key(document.kind(), document.series(), document.number())
}

/// The key of a document of which only the number is at hand.
pub fn number_key(number: &DocumentNumber) -> String {
    key(number.kind(), number.series(), number.number())
}

fn key(kind: DocumentKind, series: Option<&str>, number: &str) -> String {
    [Some(kind.wire()), series, Some(number)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What the two registers say to a profile: the fields they do not accept, or nothing when one never answers.
///
/// A record decides for its person; the realm's setting decides for people without one.
pub fn judge(profile: &Profile, known: &Known, registers: &Registers) -> Option<Vec<FieldFault>> {
    let mut faults = Vec::new();
    // A foreigner without a SNILS is none of the Pension Fund's.
    let pension = if profile.snils.is_some() {
        pension(profile, known.pension.as_ref(), registers.pension_fund)
    } else {
        Answer::Yes
    };
    let ministry = match &known.passport {
        Some(record) => record.standing.answer(),
        None => by_setting(registers.interior_ministry, FieldFault::PassportUnknown),
    };
    for answer in [pension, ministry] {
        match answer {
            Answer::Yes => {}
            Answer::No(fault) => faults.push(fault),
            Answer::None => return None,
        }
    }
    Some(faults)
}

fn by_setting(answer: RegisterAnswer, fault: FieldFault) -> Answer {
    match answer {
        RegisterAnswer::Agree => Answer::Yes,
        RegisterAnswer::Refuse => Answer::No(fault),
        RegisterAnswer::Silent => Answer::None,
    }
}

fn pension(profile: &Profile, record: Option<&PensionRecord>, otherwise: RegisterAnswer) -> Answer {
    let Some(record) = record else { return by_setting(otherwise, FieldFault::SnilsUnknown) };
    if record.silent {
        return Answer::None;
    }
    // SIM: how strictly the Pension Fund compares names is not published; case, «ё» and blanks are overlooked here.
    if record.name.key(Folding::ALL) != profile.name.key(Folding::ALL) {
        return Answer::No(FieldFault::SnilsNameDiffers);
    }
    if profile.birth_date != Some(record.birth_date) {
        return Answer::No(FieldFault::SnilsBirthDateDiffers);
    }
    match (record.gender, profile.gender) {
        (Some(known), Some(given)) if known != given => Answer::No(FieldFault::SnilsGenderDiffers),
        _ => Answer::Yes,
    }
}

/// How a SNILS stands with the accounts: the codes 0 to 3 of the profile form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnilsState {
    /// Nobody has it.
    Free,
    /// Only the one who asks.
    Own,
    /// Another account that is not confirmed: a warning, one may go on.
    Unconfirmed,
    /// A confirmed account: stop.
    Confirmed,
}

impl SnilsState {
    /// The code of the wire.
    // SIM: the difference between 0 and 1 is not published; both let the form go on.
    pub fn code(self) -> u8 {
        match self {
            Self::Free => 0,
            Self::Own => 1,
            Self::Unconfirmed => 2,
            Self::Confirmed => 3,
        }
    }
}

#[cfg(test)]
mod tests;
