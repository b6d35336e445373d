//! A child as a parent writes it down: the form's texts, and the values they parse into.

use serde::{Deserialize, Serialize};

use crate::domain::account::{Account, Profile};
use crate::domain::person::address::AddressLine;
use crate::domain::person::document::{DocumentNumber, Draft};
use crate::domain::person::sheet::{Field, FieldError, FieldErrors, NameForm};
use crate::domain::person::{
    BirthDate, BirthPlace, Country, Document, DocumentKind, FullName, Gender, Inn, Snils, VerifyState, date,
};

/// A child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Gender.
    pub gender: Gender,
    /// Date of birth.
    pub birth_date: BirthDate,
    /// Place of birth, once the parent made an account for the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<BirthPlace>,
    /// Where the child is registered, in one line; known with the place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<AddressLine>,
    /// SNILS.
    pub snils: Snils,
    /// INN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    /// The birth certificate first, then whatever else is known.
    pub documents: Vec<Document>,
}

/// The texts of the form, as typed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CardForm {
    /// Surname, name, patronymic.
    #[serde(flatten)]
    pub name: NameForm,
    /// `M` or `F`.
    pub gender: String,
    /// `dd.MM.yyyy`.
    pub birth_date: String,
    /// «СНИЛС».
    pub snils: String,
    /// As `XVII-ШЮ`.
    pub certificate_series: String,
    /// Six digits.
    pub certificate_number: String,
    /// `dd.MM.yyyy`.
    pub certificate_issued_on: String,
    /// «Кем выдано».
    pub certificate_issued_by: String,
    /// «Номер записи акта»; may stay empty.
    pub act_number: String,
    /// `dd.MM.yyyy`; may stay empty.
    pub act_date: String,
}

impl Child {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that does not hold what it should.
    pub fn parse(form: &CardForm) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let read = form.read(&mut errors);
        errors.finish(read)
    }

    /// What an account of the child begins with, without contacts and documents.
    pub fn profile(&self) -> Profile {
        Profile {
            gender: Some(self.gender),
            birth_date: Some(self.birth_date),
            birth_place: self.birth_place.clone(),
            citizenship: "RUS".parse::<Country>().ok(),
            snils: Some(self.snils),
            inn: self.inn,
            made_by_parent: true,
            registered_by: None,
            ..Profile::named(self.name.clone())
        }
    }

    /// The child of an account; nothing when the account does not know what a card needs.
    pub fn of_account(account: &Account) -> Option<Self> {
        let profile = &account.profile;
        Some(Self {
            name: profile.name.clone(),
            gender: profile.gender?,
            birth_date: profile.birth_date?,
            birth_place: profile.birth_place.clone(),
            registration: None,
            snils: profile.snils?,
            inn: profile.inn,
            documents: profile.documents.clone(),
        })
    }

    /// Whether two cards are of one child.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.snils == other.snils
    }

    /// The birth certificate.
    pub fn certificate(&self) -> Option<&Document> {
        self.documents.iter().find(|document| is_certificate(document.kind()))
    }

    /// The child with numbers of its own for the documents of a card.
    #[must_use]
    pub(super) fn numbered(mut self, card: u64) -> Self {
        let numbered = |(index, document): (u64, Document)| {
            document.with_id(card * 10 + index).with_state(VerifyState::Verifying)
        };
        self.documents = (1..).zip(self.documents).map(numbered).collect();
        self
    }

    /// The child with its documents in another state of their check.
    #[must_use]
    pub(super) fn with_papers(mut self, state: VerifyState) -> Self {
        self.documents = self.documents.into_iter().map(|document| document.with_state(state)).collect();
        self
    }
}

fn is_certificate(kind: DocumentKind) -> bool {
    kind.is_birth_certificate() || kind == DocumentKind::ForeignBirthCertificate
}

fn certificate(form: &CardForm, birth: Option<BirthDate>, errors: &mut FieldErrors) -> Option<Document> {
    let kind = DocumentKind::BirthCertificate;
    let series = Some(form.certificate_series.as_str());
    let number = DocumentNumber::parse(kind, series, &form.certificate_number);
    let number = errors.take(Field::CertificateNumber, &form.certificate_number, number);
    let issued_on = date::parse(&form.certificate_issued_on);
    let issued_on = errors.take(Field::CertificateIssuedOn, &form.certificate_issued_on, issued_on);
    let issued_by = errors.read(Field::CertificateIssuedBy, &form.certificate_issued_by);
    let act_number = errors.read_optional(Field::ActNumber, &form.act_number);
    let act_date = match form.act_date.trim() {
        "" => None,
        text => errors.take(Field::ActDate, text, date::parse(text)),
    };
    let draft = Draft {
        issued_on: Some(issued_on?),
        issued_by: Some(issued_by?),
        act_number,
        act_date,
        ..Draft::new(0, &number?)
    };
    let document = Document::try_from(draft);
    let document = errors.take(Field::CertificateIssuedOn, &form.certificate_issued_on, document)?;
    if birth.is_some_and(|birth| !document.is_issued_after(birth)) {
        let expected = "a date on or after the date of birth".to_owned();
        errors.add(Field::CertificateIssuedOn, &form.certificate_issued_on, expected);
    }
    Some(document)
}

impl CardForm {
    fn read(&self, errors: &mut FieldErrors) -> Option<Child> {
        let name = self.name.read(errors);
        let gender = errors.read(Field::Gender, &self.gender);
        let birth_date = errors.read(Field::BirthDate, &self.birth_date);
        let snils = errors.read(Field::Snils, &self.snils);
        let certificate = certificate(self, birth_date, errors);
        Some(Child {
            name: name?,
            gender: gender?,
            birth_date: birth_date?,
            birth_place: None,
            registration: None,
            snils: snils?,
            inn: None,
            documents: vec![certificate?],
        })
    }
}
