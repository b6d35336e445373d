//! Owns the rules of birth dates: days of the calendar, ages that fit, birthdays that change something.

use jiff::civil::Date;

use crate::check::cells::is_formula;
use crate::check::columns::Known;
use crate::check::policy::{Policy, birthday};
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::layout::Meaning;
use crate::person::{Person, Role, Seat};

pub(super) fn check(person: Person<'_>, known: &Known, policy: &Policy, sink: &mut Sink<'_>) {
    let Some(birth) = person.birth() else {
        let kind = match person.birth_text() {
            text if is_formula(text) => Kind::CellFormula,
            // Of parents and teachers no age is asked.
            "" if person.role() != Role::Pupil || !known.has(Seat::Own, Meaning::Birth) => return,
            "" => Kind::BirthMissing,
            _ => Kind::BirthImpossible,
        };
        return sink.tell(person, kind, Field::Birth);
    };
    if birth > policy.today {
        return sink.tell(person, Kind::BirthFuture, Field::Birth);
    }
    if months(policy.today) - months(birth) > 100 * 12 {
        return sink.tell(person, Kind::BirthTooEarly, Field::Birth);
    }
    if person.role() == Role::Pupil {
        pupil(person, birth, policy, sink);
    }
    if person.role() == Role::Parent {
        let is_too_young = |child: Person<'_>| {
            let born = child.birth().filter(|born| *born <= policy.today);
            born.is_some_and(|born| months(born) - months(birth) < i32::from(policy.parent_older_years) * 12)
        };
        if let Some(child) = person.children().find(|child| is_too_young(*child)) {
            sink.tell_with(person, Kind::ParentTooYoung, Field::Birth, child.id());
        }
    }
}

/// Whole months: a few days must not decide, and pseudonyms change the day within its month.
fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

fn pupil(person: Person<'_>, birth: Date, policy: &Policy, sink: &mut Sink<'_>) {
    let begins = policy.year_begins();
    if let Some(grade) = person.grade() {
        // Completed years on 1 September: 6 to 8 in class 1.
        let age = i16::try_from((months(begins) - months(birth)).div_euclid(12)).unwrap_or(i16::MAX);
        let usual = i16::from(grade) + 5;
        if age < usual - policy.age_slack_years || age > usual + 2 + policy.age_slack_years {
            return sink.tell(person, Kind::AgeAgainstClass, Field::Birth);
        }
    }
    for (years, kind) in [(14, Kind::TurnsFourteen), (18, Kind::TurnsEighteen)] {
        let on = birthday(birth, years);
        if on >= begins && on <= policy.year_ends() {
            sink.tell_on(person, kind, Field::Birth, on);
        }
    }
}
