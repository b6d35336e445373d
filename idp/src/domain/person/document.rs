//! A person's documents: what each kind carries, and what must agree inside one.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::birth::BirthDate;
use crate::domain::person::date;
use crate::domain::person::name::NamePart;
use crate::domain::person::text::{IssuedBy, Text};

pub mod foreign;
pub mod issuer;
pub mod kind;
pub mod number;
pub mod passport;
pub mod united;
pub mod verify;

pub use foreign::ForeignPaper;
pub use issuer::IssuerCode;
pub use kind::DocumentKind;
pub use number::{DocumentNumber, NumberError};
pub use passport::PassportNumber;
pub use united::{UnitedNumber, UnitedNumberError};
pub use verify::VerifyState;

/// The number of a civil registry act: at most 50 characters.
pub type ActNumber = Text<50>;

/// The insurance organisation of a medical policy: at most 255 characters.
pub type MedicalOrganisation = Text<255>;

/// A document with its number checked and its dates in order.
///
/// **Invariant:** the number follows the rule of the kind; it does not expire before it is issued; an act and
/// Latin names stand only where the kind has them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Document(Draft);

/// The fields of a document as they came, before they are checked together.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The document's number among the documents of a realm.
    pub id: u64,
    /// What it is.
    pub kind: DocumentKind,
    /// The series, when the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The number.
    pub number: String,
    /// The day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub issued_on: Option<Date>,
    /// The last day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub expires_on: Option<Date>,
    /// The code of the department that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_code: Option<IssuerCode>,
    /// The department that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<IssuedBy>,
    /// The number of the civil registry act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_number: Option<ActNumber>,
    /// The day of the civil registry act.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub act_date: Option<Date>,
    /// The surname in Latin letters, of a travel passport.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latin_last_name: Option<NamePart>,
    /// The first name in Latin letters, of a travel passport.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latin_first_name: Option<NamePart>,
    /// The insurance organisation, of a medical policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical_organisation: Option<MedicalOrganisation>,
    /// The number that all policies of a person share, of a medical policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub united_number: Option<UnitedNumber>,
    /// What the Social Fund knows of the paper behind it, of a foreigner's document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign_paper: Option<ForeignPaper>,
    /// How far its check has come.
    #[serde(default)]
    pub state: VerifyState,
}

/// Fields that make no document together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The series or number breaks the rule of the kind.
    #[error("{0}")]
    Number(NumberError),
    /// A day that records do not take.
    #[error("expected days after 01.01.1900 and before 01.01.2200")]
    Date,
    /// The last day is before the day of issue.
    #[error("expected the last day on or after the day of issue")]
    ExpiresBeforeIssue,
    /// A civil registry act on a document that is not made from one.
    #[error("expected no act number and act date on this kind of document")]
    Act,
    /// Latin names elsewhere than on a travel passport, or in other letters.
    #[error("expected Latin names on a travel passport only, and in Latin letters")]
    LatinName,
    /// An insurance organisation or a united number elsewhere than on a medical policy.
    #[error("expected an insurance organisation and a united number on a medical policy only")]
    Policy,
    /// A paper of the Social Fund behind another document than a foreigner's.
    #[error("expected a paper of the Social Fund behind a foreigner's document only")]
    ForeignPaper,
}

impl Draft {
    /// A document of this number with nothing else known of it, not verified.
    pub fn new(id: u64, number: &DocumentNumber) -> Self {
        Self {
            id,
            kind: number.kind(),
            series: number.series().map(str::to_owned),
            number: number.number().to_owned(),
            issued_on: None,
            expires_on: None,
            issuer_code: None,
            issued_by: None,
            act_number: None,
            act_date: None,
            latin_last_name: None,
            latin_first_name: None,
            medical_organisation: None,
            united_number: None,
            foreign_paper: None,
            state: VerifyState::NotVerified,
        }
    }

    fn check(&self) -> Result<(), DocumentError> {
        let mut days = [self.issued_on, self.expires_on, self.act_date].into_iter().flatten();
        if days.any(|day| date::within(day).is_err()) {
            return Err(DocumentError::Date);
        }
        if self.issued_on.zip(self.expires_on).is_some_and(|(issued, expires)| expires < issued) {
            return Err(DocumentError::ExpiresBeforeIssue);
        }
        if !self.kind.has_act() && (self.act_number.is_some() || self.act_date.is_some()) {
            return Err(DocumentError::Act);
        }
        let mut latin = [&self.latin_last_name, &self.latin_first_name].into_iter().flatten();
        let travels = self.kind == DocumentKind::TravelPassport;
        if latin.any(|name| !travels || !name.as_str().is_ascii()) {
            return Err(DocumentError::LatinName);
        }
        let of_policy = self.medical_organisation.is_some() || self.united_number.is_some();
        if of_policy && self.kind != DocumentKind::MedicalPolicy {
            return Err(DocumentError::Policy);
        }
        if self.foreign_paper.is_some() && !self.kind.is_of_a_foreigner() {
            return Err(DocumentError::ForeignPaper);
        }
        Ok(())
    }
}

