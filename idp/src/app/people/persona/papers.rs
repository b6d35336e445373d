//! The document a made-up person has at their age and of their citizenship, with its days in order.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::people::persona::chance::{Chance, Draws, Topic};
use crate::app::people::persona::naming::known;
use crate::app::people::persona::places;
use crate::app::people::persona::serial::Serial;
use crate::app::people::persona::wish::{PassportWish, Wish};
use crate::domain::person::document::{DocumentNumber, Draft, passport};
use crate::domain::person::{BirthDate, Country, Document, DocumentKind};

/// Whose document it is, and the day it is looked at.
pub(crate) struct Owner {
    pub(crate) chance: Chance,
    pub(crate) serial: Serial,
    pub(crate) birth_date: BirthDate,
    pub(crate) citizenship: Country,
    pub(crate) today: Date,
}

/// Most people go for their passport within so many days.
const PROMPT_DAYS: i64 = 60;

/// Whether a passport issued on a day is the one that counts on `today`.
pub(crate) fn counts(birth_date: BirthDate, issued_on: Date, today: Date) -> bool {
    passport::current_since(birth_date, today).is_some_and(|since| since <= issued_on)
}

/// The document of a person: foreign, passport or birth certificate.
pub(crate) fn document(owner: &Owner, wish: &Wish) -> Document {
    let mut draws = owner.chance.of(Topic::Papers);
    // Nobody is handed a passport on the birthday itself, and today's would be no past.
    let since = passport::current_since(owner.birth_date, owner.today.saturating_sub(2.days()));
    let draft = match (&wish.passport, since) {
        _ if !owner.citizenship.is_russia() => foreign_document(owner, &mut draws),
        (None, None) => birth_certificate(owner, &mut draws),
        (wished, since) => russian_passport(owner, &mut draws, wished.as_ref(), since),
    };
    Document::try_from(draft).expect("invariant: a made-up document is in order")
}

fn russian_passport(
    owner: &Owner,
    draws: &mut Draws,
    wished: Option<&PassportWish>,
    since: Option<Date>,
) -> Draft {
    let since = since.unwrap_or(owner.birth_date.birthday(14)).saturating_add(1.day());
    let eve = owner.today.saturating_sub(1.day());
    let prompt = if draws.happens(7, 10) { since.saturating_add(PROMPT_DAYS.days()).min(eve) } else { eve };
    let issued_on = draws.day(since, prompt).min(owner.today);
    let town = places::town(draws);
    let wished = wished.cloned().unwrap_or_default();
    let number = wished.number.unwrap_or_else(|| owner.serial.passport());
    Draft {
        issued_on: Some(wished.issued_on.unwrap_or(issued_on)),
        issuer_code: Some(wished.issuer_code.unwrap_or_else(|| town.issuer_code())),
        issued_by: Some(wished.issued_by.unwrap_or_else(|| town.passport_office())),
        ..Draft::new(owner.serial.id(), &number.into())
    }
}

fn birth_certificate(owner: &Owner, draws: &mut Draws) -> Draft {
    let birth = owner.birth_date.date();
    let issued_on = draws.day(birth, birth.saturating_add(30.days()).min(owner.today));
    let (series, number) = owner.serial.birth_certificate();
    Draft {
        issued_on: Some(issued_on),
        issued_by: Some(places::town(draws).registry_office()),
        act_number: Some(known(&draws.number(5000).to_string())),
        act_date: Some(issued_on),
        ..blank(owner, DocumentKind::BirthCertificate, Some(series), &number)
    }
}

fn foreign_document(owner: &Owner, draws: &mut Draws) -> Draft {
    let first = owner.today.saturating_sub(8.years()).max(owner.birth_date.date());
    let issued_on = draws.day(first, owner.today.saturating_sub(1.day()));
    Draft {
        issued_on: Some(issued_on),
        expires_on: Some(issued_on.saturating_add(10.years()).saturating_sub(1.day())),
        ..blank(owner, DocumentKind::ForeignIdentity, None, &owner.serial.foreign_document())
    }
}

fn blank(owner: &Owner, kind: DocumentKind, series: Option<&str>, number: &str) -> Draft {
    let number = DocumentNumber::parse(kind, series, number);
    Draft::new(owner.serial.id(), &number.expect("invariant: a made-up number suits its kind"))
}
