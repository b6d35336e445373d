//! What a person fills in to have the data checked: the form's texts, and the values they parse into.

use serde::{Deserialize, Serialize};

use crate::domain::account::profile::Profile;
use crate::domain::person::document::{DocumentNumber, Draft};
use crate::domain::person::sheet::{Field, FieldError, FieldErrors, NameForm};
use crate::domain::person::{
    BirthDate, BirthPlace, Country, Document, DocumentKind, FullName, Gender, Snils, VerifyState, date,
};

/// A profile complete enough to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Gender.
    pub gender: Gender,
    /// Date of birth.
    pub birth_date: BirthDate,
    /// Place of birth.
    pub birth_place: BirthPlace,
    /// Citizenship.
    pub citizenship: Country,
    /// SNILS; foreigners may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// The identity document.
    pub document: Document,
}

/// The texts of the form, as typed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ApplicationForm {
    /// Surname, name, patronymic.
    #[serde(flatten)]
    pub name: NameForm,
    /// `M` or `F`.
    pub gender: String,
    /// `dd.MM.yyyy`.
    pub birth_date: String,
    /// «Место рождения».
    pub birth_place: String,
    /// Three letters.
    pub citizenship: String,
    /// «СНИЛС».
    pub snils: String,
    /// The kind of the identity document, as the wire names it; empty means the usual one of the citizenship.
    pub document_type: String,
    /// Four digits.
    pub passport_series: String,
    /// Six digits.
    pub passport_number: String,
    /// `dd.MM.yyyy`.
    pub passport_issued_on: String,
    /// Six digits, with or without a hyphen.
    pub passport_issuer_code: String,
    /// «Кем выдан».
    pub passport_issued_by: String,
}

impl Application {
    /// Its data become the profile's; the document's check has come so far.
    pub(super) fn fill(&self, profile: &mut Profile, seed: u64, state: VerifyState) {
        profile.name = self.name.clone();
        profile.gender = Some(self.gender);
        profile.birth_date = Some(self.birth_date);
        profile.birth_place = Some(self.birth_place.clone());
        profile.citizenship = Some(self.citizenship);
        profile.snils = self.snils;
        let id = profile.identity_document.unwrap_or_else(|| profile.next_item_id(seed));
        profile.documents.retain(|document| document.id() != id);
        profile.documents.push(self.document.clone().with_id(id).with_state(state));
        profile.identity_document = Some(id);
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Every field that does not hold what it should.
    pub fn parse(form: &ApplicationForm) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let read = form.read(&mut errors);
        errors.finish(read)
    }
}

/// A citizen of Russia has a SNILS; a foreigner may leave the field empty.
fn snils(
    form: &ApplicationForm,
    citizenship: Option<Country>,
    errors: &mut FieldErrors,
) -> Option<Option<Snils>> {
    let foreign = citizenship.is_some_and(|country| !country.is_russia());
    if foreign && form.snils.trim().is_empty() {
        return Some(None);
    }
    errors.read(Field::Snils, &form.snils).map(Some)
}

/// A document that does not fit the citizenship.
#[derive(Debug, thiserror::Error)]
#[error("expected RF_PASSPORT or FRGN_PASS of a citizen of Russia, FID_DOC of a foreigner")]
struct WrongKind;

/// The profile form forces `FID_DOC` on foreigners; Russians choose one of their two passports.
fn kind(form: &ApplicationForm, citizenship: Option<Country>) -> Result<DocumentKind, WrongKind> {
    if citizenship.is_some_and(|country| !country.is_russia()) {
        return Ok(DocumentKind::ForeignIdentity);
    }
    match form.document_type.trim() {
        "" => Ok(DocumentKind::Passport),
        named => named
            .parse()
            .ok()
            .filter(|kind| matches!(kind, DocumentKind::Passport | DocumentKind::TravelPassport))
            .ok_or(WrongKind),
    }
}

fn paper(
    form: &ApplicationForm,
    kind: DocumentKind,
    birth: Option<BirthDate>,
    errors: &mut FieldErrors,
) -> Option<Document> {
    // Only the internal passport always names its issuer; the other kinds may leave it out.
    let optional = |text: &str| kind != DocumentKind::Passport && text.trim().is_empty();
    let series = Some(form.passport_series.as_str());
    let number = DocumentNumber::parse(kind, series, &form.passport_number);
    let number = errors.take(Field::PassportNumber, &form.passport_number, number);
    let issued_on = date::parse(&form.passport_issued_on);
    let issued_on = errors.take(Field::PassportIssuedOn, &form.passport_issued_on, issued_on);
    let issuer_code = match optional(&form.passport_issuer_code) {
        true => Some(None),
        false => errors.read(Field::PassportIssuerCode, &form.passport_issuer_code).map(Some),
    };
    let issued_by = match optional(&form.passport_issued_by) {
        true => Some(None),
        false => errors.read(Field::PassportIssuedBy, &form.passport_issued_by).map(Some),
    };
    let draft = Draft {
        issued_on: Some(issued_on?),
        issuer_code: issuer_code?,
        issued_by: issued_by?,
        ..Draft::new(0, &number?)
    };
    let document = Document::try_from(draft);
    let document = errors.take(Field::PassportIssuedOn, &form.passport_issued_on, document)?;
    if birth.is_some_and(|birth| !document.is_issued_after(birth)) {
        let expected = "a date after the date of birth".to_owned();
        errors.add(Field::PassportIssuedOn, &form.passport_issued_on, expected);
    }
    Some(document)
}

impl ApplicationForm {
    /// The form as the data that are known would fill it in.
    pub fn of(profile: &Profile) -> Self {
        fn text(value: Option<impl ToString>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        let paper = profile.identity_paper();
        Self {
            name: NameForm::of(&profile.name),
            gender: text(profile.gender),
            birth_date: text(profile.birth_date),
            birth_place: text(profile.birth_place.as_ref()),
            citizenship: text(profile.citizenship),
            snils: text(profile.snils),
            document_type: text(paper.map(Document::kind)),
            passport_series: text(paper.and_then(Document::series)),
            passport_number: text(paper.map(Document::number)),
            passport_issued_on: text(paper.and_then(Document::issued_on).map(date::spell)),
            passport_issuer_code: text(paper.and_then(Document::issuer_code)),
            passport_issued_by: text(paper.and_then(Document::issued_by)),
        }
    }

    fn read(&self, errors: &mut FieldErrors) -> Option<Application> {
        let name = self.name.read(errors);
        let gender = errors.read(Field::Gender, &self.gender);
        let birth_date = errors.read(Field::BirthDate, &self.birth_date);
        let birth_place = errors.read(Field::BirthPlace, &self.birth_place);
        let citizenship = errors.read(Field::Citizenship, &self.citizenship);
        let snils = snils(self, citizenship, errors);
        let kind = errors.take(Field::DocumentType, &self.document_type, kind(self, citizenship));
        let document = kind.and_then(|kind| paper(self, kind, birth_date, errors));
        Some(Application {
            name: name?,
            gender: gender?,
            birth_date: birth_date?,
            birth_place: birth_place?,
            citizenship: citizenship?,
            snils: snils?,
            document: document?,
        })
    }
}
