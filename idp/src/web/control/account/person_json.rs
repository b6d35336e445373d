//! A person as the control API shows one.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::account::{Account, ConfirmedBy, FieldFault, Level, Revision, Status};
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{
    BirthDate, BirthPlace, Country, Document, DocumentKind, Gender, Inn, Snils, date,
};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonJson {
    /// The account's number.
    pub oid: u64,
    /// How the account stands.
    #[schema(value_type = Status)]
    pub status: &'static str,
    /// How much of it is proved.
    pub level: Level,
    /// How the identity was confirmed, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<ConfirmationWay>,
    /// Surname.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// `M` or `F`.
    pub gender: Option<Gender>,
    /// `dd.MM.yyyy`.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<BirthDate>,
    /// Place of birth.
    #[schema(value_type = Option<String>)]
    pub birth_place: Option<BirthPlace>,
    /// Three letters.
    #[schema(value_type = Option<String>)]
    pub citizenship: Option<Country>,
    /// `XXX-XXX-XXX XX`.
    #[schema(value_type = Option<String>)]
    pub snils: Option<Snils>,
    /// Twelve digits.
    #[schema(value_type = Option<String>)]
    pub inn: Option<Inn>,
    /// `+7(XXX)XXXXXXX`.
    pub mobile: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// What the person may sign in by.
    pub logins: Vec<String>,
    /// The identity document.
    pub passport: Option<PassportJson>,
    /// New data of a standard or confirmed person that are not in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<RevisionJson>,
    /// The password; only in the answer to making the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// New data of a standard or confirmed person; the old ones are in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RevisionJson {
    /// How its check stands.
    pub state: RevisionState,
    /// What the registers refused, as in the command `finish-check`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<FieldFault>,
    /// Surname.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// The identity document.
    pub passport: PassportJson,
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PassportJson {
    /// Its kind, as the wire names it.
    #[serde(rename = "type")]
    #[schema(value_type = DocumentKind)]
    pub kind: &'static str,
    /// Series.
    pub series: Option<String>,
    /// Number.
    pub number: String,
    /// `dd.MM.yyyy`.
    pub issued_on: Option<String>,
    /// Six digits.
    pub issuer_code: Option<String>,
    /// Who issued it.
    pub issued_by: Option<String>,
}

/// How the check of new data stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionState {
    /// The registers are being asked.
    Checking,
    /// The registers said no.
    Refused,
}

/// How an identity was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConfirmationWay {
    /// At a service centre.
    Centre,
    /// By a code from a registered letter: a centre or a bank may confirm it again.
    Letter,
    /// By a qualified signature.
    Signature,
    /// By a bank.
    Bank,
    /// By the parent who made the account.
    Parent,
    /// By a tester's word.
    Control,
}

impl ConfirmationWay {
    fn of(status: &Status) -> Option<Self> {
        match status {
            Status::Confirmed { by, .. } => Some(match by {
                ConfirmedBy::Centre { .. } => Self::Centre,
                ConfirmedBy::Letter => Self::Letter,
                ConfirmedBy::Signature => Self::Signature,
                ConfirmedBy::Bank => Self::Bank,
                ConfirmedBy::Parent { .. } => Self::Parent,
                ConfirmedBy::Control => Self::Control,
            }),
            Status::Blocked { before, .. } => Self::of(before),
            _ => None,
        }
    }
}

impl PersonJson {
    /// A person without a password.
    pub fn of(account: &Account) -> Self {
        let profile = &account.profile;
        let contact = |kind| profile.contact(kind).map(|contact| contact.value().to_string());
        Self {
            oid: account.oid.number(),
            status: account.status.name(),
            level: account.level(),
            confirmed_by: ConfirmationWay::of(&account.status),
            last_name: profile.name.last.to_string(),
            first_name: profile.name.first.to_string(),
            middle_name: profile.name.middle.as_ref().map(ToString::to_string),
            gender: profile.gender,
            birth_date: profile.birth_date,
            birth_place: profile.birth_place.clone(),
            citizenship: profile.citizenship,
            snils: profile.snils,
            inn: profile.inn,
            mobile: contact(ContactKind::Mobile),
            email: contact(ContactKind::Email),
            logins: account.logins(),
            passport: profile.identity_paper().map(PassportJson::of),
            revision: account.revision().map(RevisionJson::of),
            password: None,
        }
    }

    /// The person with the password that was set.
    #[must_use]
    pub fn with_password(self, password: String) -> Self {
        Self { password: Some(password), ..self }
    }
}

impl PassportJson {
    fn of(paper: &Document) -> Self {
        Self {
            kind: paper.kind().wire(),
            series: paper.series().map(str::to_owned),
            number: paper.number().to_owned(),
            issued_on: paper.issued_on().map(date::spell),
            issuer_code: paper.issuer_code().map(|code| code.digits()),
            issued_by: paper.issued_by().map(ToString::to_string),
        }
    }
}

impl RevisionJson {
    fn of(revision: &Revision) -> Self {
        let wanted = &revision.application;
        Self {
            state: if revision.is_running() { RevisionState::Checking } else { RevisionState::Refused },
            refused: revision.faults.clone(),
            last_name: wanted.name.last.to_string(),
            first_name: wanted.name.first.to_string(),
            middle_name: wanted.name.middle.as_ref().map(ToString::to_string),
            passport: PassportJson::of(&wanted.document),
        }
    }
}
