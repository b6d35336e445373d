//! Owns the forecast: what a sign-in of everybody comes to on a day, by the facts of the policy's file.
//!
//! **Invariant:** nothing here is shared with the diary or the provider; docs/guides/policies.md is what both follow.

mod come;
mod diagnosis;

use jiff::civil::Date;

use crate::account::{Account, Facts};
use crate::cause::Cause;
use crate::member::Role;
use crate::policy::{Asked, Matching, Password, Policy, Rule, years};
use crate::school::School;

pub use come::Come;

/// What a person's day comes to, in one octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verdict(u8);

impl Verdict {
    /// In through the portal, with marks.
    pub const PORTAL: Self = Self(0xff);
    /// In with the diary's password alone, with marks.
    pub const PASSWORD: Self = Self(0xfe);
    /// In with the password, without marks.
    pub const HIDDEN: Self = Self(0xfd);

    /// Out, for a cause.
    pub const fn out(cause: Cause) -> Self {
        Self(cause as u8)
    }

    /// Why somebody is out; nothing for who is in.
    pub fn cause(self) -> Option<Cause> {
        Cause::of_number(self.0)
    }

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::PORTAL => "portal",
            Self::PASSWORD => "password",
            Self::HIDDEN => "marks-hidden",
            Self(number) => Cause::of_number(number).map_or("unknown", Cause::id),
        }
    }
}

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
        Asked { role: member.role, age: born.map(|born| years(born, day)) }
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

    /// What a day comes to for a user.
    pub fn verdict(&self, index: u32, day: Date) -> Verdict {
        let come = self.come(self.school.member(index).person, day);
        if come.offers(index) {
            return Verdict::PORTAL;
        }
        match self.by_password(index, day) {
            Ok(Password::Open) => Verdict::PASSWORD,
            Ok(_) => Verdict::HIDDEN,
            Err(_) => Verdict::out(self.cause(index, &come, day)),
        }
    }

    /// The pupils whose pages a user sees who came through the portal.
    pub fn sees(&self, index: u32, day: Date) -> Vec<u32> {
        let member = self.school.member(index);
        match member.role {
            Role::Pupil => vec![index],
            Role::Parent if self.policy.consent.is_some() => {
                self.school.children(index).filter(|child| self.opens(*child, day)).collect()
            }
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

#[cfg(test)]
mod tests;