impl Document {
    /// The document's number among the documents of a realm.
    pub const fn id(&self) -> u64 {
        self.0.id
    }

    /// What it is.
    pub const fn kind(&self) -> DocumentKind {
        self.0.kind
    }

    /// The series, when the kind has one.
    pub fn series(&self) -> Option<&str> {
        self.0.series.as_deref()
    }

    /// The number.
    pub fn number(&self) -> &str {
        &self.0.number
    }

    /// Series and number as a passport's, when it is one.
    pub fn passport(&self) -> Option<PassportNumber> {
        let is_passport = self.kind() == DocumentKind::Passport;
        let series = self.series().filter(|_| is_passport)?;
        PassportNumber::from_parts(series, self.number()).ok()
    }

    /// The day of issue.
    pub const fn issued_on(&self) -> Option<Date> {
        self.0.issued_on
    }

    /// The last day on which it counts.
    pub const fn expires_on(&self) -> Option<Date> {
        self.0.expires_on
    }

    /// The code of the department that issued it.
    pub const fn issuer_code(&self) -> Option<IssuerCode> {
        self.0.issuer_code
    }

    /// The department that issued it.
    pub const fn issued_by(&self) -> Option<&IssuedBy> {
        self.0.issued_by.as_ref()
    }

    /// The number of the civil registry act.
    pub const fn act_number(&self) -> Option<&ActNumber> {
        self.0.act_number.as_ref()
    }

    /// The day of the civil registry act.
    pub const fn act_date(&self) -> Option<Date> {
        self.0.act_date
    }

    /// The surname in Latin letters.
    pub const fn latin_last_name(&self) -> Option<&NamePart> {
        self.0.latin_last_name.as_ref()
    }

    /// The first name in Latin letters.
    pub const fn latin_first_name(&self) -> Option<&NamePart> {
        self.0.latin_first_name.as_ref()
    }

    /// The insurance organisation of a medical policy.
    pub const fn medical_organisation(&self) -> Option<&MedicalOrganisation> {
        self.0.medical_organisation.as_ref()
    }

    /// The number that all policies of a person share.
    pub const fn united_number(&self) -> Option<UnitedNumber> {
        self.0.united_number
    }

    /// What the Social Fund knows of the paper behind it.
    pub const fn foreign_paper(&self) -> Option<&ForeignPaper> {
        self.0.foreign_paper.as_ref()
    }

    /// How far its check has come.
    pub const fn state(&self) -> VerifyState {
        self.0.state
    }

    /// The same document in another state of its check.
    #[must_use]
    pub fn with_state(mut self, state: VerifyState) -> Self {
        self.0.state = state;
        self
    }

    /// The same document under another number of the realm.
    #[must_use]
    pub fn with_id(mut self, id: u64) -> Self {
        self.0.id = id;
        self
    }

    /// Whether it was issued on or after the day its owner was born; true when the day of issue is unknown.
    pub fn is_issued_after(&self, birth: BirthDate) -> bool {
        self.0.issued_on.is_none_or(|issued| issued >= birth.date())
    }

    /// Whether it has run out before this day.
    pub fn is_expired_on(&self, day: Date) -> bool {
        self.0.expires_on.is_some_and(|expires| expires < day)
    }
}

impl TryFrom<Draft> for Document {
    type Error = DocumentError;

    fn try_from(draft: Draft) -> Result<Self, DocumentError> {
        draft.check()?;
        let number = DocumentNumber::parse(draft.kind, draft.series.as_deref(), &draft.number);
        let number = number.map_err(DocumentError::Number)?;
        let series = number.series().map(str::to_owned);
        Ok(Self(Draft { series, number: number.number().to_owned(), ..draft }))
    }
}

impl From<Document> for Draft {
    fn from(document: Document) -> Self {
        document.0
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Draft({} {} {})", self.id, self.kind, self.state)
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Document({} {} {})", self.id(), self.kind(), self.state())
    }
}

#[cfg(test)]
mod tests;
