//! Owns what a sign-in through the portal comes to: nobody, one user, several, or a refusal with its word.

use jiff::civil::Date;

use crate::account::{Account, Facts, OF_AGE};
use crate::forecast::base::Forecast;
use crate::member::Role;
use crate::policy::{Level, Matching, Spelling, years};

/// What a sign-in comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Come {
    /// There is no account to sign in with.
    NoAccount,
    /// The portal waits for a code that reaches nobody.
    NoCode,
    /// The diary refuses.
    Refused(&'static str),
    /// The diary lets the person in as the one user, or offers several.
    Offered(Vec<u32>),
}

impl Come {
    /// Whether the person gets in as this user.
    pub fn offers(&self, index: u32) -> bool {
        matches!(self, Self::Offered(users) if users.contains(&index))
    }
}

impl Forecast<'_> {
    /// What a person's sign-in comes to on a day.
    pub fn come(&self, person: u32, day: Date) -> Come {
        let account = &self.accounts[person as usize];
        let Some(level) = account.level() else { return Come::NoAccount };
        if account.facts.has(Facts::UNREACHABLE) {
            return Come::NoCode;
        }
        let is_childs = account.is_childs(day);
        let result = self
            .let_through(account, level, is_childs, day)
            .and_then(|()| self.found(person, account))
            .and_then(|found| self.fitting(found, level, is_childs, day))
            .and_then(|fitting| self.allowed(fitting, person, day));
        match result {
            Ok(users) => Come::Offered(users),
            Err(word) => Come::Refused(word),
        }
    }

    /// What is asked of any account before its user is looked for: the portal's filter, a consent, the lowest level.
    fn let_through(
        &self,
        account: &Account,
        level: Level,
        is_childs: bool,
        day: Date,
    ) -> Result<(), &'static str> {
        if let Some(consent) = &self.policy.consent {
            let passes =
                (is_childs && consent.children) || level == Level::Confirmed || !consent.confirmed_only;
            if !passes {
                return Err("filtered-out");
            }
            // A minor's consent is a parent's; an adult gives it on the way.
            let is_minor = years(account.born, day) < OF_AGE;
            if is_minor && !account.facts.has(Facts::CONSENT) {
                return Err("consent-missing");
            }
        }
        let lowest = self.policy.phases[self.policy.phase_on(day)].lowest(is_childs);
        if level < lowest { Err("level-too-low") } else { Ok(()) }
    }

    /// The users that the account finds.
    fn found(&self, person: u32, account: &Account) -> Result<Vec<u32>, &'static str> {
        match self.policy.matching {
            Matching::Bound { .. } => {
                let own = self.school.users_of(person);
                let bound: Vec<u32> = own.filter(|index| self.is_bound(*index)).collect();
                if bound.is_empty() { Err("unknown-person") } else { Ok(bound) }
            }
            Matching::Snils => {
                let number = account.shown_snils().ok_or("account-without-snils")?;
                let found: Vec<u32> = self.with_number(number).collect();
                if found.is_empty() { Err("unknown-person") } else { Ok(found) }
            }
            Matching::NameAndSnils(spelling) => self.of_name_and_number(account, spelling),
        }
    }

    fn of_name_and_number(&self, account: &Account, spelling: Spelling) -> Result<Vec<u32>, &'static str> {
        let number = account.shown_snils().ok_or("account-without-snils")?;
        let has_name = |index: &u32| self.school.names_of(*index).written.is(account.name, spelling);
        let mut of_number = self.with_number(number).peekable();
        if of_number.peek().is_none() {
            let namesakes = self.with_name(account.name.own);
            return Err(match namesakes.filter(has_name).min() {
                Some(first) if self.school.member(first).snils.number().is_none() => "snils-not-entered",
                Some(_) => "snils-differs",
                None => "unknown-person",
            });
        }
        let of_both: Vec<u32> = of_number.filter(has_name).collect();
        if of_both.is_empty() {
            return Err("name-differs");
        }
        let is_active = |index: &u32| !spelling.activated_only || self.is_activated(*index);
        let active: Vec<u32> = of_both.into_iter().filter(is_active).collect();
        if active.is_empty() { Err("not-activated") } else { Ok(active) }
    }

    /// Whether the diary's profile of a user is in use.
    pub fn is_activated(&self, index: u32) -> bool {
        !self.account(index).facts.has(Facts::INACTIVE)
    }

    /// Those of the users whose rule the account meets.
    fn fitting(
        &self,
        found: Vec<u32>,
        level: Level,
        is_childs: bool,
        day: Date,
    ) -> Result<Vec<u32>, &'static str> {
        let mut first = None;
        let mut fitting = Vec::new();
        for index in found {
            let (_, rule) = self.rule(index, day);
            let against = if is_childs && self.school.member(index).role != Role::Pupil {
                Some("child-is-no-grown-up")
            } else if rule.child_account && !is_childs {
                Some("child-account-needed")
            } else if level < rule.portal {
                Some("level-too-low")
            } else {
                None
            };
            match against {
                None => fitting.push(index),
                Some(word) => first = first.or(Some(word)),
            }
        }
        if fitting.is_empty() { Err(first.unwrap_or("unknown-person")) } else { Ok(fitting) }
    }

    /// Those of the users for whom a consent is there, where their rule wants one.
    fn allowed(&self, fitting: Vec<u32>, person: u32, day: Date) -> Result<Vec<u32>, &'static str> {
        let account = &self.accounts[person as usize];
        let given = account.facts.has(Facts::CONSENT);
        let stands = |index: &u32| {
            let (_, rule) = self.rule(*index, day);
            if self.policy.consent.is_some() {
                let is_minor = years(account.born, day) < OF_AGE;
                // A parent's consent is for the child who signs in: whoever has the child's place in the list by a wrong number, the
                // parent included, does not come in as the child.
                return match rule.parent_consent {
                    true => is_minor && given && self.school.member(*index).born == Some(account.born),
                    false => !is_minor,
                };
            }
            !rule.school_consent || given
        };
        let allowed: Vec<u32> = fitting.into_iter().filter(stands).collect();
        if allowed.is_empty() { Err("consent-missing") } else { Ok(allowed) }
    }
}
