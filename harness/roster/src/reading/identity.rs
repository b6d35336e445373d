//! Owns who is mentioned again: a parent in the rows of two children, a teacher who is a parent, one person entered twice.
//!
//! Same number and name, or same name and birthday, or for those without a birthday same name and phone. Different right numbers, and
//! different birthdays, are different people.

use jiff::civil::Date;

use crate::name::{fold, is_placeholder};
use crate::person::{Entry, PersonId, Role, Roster, Seat};
use crate::value::phone_key;

/// Sets `first` of every entry.
pub(super) fn settle(roster: &mut Roster, same: &[(PersonId, PersonId)]) {
    let mut groups = Groups { of: (0..roster.entries.len() as u32).collect() };
    same.iter().for_each(|(one, other)| groups.join(one.0, other.0));
    let names = names(roster);
    let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(roster.entries.len());
    let each = |key: &dyn Fn(&Entry, u64) -> Option<u64>, keyed: &mut Vec<(u64, u32)>| {
        keyed.clear();
        for ((entry, name), id) in roster.entries.iter().zip(&names).zip(0..) {
            keyed.extend(key(entry, *name).map(|key| (key, id)));
        }
        keyed.sort_unstable();
    };
    each(&|entry, _| entry.snils.map(|number| number.number()), &mut keyed);
    join_runs(&keyed, &mut groups, |one, other| is_same_by_number(roster, &names, one, other));
    each(
        &|entry, name| {
            let day =
                |birth: Date| (birth.year() as u64) << 9 | (birth.month() as u64) << 5 | birth.day() as u64;
            entry.birth.map(|birth| mix(name, day(birth)))
        },
        &mut keyed,
    );
    join_runs(&keyed, &mut groups, |one, other| is_same_by_name(roster, &names, one, other));
    each(
        &|entry, name| {
            let phone = (!entry.phone.is_empty()).then(|| phone_key(roster.text(entry.phone))).flatten();
            phone.map(|phone| mix(name, phone))
        },
        &mut keyed,
    );
    join_runs(&keyed, &mut groups, |one, other| is_same_by_name(roster, &names, one, other));
    join_named_only(roster, &names, &mut groups);
    for id in 0..roster.entries.len() as u32 {
        let first = groups.first(id);
        if let Some(entry) = roster.entries.get_mut(id as usize) {
            entry.first = PersonId(first);
        }
    }
}

/// A parent of whom a pupil's row says nothing but the name is the one parent who has a row of that name.
fn join_named_only(roster: &Roster, names: &[u64], groups: &mut Groups) {
    let is_named_only = |entry: &Entry| {
        let says = [entry.snils_text, entry.birth_text, entry.phone, entry.mail, entry.last, entry.given];
        entry.seat != Seat::Own && says.map(|text| text.is_empty()) == [true, true, true, true, false, false]
    };
    let numbered = || roster.entries.iter().zip(names).zip(0_u32..);
    if !roster.entries.iter().any(is_named_only) {
        return;
    }
    let has_row = |entry: &Entry| entry.seat == Seat::Own && entry.role == Role::Parent;
    let mut rows: Vec<(u64, u32)> =
        numbered().filter(|((entry, _), _)| has_row(entry)).map(|((_, name), id)| (*name, id)).collect();
    rows.sort_unstable();
    for ((_, name), id) in numbered().filter(|((entry, _), _)| is_named_only(entry)) {
        let from = rows.partition_point(|(own, _)| own < name);
        let of_name = rows.get(from..).unwrap_or_default().iter().take_while(|(own, _)| own == name);
        let mut people: Vec<u32> = of_name.map(|(_, id)| groups.first(*id)).collect();
        people.dedup();
        if let [one] = people.as_slice() {
            groups.join(*one, id);
        }
    }
}

