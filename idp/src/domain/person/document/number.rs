//! Series and number of a document, by the rule of its kind.

use std::fmt;

use crate::domain::person::chars;
use crate::domain::person::document::{DocumentKind, PassportNumber};

/// The kind, series and number of a document.
///
/// **Invariant:** series and number follow the rule of the kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    kind: DocumentKind,
    series: Option<String>,
    number: String,
}

/// A series or number that the kind does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a passport of four and six digits.
    #[error("expected a series of 4 digits and a number of 6 digits")]
    Passport,
    /// Not a travel passport of two and seven digits.
    #[error("expected a series of 2 digits and a number of 7 digits")]
    TravelPassport,
    /// Not a driving licence of four signs and six digits.
    #[error("expected a series of 4 digits or capital letters and a number of 6 digits")]
    DrivingLicence,
    /// Not a birth certificate of Roman digits, two letters and six digits.
    #[error("expected a series such as XVII-ШЮ and a number of 6 digits")]
    BirthCertificate,
    /// A series of another document that is too long or has odd signs.
    #[error("expected a series of at most 20 letters, digits, dashes, slashes and dots")]
    Series,
    /// A number of another document that is empty, too long or has odd signs.
    #[error("expected a number of 1 to 30 letters, digits, dashes, slashes and dots")]
    Number,
}

impl DocumentNumber {
    /// Reads series and number as the kind asks; blanks do not count, letters become capital.
    ///
    /// Kinds of fixed length may put series and number together in the number.
    ///
    /// # Errors
    /// The series or the number breaks the rule of the kind.
    pub fn parse(kind: DocumentKind, series: Option<&str>, number: &str) -> Result<Self, NumberError> {
        let tight =
            |text: &str| text.replace(chars::is_blank, "").replace(chars::is_dash, "-").to_uppercase();
        let series = series.map(tight).filter(|series| !series.is_empty());
        let number = tight(number);
        let (series, number) = match kind {
            DocumentKind::Passport => fixed(series, number, 4, 6, NumberError::Passport)?,
            DocumentKind::TravelPassport => fixed(series, number, 2, 7, NumberError::TravelPassport)?,
            DocumentKind::DrivingLicence => licence(series, number)?,
            _ if kind.is_birth_certificate() => certificate(series, number)?,
            _ => free(series, number)?,
        };
        Ok(Self { kind, series, number })
    }

    /// What the document is.
    pub const fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The series, when the kind has one.
    pub fn series(&self) -> Option<&str> {
        self.series.as_deref()
    }

    /// The number.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl From<PassportNumber> for DocumentNumber {
    fn from(number: PassportNumber) -> Self {
        Self { kind: DocumentKind::Passport, series: Some(number.series()), number: number.number() }
    }
}

type Parts = (Option<String>, String);

fn fixed(
    series: Option<String>,
    number: String,
    series_length: usize,
    number_length: usize,
    why: NumberError,
) -> Result<Parts, NumberError> {
    let whole = format!("{}{number}", series.as_deref().unwrap_or_default());
    let apart = series.as_ref().is_none_or(|series| series.len() == series_length);
    if !apart || !chars::are_digits(&whole, series_length + number_length) {
        return Err(why);
    }
    let (series, number) = whole.split_at(series_length);
    Ok((Some(series.to_owned()), number.to_owned()))
}

fn licence(series: Option<String>, number: String) -> Result<Parts, NumberError> {
    let series = series.ok_or(NumberError::DrivingLicence)?;
    let signs = series.chars().all(|sign| sign.is_ascii_digit() || is_cyrillic_capital(sign));
    let good = series.chars().count() == 4 && signs && chars::are_digits(&number, 6);
    if good { Ok((Some(series), number)) } else { Err(NumberError::DrivingLicence) }
}

fn certificate(series: Option<String>, number: String) -> Result<Parts, NumberError> {
    let series = series.ok_or(NumberError::BirthCertificate)?;
    let (roman, letters) = series.split_once('-').ok_or(NumberError::BirthCertificate)?;
    let roman = (1..=7).contains(&roman.len()) && roman.chars().all(|sign| "IVXLC".contains(sign));
    let letters = letters.chars().count() == 2 && letters.chars().all(is_cyrillic_capital);
    let good = roman && letters && chars::are_digits(&number, 6);
    if good { Ok((Some(series), number)) } else { Err(NumberError::BirthCertificate) }
}

fn free(series: Option<String>, number: String) -> Result<Parts, NumberError> {
    let odd = |sign: char| !sign.is_alphanumeric() && !"-/.".contains(sign);
    if series.as_ref().is_some_and(|series| series.chars().count() > 20 || series.contains(odd)) {
        return Err(NumberError::Series);
    }
    let good = (1..=30).contains(&number.chars().count()) && !number.contains(odd);
    if good { Ok((series, number)) } else { Err(NumberError::Number) }
}

fn is_cyrillic_capital(sign: char) -> bool {
    matches!(sign, 'А'..='Я' | 'Ё')
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DocumentNumber({} ***)", self.kind)
    }
}
