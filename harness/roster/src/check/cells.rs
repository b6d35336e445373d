//! Owns the rules of single cells: SNILS, phones, mail addresses, class, formulas.

use crate::check::columns::Known;
use crate::check::policy::{Answer, Policy};
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::layout::Meaning;
use crate::letters::is_letter;
use crate::person::{Person, Role};
use crate::value::{Written, is_mail, phone_key, snils};

/// Whether a program would take a cell for a formula. «+7 …» and «-» are what people write.
pub(super) fn is_formula(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default();
    match text.chars().next() {
        Some('=') => true,
        Some('@') => rest.contains('('),
        Some('+' | '-') => {
            rest.contains(['(', '|', '!']) && rest.chars().any(|c| is_letter(c) && c.is_ascii())
        }
        _ => false,
    }
}

pub(super) fn check(person: Person<'_>, known: &Known, policy: &Policy, sink: &mut Sink<'_>) {
    number(person, known, policy, sink);
    for phone in person.phones() {
        match () {
            () if is_formula(phone) => sink.tell(person, Kind::CellFormula, Field::Phone),
            () if phone_key(phone).is_none() => sink.tell(person, Kind::PhoneInvalid, Field::Phone),
            () => {}
        }
    }
    for mail in person.mails() {
        match () {
            () if is_formula(mail) => sink.tell(person, Kind::CellFormula, Field::Mail),
            () if !is_mail(mail) => sink.tell(person, Kind::MailInvalid, Field::Mail),
            () => {}
        }
    }
    if person.role() == Role::Pupil {
        match (person.class(), person.grade()) {
            ("", _) => sink.tell(person, Kind::ClassMissing, Field::Class),
            (_, None) => sink.tell(person, Kind::ClassUnknown, Field::Class),
            _ => {}
        }
    }
}

fn number(person: Person<'_>, known: &Known, policy: &Policy, sink: &mut Sink<'_>) {
    if is_formula(person.snils_text()) {
        return sink.tell(person, Kind::CellFormula, Field::Snils);
    }
    let kind = match snils(person.snils_text()) {
        Written::Right(number) if number.is_published() && policy.published_snils == Answer::Told => {
            Kind::SnilsPublished
        }
        Written::Right(_) => return,
        Written::Nothing => {
            let is_child = person.role() == Role::Pupil
                && policy.is_under_fourteen(person.birth(), person.grade(), policy.year_begins());
            if !known.has(person.seat(), Meaning::Snils)
                || (is_child && policy.snils_of_children == Answer::Right)
            {
                return;
            }
            Kind::SnilsMissing
        }
        Written::Placeholder => Kind::SnilsPlaceholder,
        Written::WrongDigits(_) => Kind::SnilsWrongDigits,
        Written::ZerosLost => Kind::SnilsZerosLost,
        Written::Scientific => Kind::SnilsScientific,
        Written::Malformed => Kind::SnilsMalformed,
    };
    sink.tell(person, kind, Field::Snils);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_what_people_write() {
        for text in ["=A1", "=cmd|' /C calc'!A0", "+cmd|'x'!A1", "@SUM(A1)", "-2+3+cmd|'x'!A1"] {
            assert!(is_formula(text), "{text}");
        }
        for text in ["+7 (000) 123-45-67", "-", "", "@ivanov", "Иванов", "—"] {
            assert!(!is_formula(text), "{text}");
        }
    }
}
