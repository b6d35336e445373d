//! Owns the way into the values people type: what was read is written in one form, and that form is read as the same.

use std::fmt::Display;
use std::str::FromStr;

use idp::domain::account::{Application, ApplicationForm};
use idp::domain::client::RedirectHost;
use idp::domain::family::{CardForm, Child};
use idp::domain::id::{Mnemonic, Oid, RealmId};
use idp::domain::organisation::{Kpp, LegalForm, Oktmo, TaxNumber};
use idp::domain::person::address::{FiasCode, ZipCode};
use idp::domain::person::contact::{ContactKind, Value};
use idp::domain::person::document::{DocumentKind, DocumentNumber};
use idp::domain::person::sheet::NameForm;
use idp::domain::person::vehicle::{NumberPlate, RegistrationCertificate};
use idp::domain::person::{
    BirthDate, BirthPlace, Country, Email, Inn, IssuerCode, NamePart, Ogrn, OrgInn, PassportNumber, Phone,
    Snils, date,
};
use idp::domain::time::Span;
use idp::domain::totp::TotpSecret;

use super::text;

fn same<T: FromStr + Display + PartialEq>(text: &str) {
    if let Ok(read) = text.parse::<T>() {
        let written = read.to_string();
        assert!(written.parse::<T>().is_ok_and(|again| again == read), "{text:?} is written as {written:?}");
    }
}

pub(super) fn values(bytes: &[u8]) {
    let text = text(bytes);
    for line in text.lines().take(8) {
        people(line);
        others(line);
    }
    forms(&text);
}

fn people(text: &str) {
    same::<Snils>(text);
    same::<Inn>(text);
    same::<OrgInn>(text);
    same::<Ogrn>(text);
    same::<Phone>(text);
    same::<Email>(text);
    same::<NamePart>(text);
    same::<BirthDate>(text);
    same::<BirthPlace>(text);
    same::<Country>(text);
    same::<PassportNumber>(text);
    same::<IssuerCode>(text);
    same::<TotpSecret>(text);
    let _ = date::parse(text).is_ok();
}

fn others(text: &str) {
    same::<ZipCode>(text);
    same::<FiasCode>(text);
    same::<NumberPlate>(text);
    same::<TaxNumber>(text);
    same::<Kpp>(text);
    same::<LegalForm>(text);
    same::<Oktmo>(text);
    same::<Oid>(text);
    same::<RealmId>(text);
    same::<Mnemonic>(text);
    same::<RedirectHost>(text);
    same::<Span>(text);
}

/// What is typed into the forms of the profile and of a child's card, a field a line.
fn forms(text: &str) {
    let mut lines = text.lines().map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let (series, number) = (line(), line());
    for kind in DocumentKind::ALL {
        let _ = DocumentNumber::parse(kind, Some(&series), &number).is_ok();
    }
    for kind in ContactKind::ALL {
        let _ = Value::parse(kind, &number).is_ok();
    }
    let _ = RegistrationCertificate::parse(&series, &number).is_ok();
    let _ = Application::parse(&ApplicationForm {
        passport_series: series.clone(),
        passport_number: number.clone(),
        name: NameForm { last_name: line(), ..NameForm::default() },
        birth_date: line(),
        citizenship: line(),
        document_type: line(),
        snils: line(),
        passport_issued_on: line(),
        ..ApplicationForm::default()
    });
    let _ = Child::parse(&CardForm {
        certificate_series: series,
        certificate_number: number,
        act_number: line(),
        act_date: line(),
        ..CardForm::default()
    });
}
