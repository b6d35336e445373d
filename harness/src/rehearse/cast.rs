//! Owns who of a list plays: the people whose sign-ins are proven, and those without whom theirs would come out otherwise.

use std::collections::{BTreeSet, HashMap};

use rehearse::account::{Account, Facts, Kind};
use rehearse::member::Role;
use rehearse::names::FullName;
use rehearse::{Forecast, School};

/// Who plays, with everything that is known of them.
#[derive(Clone, Copy)]
pub struct Cast<'a> {
    /// The name of a user as the school wrote it.
    pub names: &'a (dyn Fn(u32) -> FullName + Sync),
    /// Its people as the forecast sees them.
    pub school: &'a School,
    /// What they have on the portal.
    pub accounts: &'a [Account],
    /// What their sign-ins come to.
    pub forecast: &'a Forecast<'a>,
}

/// Everybody who is needed, by number, in order.
#[derive(Debug)]
pub(crate) struct Needed {
    /// Users of the diary.
    pub(crate) users: BTreeSet<u32>,
    /// People with an account on the portal.
    pub(crate) people: BTreeSet<u32>,
}

impl<'a> Cast<'a> {
    /// The users and people without whom the chosen users' sign-ins would come out otherwise.
    pub(crate) fn needed(&self, chosen: &[u32]) -> Needed {
        let mut users: BTreeSet<u32> = chosen.iter().copied().collect();
        for index in chosen {
            users.extend(self.school.users_of(self.person(*index)));
        }
        for index in users.clone() {
            // Kin open accounts of children, and whoever has the same number or name is found in the other's place.
            users.extend(self.school.parents(index).chain(self.school.children(index)));
            let account = self.forecast.account(index);
            users.extend(self.forecast.found_by(account));
            let member = self.school.member(index);
            users.extend(
                member.snils.number().into_iter().flat_map(|number| self.forecast.users_with(number)),
            );
            if member.role == Role::Teacher {
                users.extend(self.school.pupils_of(member.school, member.class));
            }
        }
        let mut people: BTreeSet<u32> = chosen.iter().map(|index| self.person(*index)).collect();
        for index in chosen {
            let parents = self.school.parents(*index).map(|parent| self.person(parent));
            people.extend(parents);
            // A parent's page shows the children by the cards that the portal keeps of them.
            people.extend(self.school.children(*index).map(|child| self.person(child)));
        }
        for person in people.clone() {
            let pupils = self.school.users_of(person).filter(|index| self.is_pupil(*index));
            let parents: Vec<u32> = pupils.flat_map(|pupil| self.school.parents(pupil)).collect();
            people.extend(parents.into_iter().map(|parent| self.person(parent)));
        }
        Needed { users, people }
    }

    /// The names of everybody whom the sign-ins of the chosen users need.
    pub fn names_for(&self, chosen: &[u32]) -> HashMap<u32, FullName> {
        let needed = self.needed(chosen);
        let firsts = needed.people.iter().map(|person| self.first(*person));
        needed.users.iter().copied().chain(firsts).map(|index| (index, self.written(index))).collect()
    }

    /// The number of the person who a user is.
    pub(crate) fn person(&self, index: u32) -> u32 {
        self.school.member(index).person
    }

    /// Whether a user is a pupil.
    pub(crate) fn is_pupil(&self, index: u32) -> bool {
        self.school.member(index).role == Role::Pupil
    }

    /// The name as the school wrote it.
    pub(crate) fn written(&self, index: u32) -> FullName {
        (self.names)(index)
    }

    /// The name as the portal has it.
    pub(crate) fn on_portal(&self, person: u32) -> FullName {
        let first = self.first(person);
        let meant = self.written(first).meant();
        let is_renamed = self.accounts[person as usize].facts.has(Facts::RENAMED);
        if is_renamed { meant.renamed() } else { meant }
    }

    /// The first user who a person is.
    pub(crate) fn first(&self, person: u32) -> u32 {
        self.school.users_of(person).next().expect("invariant: every person is a user")
    }

    /// The parents of a person who can speak for it on the portal.
    pub(crate) fn backers(&self, person: u32) -> Vec<u32> {
        let pupils = self.school.users_of(person).filter(|index| self.is_pupil(*index));
        let parents = pupils.flat_map(|pupil| self.school.parents(pupil)).map(|parent| self.person(parent));
        let mut all: Vec<u32> =
            parents.filter(|parent| self.accounts[*parent as usize].speaks_for_children()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether a person has an account.
    pub(crate) fn has_account(&self, person: u32) -> bool {
        self.accounts[person as usize].kind != Kind::None
    }
}

impl std::fmt::Debug for Cast<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Cast({} users)", self.school.members.len())
    }
}
