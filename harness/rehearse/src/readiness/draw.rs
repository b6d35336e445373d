//! Owns the drawing of accounts: the same person with the same seed draws the same, wherever it stands in the list.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::account::{Account, Facts, Kind, OF_AGE, OWN_ACCOUNT};
use crate::member::{Member, NameKey, Role, Survey};
use crate::policy::{Level, years};
use crate::readiness::model::{Group, Model};
use crate::school::School;

/// Numbers of nine digits that belong to nobody, for those whose own the list does not know.
const FRESH: u64 = 907_000_000;

/// Draws the account of every person.
pub fn population(school: &School, model: &Model, seed: u64, day: Date) -> Vec<Account> {
    let mut drawing = Drawing { school, model, seed, day, taken: taken(school), next: FRESH };
    let mut accounts = drawing.accounts();
    drawing.children(&mut accounts);
    accounts
}

struct Drawing<'a> {
    school: &'a School,
    model: &'a Model,
    seed: u64,
    day: Date,
    /// Numbers that the list has already given to somebody.
    taken: Taken,
    next: u64,
}

/// Numbers of the list that two people have, and those that are fresh by their range but stand in the list.
struct Taken {
    owned: HashSet<u64>,
    in_range: HashSet<u64>,
}

fn taken(school: &School) -> Taken {
    let range = FRESH * 100..(FRESH + 90_000_000) * 100;
    let numbers = school.members.iter().filter_map(|member| member.snils.number());
    Taken { owned: HashSet::new(), in_range: numbers.filter(|number| range.contains(number)).collect() }
}

impl Drawing<'_> {
    /// Everybody's account but for what depends on parents. Parents own a number before the child in whose row it stands too.
    fn accounts(&mut self) -> Vec<Account> {
        let (school, mut numbers) = (self.school, vec![0_u64; self.school.persons as usize]);
        let doubled = doubled(school);
        let mut order: Vec<u32> = school.indices().filter(|index| doubled.contains(index)).collect();
        order.sort_by_key(|index| school.member(*index).role == Role::Pupil);
        for index in order {
            let member = school.member(index);
            let Some(number) = member.snils.number() else { continue };
            let person = member.person as usize;
            if numbers[person] == 0 && self.taken.owned.insert(number) {
                numbers[person] = number;
            }
        }
        let mut accounts: Vec<Option<Account>> = vec![None; numbers.len()];
        for index in school.indices() {
            let (member, person) = (school.member(index), school.member(index).person as usize);
            if accounts[person].is_none() {
                let own = Some(numbers[person]).filter(|number| *number > 0);
                let own = own.or_else(|| member.snils.number().filter(|_| !doubled.contains(&index)));
                accounts[person] = Some(self.account(index, member, own));
            }
        }
        accounts.into_iter().map(|account| account.expect("invariant: every person is a member")).collect()
    }

    fn account(&mut self, index: u32, member: &Member, own: Option<u64>) -> Account {
        // A parent or a teacher who is a child by the list has a mistake in it.
        let is_plausible = |born: &Date| member.role == Role::Pupil || years(*born, self.day) >= OF_AGE;
        let born = member.born.filter(is_plausible);
        let born = born.unwrap_or_else(|| self.school.born_by_class(member, self.day));
        let age = years(born, self.day);
        let group = self.model.group(member.role, age);
        let names = self.school.names_of(index);
        let draw = Draw::of(self.seed, names.written, member);
        let kind = kind(member.survey, age, || group.kind_at(draw.unit(0)));
        let facts = facts(group, draw);
        let snils = own.filter(|_| !facts.has(Facts::OTHER_SNILS)).unwrap_or_else(|| self.fresh());
        let name = if facts.has(Facts::RENAMED) { names.renamed } else { names.meant };
        Account { kind, snils, name, born, facts }
    }

    /// A child's account is made by a parent who is confirmed, and so is the consent.
    fn children(&self, accounts: &mut [Account]) {
        for index in self.school.indices() {
            let member = self.school.member(index);
            let person = member.person as usize;
            if member.role != Role::Pupil {
                continue;
            }
            let mut parents = self.school.parents(index).map(|parent| self.school.member(parent).person);
            let is_backed = parents.any(|parent| accounts[parent as usize].speaks_for_children());
            let account = &mut accounts[person];
            // What the school found out is believed: somebody outside the list may have made it.
            if !is_backed && account.kind == Kind::Child && member.survey.is_none() {
                account.kind = Kind::None;
            }
            // From fourteen on a card is made of an account with a known birthday only.
            let has_card =
                years(account.born, self.day) < OWN_ACCOUNT || account.level() >= Some(Level::Standard);
            let is_given = account.facts.has(Facts::CONSENT) && is_backed && has_card;
            account.facts = account.facts.with(Facts::CONSENT, is_given);
        }
    }

    fn fresh(&mut self) -> u64 {
        loop {
            let number = with_check(self.next);
            self.next += 1;
            if !self.taken.in_range.contains(&number) {
                return number;
            }
        }
    }
}

