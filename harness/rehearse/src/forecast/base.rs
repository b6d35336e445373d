//! Owns what a forecast is asked about: users, their accounts, rules, bindings, and the pupils that each sees.

use jiff::civil::Date;

use crate::account::{Account, Facts};
use crate::member::Role;
use crate::policy::{Asked, Matching, Password, Policy, Rule, years};
use crate::school::School;

/// A forecast for a school and its accounts.
#[derive(Debug)]
pub struct Forecast<'a> {
    pub(crate) school: &'a School,
    pub(crate) policy: &'a Policy,
    pub(crate) accounts: &'a [Account],
    /// Users by the insurance number that the school entered.
    by_snils: Vec<(u64, u32)>,
    /// Users by name, where the policy compares names.
    by_name: Vec<(u64, u32)>,
    /// Which users are bound, where accounts are.
    bound: Vec<bool>,
}

impl<'a> Forecast<'a> {
    /// Prepares a forecast; bindings are made on the first phase's last day.
    pub fn new(school: &'a School, policy: &'a Policy, accounts: &'a [Account], binding_day: Date) -> Self {
        let numbered = |index| Some((school.member(index).snils.number()?, index));
        let mut by_snils: Vec<(u64, u32)> = school.indices().filter_map(numbered).collect();
        by_snils.sort_unstable();
        let mut by_name = Vec::new();
        if matches!(policy.matching, Matching::NameAndSnils(_)) {
            by_name = school.indices().map(|index| (school.names_of(index).written.own, index)).collect();
            by_name.sort_unstable();
        }
        let mut forecast = Self { school, policy, accounts, by_snils, by_name, bound: Vec::new() };
        if let Matching::Bound { many } = policy.matching {
            forecast.bound = forecast.bindings(many, binding_day);
        }
        forecast
    }

    /// The account of a user's person.
    pub fn account(&self, index: u32) -> &Account {
        &self.accounts[self.school.member(index).person as usize]
    }

    /// The rule for a user on a day, and its number within the phase.
    pub fn rule(&self, index: u32, day: Date) -> (usize, &'a Rule) {
        self.policy.phases[self.policy.phase_on(day)].rule(self.asked(index, day))
    }

    fn asked(&self, index: u32, day: Date) -> Asked {
        let member = self.school.member(index);
        // The school keeps birthdays of pupils only.
        let born = member.born.filter(|_| member.role == Role::Pupil);
        Asked { role: member.role, age: born.map(|born| years(born, day)), joined: member.joined }
    }

    /// What the diary's password comes to: what it opens, or the word of the refusal.
    pub fn by_password(&self, index: u32, day: Date) -> Result<Password, &'static str> {
        let (_, rule) = self.rule(index, day);
        match rule.password {
            Password::Closed if rule.child_account => Err("child-account-needed"),
            Password::Closed => Err("password-closed"),
            open => Ok(open),
        }
    }

    /// The pupils whose pages a user sees who came through the portal.
    pub fn sees(&self, index: u32, day: Date) -> Vec<u32> {
        let mut own = self.taught_or_own(index);
        if self.school.member(index).role == Role::Parent && self.policy.consent.is_some() {
            own.retain(|child| self.opens(*child, day));
        }
        own
    }

    /// The pupils whose pages a user sees who came with the password: the portal's cards do not count.
    pub fn taught_or_own(&self, index: u32) -> Vec<u32> {
        let member = self.school.member(index);
        match member.role {
            Role::Pupil => vec![index],
            Role::Parent => self.school.children(index).collect(),
            Role::Teacher => self.school.pupils_of(member.school, member.class).collect(),
            Role::Administrator => Vec::new(),
        }
    }

    /// Whether a confirmed parent who consents sees a child, under a policy of consents.
    fn opens(&self, child: u32, day: Date) -> bool {
        let (member, account) = (self.school.member(child), self.account(child));
        let same_number = member.snils.number() == Some(account.snils);
        let of_age = member.born.is_some_and(|born| years(born, day) >= crate::account::OF_AGE);
        same_number && !of_age && account.facts.has(Facts::CONSENT)
    }

    pub(super) fn with_name(&self, own: u64) -> impl Iterator<Item = u32> {
        of(&self.by_name, own)
    }

    pub(super) fn with_number(&self, number: u64) -> impl Iterator<Item = u32> {
        of(&self.by_snils, number)
    }

    /// Whether the policy asks for consents of the digital profile.
    pub fn asks_for_consents(&self) -> bool {
        self.policy.consent.is_some()
    }

    /// Users with whom an account could be confused: of its number, and of its name where names are compared.
    pub fn found_by(&self, account: &Account) -> Vec<u32> {
        let mut all: Vec<u32> = self.with_number(account.snils).collect();
        all.extend(self.with_name(account.name.own));
        all
    }

    /// Users of whom the school entered that number.
    pub fn users_with(&self, number: u64) -> impl Iterator<Item = u32> {
        self.with_number(number)
    }

    /// Whether the person tries to bind the account.
    pub fn binds(&self, index: u32) -> bool {
        matches!(self.policy.matching, Matching::Bound { .. }) && self.account(index).facts.has(Facts::BINDS)
    }

    /// Whether the user's account was bound.
    pub fn is_bound(&self, index: u32) -> bool {
        self.bound.get(index as usize).copied().unwrap_or_default()
    }

    /// Whether the user's person tries to bind, and may.
    fn bindings(&self, many: bool, day: Date) -> Vec<bool> {
        let mut bound = vec![false; self.school.members.len()];
        let mut taken = vec![false; self.accounts.len()];
        for index in self.school.indices() {
            let (account, person) = (self.account(index), self.school.member(index).person as usize);
            let (_, rule) = self.rule(index, day);
            let gets_to_portal = self.by_password(index, day).is_ok() && account.is_usable();
            let suffices = account.level().is_some_and(|level| level >= rule.portal);
            let is_free = many || !taken[person];
            if account.facts.has(Facts::BINDS) && gets_to_portal && suffices && is_free {
                (bound[index as usize], taken[person]) = (true, true);
            }
        }
        bound
    }
}

fn of(pairs: &[(u64, u32)], wanted: u64) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|(key, _)| *key < wanted);
    pairs[from..].iter().take_while(move |(key, _)| *key == wanted).map(|(_, index)| *index)
}
