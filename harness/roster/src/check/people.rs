//! Owns the rules of people together: kinship, one person twice, numbers of two people.

use crate::check::columns::Known;
use crate::check::policy::Policy;
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::layout::Meaning;
use crate::letters::lowered;
use crate::name::fold;
use crate::person::{Person, PersonId, Role, Roster, Seat};
use crate::value::{Written, snils};

/// Kinship of one person.
pub(super) fn check(person: Person<'_>, known: &Known, policy: &Policy, sink: &mut Sink<'_>) {
    if person.first() != person.id() {
        return;
    }
    match person.role() {
        Role::Pupil if known.has_kin() => pupil(person, known, policy, sink),
        Role::Parent
            if person.seat() == Seat::Own && known.has_kin() && person.children().next().is_none() =>
        {
            sink.tell(person, Kind::ParentWithoutPupil, Field::Kin);
        }
        Role::Pupil | Role::Parent | Role::Teacher | Role::Admin | Role::Staff => {}
    }
}

fn pupil(person: Person<'_>, known: &Known, policy: &Policy, sink: &mut Sink<'_>) {
    let begins = policy.year_begins();
    let is_child = policy.is_under_fourteen(person.birth(), person.grade(), begins);
    let is_adult = person.birth().is_some_and(|birth| crate::check::policy::birthday(birth, 18) <= begins);
    let has_parent = person.parents().next().is_some();
    if !has_parent && !is_adult {
        sink.tell(person, Kind::PupilWithoutParent, Field::Kin);
    }
    // A parent without a right number is no confirmed parent to the diary. Where no parent has one, the column is missing.
    let asks_number = known.has(Seat::Own, Meaning::Role) && known.has(Seat::Own, Meaning::Snils)
        || [Seat::Mother, Seat::Father].iter().any(|seat| known.has(*seat, Meaning::Snils))
        || (1..=9).any(|number| known.has(Seat::Parent(number), Meaning::Snils));
    let can_make_account =
        |parent: Person<'_>| !asks_number || matches!(snils(parent.snils_text()), Written::Right(_));
    if is_child && !person.parents().any(can_make_account) {
        sink.tell(person, Kind::NoWayIn, Field::Kin);
    }
}

/// Everybody who is mentioned more than once, and every number that two people have.
pub(super) fn doubles(roster: &Roster, sink: &mut Sink<'_>) {
    for person in roster.mentions().filter(|person| person.first() != person.id()) {
        let first = roster.person(person.first());
        spelled_otherwise(first, person, sink);
        let is_twice = person.seat() == Seat::Own
            && first.seat() == Seat::Own
            && person.row() != first.row()
            && person.role() == first.role()
            && (person.role() != Role::Parent || person.children().next().is_none());
        if is_twice {
            sink.tell_with(person, Kind::PersonTwice, Field::Row, first.id());
        }
    }
    numbers(roster, sink);
    namesakes(roster, sink);
}

/// ё in one row and е in another, or another name altogether.
fn spelled_otherwise(first: Person<'_>, person: Person<'_>, sink: &mut Sink<'_>) {
    let parts = |person: Person<'_>| {
        [person.last_name().to_owned(), person.first_name().to_owned(), person.middle_name().to_owned()]
    };
    let folded = |parts: &[String; 3]| {
        parts.clone().map(|part| {
            let mut folded = String::new();
            fold(&part, &mut folded);
            if crate::name::is_placeholder(&folded) { String::new() } else { folded }
        })
    };
    let (one, other) = (parts(first), parts(person));
    if one == other {
        return;
    }
    if folded(&one) != folded(&other) {
        return sink.tell_with(person, Kind::NameDiffers, Field::LastName, first.id());
    }
    let has_yo = |parts: &[String; 3]| parts.each_ref().map(|part| lowered(part).matches('ё').count());
    if has_yo(&one) != has_yo(&other) {
        sink.tell_with(person, Kind::NameYo, Field::LastName, first.id());
    }
}

/// One number, two people. A pupil who has the number of a parent is told as such.
fn numbers(roster: &Roster, sink: &mut Sink<'_>) {
    let own = roster.mentions().filter_map(|person| Some((person.snils()?.number(), person.id())));
    let mut numbers: Vec<(u64, PersonId)> = own.collect();
    numbers.sort_unstable();
    for run in numbers.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1) {
        let person = |place: &(u64, PersonId)| roster.person(place.1);
        let Some(first) = run.first().map(person) else { continue };
        let mut told: Vec<PersonId> = vec![first.first()];
        for other in run.iter().map(person) {
            let parent = run.iter().map(person).find(|parent| is_parent_of(*parent, other));
            match parent {
                Some(parent) => sink.tell_with(other, Kind::SnilsOfParent, Field::Snils, parent.id()),
                None if told.contains(&other.first()) || is_parent_of_any(other, run, roster) => {}
                None => sink.tell_with(other, Kind::SnilsDoubled, Field::Snils, first.id()),
            }
            if told.len() < 64 {
                told.push(other.first());
            }
        }
    }
}

fn is_parent_of(parent: Person<'_>, child: Person<'_>) -> bool {
    child.parents().any(|one| one.id() == parent.first())
}

/// The number is the parent's own; the finding stands in the child's row.
fn is_parent_of_any(parent: Person<'_>, run: &[(u64, PersonId)], roster: &Roster) -> bool {
    run.iter().any(|(_, id)| is_parent_of(parent, roster.person(*id)))
}

/// One name, one birthday, two right numbers.
fn namesakes(roster: &Roster, sink: &mut Sink<'_>) {
    let mut folded = String::new();
    let mut keyed: Vec<(u64, PersonId)> = Vec::new();
    for person in roster.people() {
        let Some(birth) =
            person.birth().filter(|_| !person.last_name().is_empty() && !person.first_name().is_empty())
        else {
            continue;
        };
        folded.clear();
        for part in [person.last_name(), person.first_name(), person.middle_name()] {
            fold(part, &mut folded);
            folded.push('|');
        }
        let day = (i64::from(birth.year()) * 16 + i64::from(birth.month())) * 32 + i64::from(birth.day());
        folded.push_str(&day.to_string());
        keyed.push((crate::reading::hash(&folded), person.id()));
    }
    keyed.sort_unstable();
    for run in keyed.chunk_by(|one, other| one.0 == other.0) {
        for (_, id) in run.iter().skip(1) {
            if let Some((_, first)) = run.first() {
                sink.tell_with(roster.person(*id), Kind::Namesakes, Field::Row, *first);
            }
        }
    }
}