/// Members whose number another person has too.
fn doubled(school: &School) -> HashSet<u32> {
    let mut all: Vec<(u64, u32)> =
        school.indices().filter_map(|index| Some((school.member(index).snils.number()?, index))).collect();
    all.sort_unstable();
    let person = |index: u32| school.member(index).person;
    let mut doubled = HashSet::new();
    for same in all.chunk_by(|one, other| one.0 == other.0) {
        if same.iter().any(|(_, index)| person(*index) != person(same[0].1)) {
            doubled.extend(same.iter().map(|(_, index)| *index));
        }
    }
    doubled
}

fn kind<'g>(survey: Option<Survey>, age: i16, drawn: impl Fn() -> &'g str) -> Kind {
    let is_child = age < OWN_ACCOUNT;
    match (survey, is_child) {
        (Some(Survey::None), _) => Kind::None,
        (Some(_), true) => Kind::Child,
        (Some(Survey::Simplified | Survey::Child), false) => Kind::Own(Level::Simplified),
        (Some(Survey::Standard), false) => Kind::Own(Level::Standard),
        (Some(Survey::Confirmed), false) => Kind::Own(Level::Confirmed),
        (None, _) => match (drawn(), is_child) {
            ("none", _) => Kind::None,
            (_, true) => Kind::Child,
            ("standard", _) => Kind::Own(Level::Standard),
            ("confirmed", _) => Kind::Own(Level::Confirmed),
            _ => Kind::Own(Level::Simplified),
        },
    }
}

fn facts(group: &Group, draw: Draw) -> Facts {
    let all = [
        (Facts::CONSENT, "consent"),
        (Facts::RENAMED, "renamed"),
        (Facts::OTHER_SNILS, "other-snils"),
        (Facts::SECOND, "second-account"),
        (Facts::UNREACHABLE, "unreachable"),
        (Facts::BINDS, "binds"),
        (Facts::INACTIVE, "inactive"),
    ];
    let mut facts = Facts::default();
    for (salt, (fact, name)) in (1_u64..).zip(all) {
        facts = facts.with(fact, draw.unit(salt) < group.fact(name));
    }
    facts
}

/// One person's chance.
#[derive(Clone, Copy)]
struct Draw(u64);

impl Draw {
    fn of(seed: u64, name: NameKey, member: &Member) -> Self {
        let born = member.born.map_or(0, |born| {
            u64::from(born.day_of_year().unsigned_abs()) * 10_000 + u64::from(born.year().unsigned_abs())
        });
        Self(mixed(seed ^ mixed(name.own ^ mixed(name.middle ^ mixed(born ^ member.role as u64)))))
    }

    /// A number from 0 to 1, of its own for every question.
    fn unit(self, question: u64) -> f64 {
        let bits = mixed(self.0 ^ question.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

/// The finaliser of SplitMix64.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Eleven digits with right check digits.
fn with_check(base: u64) -> u64 {
    let snils = roster::snils::Snils::with_check(base).expect("invariant: nine digits");
    snils.number()
}
