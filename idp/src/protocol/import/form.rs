//! What a bank sent, read into values: each mistake has a code of its own (MR table 73).

use crate::domain::account::Application;
use crate::domain::person::contact::Value;
use crate::domain::person::document::{DocumentNumber, Draft, IssuerCode};
use crate::domain::person::snils::SnilsError;
use crate::domain::person::{
    BirthDate, BirthPlace, Country, Document, DocumentKind, Email, FullName, Gender, NamePart, Phone, Snils,
    date,
};
use crate::protocol::import::body::{Body, Contact, SentPaper};
use crate::protocol::import::error::{ImportError, numbered};

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The person. Without a SNILS where none was sent: it may have been looked for.
    pub application: Application,
    /// The phone.
    pub mobile: Option<Phone>,
    /// The e-mail address.
    pub email: Option<Email>,
}

/// The refusal of a number.
fn told(number: u32) -> ImportError {
    numbered(number).expect("invariant: every number told here is in the catalogue")
}

/// What an import or a search of a SNILS asks for.
///
/// # Errors
/// The code of the first mistake.
pub fn form(body: &Body) -> Result<Form, ImportError> {
    if body.texts().any(|text| text.contains(['<', '>', '&'])) {
        return Err(told(30_007));
    }
    let name = name(body)?;
    let gender = wanted(&body.person.gender, 35_103)?.parse::<Gender>().map_err(|_| told(35_110))?;
    let birth_date =
        wanted(&body.person.birth_date, 35_104)?.parse::<BirthDate>().map_err(|_| told(35_105))?;
    let birth_place = birth_place(body)?;
    let document = document(body)?;
    let citizenship = citizenship(body, document.kind())?;
    let snils = match body.person.snils.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            text.parse::<Snils>()
                .map_err(|why| told(if why == SnilsError::Form { 36_101 } else { 36_102 }))?,
        ),
    };
    let application = Application { name, gender, birth_date, birth_place, citizenship, snils, document };
    let (mobile, email) = contacts(&body.contacts.elements)?;
    Ok(Form { application, mobile, email })
}

/// The same for a recovery: its name has at most sixty characters in each part (MR table 81).
///
/// # Errors
/// The code of the first mistake.
pub fn recovery(body: &Body) -> Result<Form, ImportError> {
    let parts = [&body.person.first_name, &body.person.last_name, &body.person.middle_name];
    if parts.into_iter().flatten().any(|part| part.chars().count() > 60) {
        return Err(told(30_003));
    }
    form(body)
}

/// A text that must be there.
fn wanted(text: &Option<String>, absent: u32) -> Result<&str, ImportError> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).ok_or_else(|| told(absent))
}

fn name(body: &Body) -> Result<FullName, ImportError> {
    let parts = [&body.person.last_name, &body.person.first_name, &body.person.middle_name];
    if parts.into_iter().flatten().any(|part| part.trim().is_empty()) {
        return Err(told(30_002));
    }
    let part = |text: &str, wrong: u32| text.parse::<NamePart>().map_err(|_| told(wrong));
    Ok(FullName {
        last: part(wanted(&body.person.last_name, 35_100)?, 35_102)?,
        first: part(wanted(&body.person.first_name, 35_101)?, 35_118)?,
        middle: body.person.middle_name.as_deref().map(|text| part(text, 35_102)).transpose()?,
    })
}

fn birth_place(body: &Body) -> Result<BirthPlace, ImportError> {
    let text = wanted(&body.person.birth_place, 35_112)?;
    if text.split_whitespace().count() > 1 && text.split_whitespace().any(|word| word.chars().count() > 30) {
        return Err(told(35_120));
    }
    text.parse().map_err(|_| told(35_119))
}

/// Russia is meant where a Russian passport stands alone (MR table 71).
fn citizenship(body: &Body, kind: DocumentKind) -> Result<Country, ImportError> {
    let text = body.person.citizenship.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let country = match text {
        None if kind == DocumentKind::Passport => Country::RUSSIA,
        None => return Err(told(35_106)),
        Some(text) => text.parse().map_err(|_| told(35_111))?,
    };
    let of_foreigner = kind == DocumentKind::ForeignIdentity;
    if of_foreigner == (country == Country::RUSSIA) {
        return Err(told(35_109));
    }
    Ok(country)
}

fn contacts(all: &[Contact]) -> Result<(Option<Phone>, Option<Email>), ImportError> {
    let (mut mobile, mut email) = (None, None);
    for contact in all {
        match &*contact.kind {
            "MBT" => mobile = Some(phone(&contact.value)?),
            "EML" if contact.value.trim().is_empty() => {}
            "EML" => email = Some(contact.value.parse::<Email>().map_err(|_| email_fault(&contact.value))?),
            _ => return Err(told(32_006)),
        }
    }
    Ok((mobile, email))
}