/// A hash of each folded full name; a filler in place of the patronymic is none.
fn names(roster: &Roster) -> Vec<u64> {
    let mut folded = String::new();
    let name = |entry: &Entry| {
        folded.clear();
        for text in [entry.last, entry.given] {
            fold(roster.text(text), &mut folded);
            folded.push('|');
        }
        let from = folded.len();
        fold(roster.text(entry.middle), &mut folded);
        if folded.get(from..).is_some_and(is_placeholder) {
            folded.truncate(from);
        }
        hash(&folded)
    };
    roster.entries.iter().map(name).collect()
}

/// A hash that is the same in every run.
pub(crate) fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| {
        (hash ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mix(hash, 0)
}

fn mix(one: u64, other: u64) -> u64 {
    let mixed = (one ^ other.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

/// Within each run of one key, joins those that are the same. A run is short, or it is a filler that everybody has.
fn join_runs(keyed: &[(u64, u32)], groups: &mut Groups, is_same: impl Fn(u32, u32) -> bool) {
    const RUN_MAX: usize = 64;
    for run in keyed.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, other)) in run.iter().enumerate().skip(1) {
            let before = run.get(place.saturating_sub(RUN_MAX)..place).unwrap_or_default();
            let found = before.iter().find(|(_, one)| is_same(*one, *other));
            found.into_iter().for_each(|(_, one)| groups.join(*one, *other));
        }
    }
}

/// A pupil and somebody who is none, of whom no one birthday is known: father and son may have one name, and one phone, and the
/// father's number may stand in the son's row.
fn may_be_kin(one: &Entry, other: &Entry) -> bool {
    let is_pupil = |entry: &Entry| entry.role == Role::Pupil;
    is_pupil(one) != is_pupil(other) && (one.birth.is_none() || one.birth != other.birth)
}

/// One number: the same name, or the same birthday and two of three parts of the name.
fn is_same_by_number(roster: &Roster, names: &[u64], one: u32, other: u32) -> bool {
    let name = |id: u32| names.get(id as usize);
    let (first, second) = (roster.entry(PersonId(one)), roster.entry(PersonId(other)));
    let birthdays = (first.birth, second.birth);
    if may_be_kin(first, second) {
        return false;
    }
    if name(one) == name(other) {
        return !matches!(birthdays, (Some(one), Some(other)) if one != other) || first.role != second.role;
    }
    let parts = |entry: &Entry| {
        [entry.last, entry.given, entry.middle].map(|text| {
            let mut folded = String::new();
            fold(roster.text(text), &mut folded);
            folded
        })
    };
    let alike = parts(first).iter().zip(parts(second)).filter(|(one, other)| **one == *other).count();
    matches!(birthdays, (Some(one), Some(other)) if one == other) && alike >= 2
}

/// One name and one birthday or phone: the same person unless numbers or birthdays speak against it.
fn is_same_by_name(roster: &Roster, names: &[u64], one: u32, other: u32) -> bool {
    let (first, second) = (roster.entry(PersonId(one)), roster.entry(PersonId(other)));
    let differ = |one: Option<u64>, other: Option<u64>| matches!((one, other), (Some(one), Some(other)) if one != other);
    let number =
        |entry: &Entry| entry.snils.filter(|number| number.is_checked()).map(|number| number.number());
    let is_named = !first.last.is_empty() && !first.given.is_empty();
    let days_differ = matches!((first.birth, second.birth), (Some(one), Some(other)) if one != other);
    is_named
        && !may_be_kin(first, second)
        && names.get(one as usize) == names.get(other as usize)
        && !differ(number(first), number(second))
        && !days_differ
}

/// Groups of entries, each known by its lowest number.
struct Groups {
    of: Vec<u32>,
}

impl Groups {
    fn first(&mut self, id: u32) -> u32 {
        let mut root = id;
        while let Some(next) = self.of.get(root as usize).copied().filter(|next| *next != root) {
            root = next;
        }
        if let Some(own) = self.of.get_mut(id as usize) {
            *own = root;
        }
        root
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(root) = self.of.get_mut(one.max(other) as usize) {
            *root = one.min(other);
        }
    }
}
