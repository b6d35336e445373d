//! The numbers and codes of organisations: taxpayer number, KPP, OKOPF, OKTMO, territory.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::inn::InnError;
use crate::domain::person::{Inn, OrgInn};

/// A text that is not the number asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// No KPP.
    #[error("expected a KPP: 9 signs such as 777700001, the fifth and sixth perhaps capital letters")]
    Kpp,
    /// No code of a legal form.
    #[error("expected a code of OKOPF: 5 digits such as 12300")]
    LegalForm,
    /// No code of a municipality.
    #[error("expected a code of OKTMO: 8 or 11 digits")]
    Oktmo,
    /// No territory of a state body.
    #[error("expected the 2 digits of a region, 00 for the whole country")]
    Territory,
}

/// An organisation's taxpayer number: its own, or its owner's when it is a sole proprietor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum TaxNumber {
    /// Ten digits of an organisation.
    Organisation(OrgInn),
    /// Twelve digits of a person.
    Person(Inn),
}

impl FromStr for TaxNumber {
    type Err = InnError;

    fn from_str(text: &str) -> Result<Self, InnError> {
        match text.trim().len() {
            12 => text.parse().map(Self::Person),
            _ => text.parse().map(Self::Organisation),
        }
    }
}

impl fmt::Display for TaxNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(number) => number.fmt(out),
            Self::Person(number) => number.fmt(out),
        }
    }
}

impl TryFrom<String> for TaxNumber {
    type Error = InnError;

    fn try_from(text: String) -> Result<Self, InnError> {
        text.parse()
    }
}

impl From<TaxNumber> for String {
    fn from(number: TaxNumber) -> Self {
        number.to_string()
    }
}

/// A code of a register of the state: which texts it takes, and what is told of the others.
pub trait Register: Clone {
    /// What is told of a text that is none.
    const WRONG: NumberError;

    /// Whether a text is such a code.
    fn takes(text: &str) -> bool;
}

/// A code of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String", bound = "R: Register")]
pub struct Code<R> {
    text: String,
    #[serde(skip)]
    register: std::marker::PhantomData<fn() -> R>,
}

impl<R: Register> FromStr for Code<R> {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let code = Self { text: text.to_owned(), register: std::marker::PhantomData };
        R::takes(text).then_some(code).ok_or(R::WRONG)
    }
}

impl<R> fmt::Display for Code<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl<R: Register> TryFrom<String> for Code<R> {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl<R> From<Code<R>> for String {
    fn from(code: Code<R>) -> Self {
        code.text
    }
}

/// Codes of the reason of tax registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KppRegister {}
/// The classifier of legal forms (OKOPF).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Okopf {}
/// The classifier of municipalities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OktmoRegister {}
/// The regions of the country, and 00 for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regions {}

/// The code of the reason of tax registration.
pub type Kpp = Code<KppRegister>;
/// The code of a legal form: `leg` on the wire.
pub type LegalForm = Code<Okopf>;
/// The code of a municipality.
pub type Oktmo = Code<OktmoRegister>;
/// The territory of a state body: `agencyTerRange` on the wire.
pub type AgencyTerritory = Code<Regions>;

fn digits(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit())
}

impl Register for KppRegister {
    const WRONG: NumberError = NumberError::Kpp;

    // Order of the tax service: NNNNPPXXX, where PP may be capital letters.
    fn takes(text: &str) -> bool {
        let of_reason = |at: usize| matches!(at, 4 | 5);
        text.len() == 9
            && text
                .bytes()
                .enumerate()
                .all(|(at, sign)| sign.is_ascii_digit() || of_reason(at) && sign.is_ascii_uppercase())
    }
}

impl Register for Okopf {
    const WRONG: NumberError = NumberError::LegalForm;

    fn takes(text: &str) -> bool {
        text.len() == 5 && digits(text)
    }
}

impl Register for OktmoRegister {
    const WRONG: NumberError = NumberError::Oktmo;

    fn takes(text: &str) -> bool {
        matches!(text.len(), 8 | 11) && digits(text)
    }
}

impl Register for Regions {
    const WRONG: NumberError = NumberError::Territory;

    fn takes(text: &str) -> bool {
        text.len() == 2 && digits(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_form_of_their_register() {
        for good in ["777700001", "7777AZ001"] {
            assert_eq!(good.parse::<Kpp>().unwrap().to_string(), good);
        }
        for wrong in ["77770000", "77AA00001", "7777az001", "7777я001"] {
            assert_eq!(wrong.parse::<Kpp>(), Err(NumberError::Kpp), "{wrong}");
        }
        assert!("12300".parse::<LegalForm>().is_ok() && "1230".parse::<LegalForm>().is_err());
        assert!("00000000001".parse::<Oktmo>().is_ok() && "000000000".parse::<Oktmo>().is_err());
        assert!("00".parse::<AgencyTerritory>().is_ok() && "RU".parse::<AgencyTerritory>().is_err());
    }

    #[test]
    fn a_taxpayer_number_is_told_by_its_length() {
        assert!(matches!("990000000115".parse(), Ok(TaxNumber::Person(_))));
        assert!(matches!("9900000017".parse(), Ok(TaxNumber::Organisation(_))));
        assert_eq!("99000000170".parse::<TaxNumber>(), Err(InnError::OrganizationForm));
    }
}