/// What is wrong with an address that is none.
fn email_fault(text: &str) -> ImportError {
    let Some((name, domain)) = text.trim().split_once('@').filter(|(_, domain)| !domain.contains('@')) else {
        return told(32_101);
    };
    let parts = [name, domain];
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '.' || sign == '-';
    let is_name_sign = |sign: char| is_sign(sign) || "#$%*+=?^_`{}|~".contains(sign);
    told(if parts.iter().any(|part| part.is_empty()) {
        32_101
    } else if parts.iter().any(|part| part.starts_with('.') || part.ends_with('.')) {
        32_102
    } else if parts.iter().any(|part| part.contains("..") || part.contains("--")) {
        32_105
    } else if !name.chars().all(is_name_sign) {
        32_103
    } else if !domain.chars().all(is_sign) {
        32_104
    } else {
        32_101
    })
}

fn phone(text: &str) -> Result<Phone, ImportError> {
    if text.trim().is_empty() {
        return Err(told(32_200));
    }
    if !text.trim().chars().all(|sign| sign.is_ascii_digit() || "+()- ".contains(sign)) {
        return Err(told(32_201));
    }
    text.parse().map_err(|_| told(32_202))
}

fn document(body: &Body) -> Result<Document, ImportError> {
    let paper = body.documents.elements.first().ok_or_else(|| told(35_107))?;
    if paper.kind.trim().is_empty() {
        return Err(told(33_000));
    }
    let kind: DocumentKind = paper.kind.parse().map_err(|_| told(33_010))?;
    if !kind.proves_identity() {
        return Err(told(35_108));
    }
    let number = number(paper, kind)?;
    let issued_on = wanted(&paper.issue_date, 33_003)?;
    let issued_on = date::parse(issued_on).map_err(|_| told(33_006))?;
    let expires_on = match (&paper.expire_date, kind) {
        (None, DocumentKind::TravelPassport) => return Err(told(33_007)),
        (None, _) => None,
        (Some(text), _) => Some(date::parse(text).map_err(|_| told(33_008))?),
    };
    if expires_on.is_some_and(|last| last < issued_on) {
        return Err(told(33_009));
    }
    let latin = |text: &Option<String>| {
        text.as_deref().map(str::parse::<NamePart>).transpose().map_err(|_| told(35_102))
    };
    let issued_by = match (&paper.issued_by, kind) {
        (None, DocumentKind::Passport) => return Err(told(33_004)),
        (None, _) => None,
        (Some(text), _) => Some(text.parse().map_err(|_| told(33_109))?),
    };
    let draft = Draft {
        issued_on: Some(issued_on),
        expires_on,
        issuer_code: issuer_code(paper, kind)?,
        issued_by,
        latin_last_name: latin(&paper.latin_last_name)?,
        latin_first_name: latin(&paper.latin_first_name)?,
        ..Draft::new(1, &number)
    };
    Document::try_from(draft).map_err(|_| told(30_003))
}

fn number(paper: &SentPaper, kind: DocumentKind) -> Result<DocumentNumber, ImportError> {
    let number = wanted(&paper.number, 33_002)?;
    let series = paper.series.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let wrong = match (kind, series) {
        (DocumentKind::Passport | DocumentKind::TravelPassport, None) => Some(33_001),
        (DocumentKind::Passport, Some(series)) if !digits(series) => Some(33_101),
        (DocumentKind::Passport, Some(series)) if series.len() != 4 => Some(33_100),
        (DocumentKind::Passport, _) if !digits(number) => Some(33_103),
        (DocumentKind::Passport, _) if number.len() != 6 => Some(33_102),
        (DocumentKind::TravelPassport, Some(series)) if series.chars().count() != 2 => Some(33_300),
        (DocumentKind::TravelPassport, _) if !digits(number) => Some(33_303),
        (DocumentKind::TravelPassport, _) if number.len() != 7 => Some(33_302),
        _ => None,
    };
    match wrong {
        Some(code) => Err(told(code)),
        None => DocumentNumber::parse(kind, series, number).map_err(|_| told(33_202)),
    }
}

fn issuer_code(paper: &SentPaper, kind: DocumentKind) -> Result<Option<IssuerCode>, ImportError> {
    let text = paper.issue_id.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if kind != DocumentKind::Passport {
        return Ok(text.and_then(|text| text.parse().ok()));
    }
    let text = text.ok_or_else(|| told(33_104))?;
    if !text.bytes().all(|digit| digit.is_ascii_digit() || digit == b'-') {
        return Err(told(33_106));
    }
    text.parse().map(Some).map_err(|_| told(33_105))
}

impl Form {
    /// The contacts that were sent.
    pub fn values(&self) -> Vec<Value> {
        let all = [self.mobile.map(Value::Mobile), self.email.clone().map(Value::Email)];
        all.into_iter().flatten().collect()
    }
}
