//! Populations: so many made-up people in one row, each of whom gets rows of their own when something is first written
//! of them.

use crate::domain::account::{Account, Event};
use crate::domain::credentials::Credentials;
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// A population as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// The number of its first person; the others follow without a gap.
    pub first: Oid,
    /// How many people it has.
    pub people: u32,
    /// When it was declared, which is when each of them registered.
    pub declared_at: Timestamp,
    /// What they are made up from, as JSON: for [`MadeUpPeople`] alone to read.
    pub mould: String,
}

impl Population {
    /// The number of its last person.
    pub fn last(&self) -> Oid {
        Oid::new(self.first.number() + u64::from(self.people) - 1)
    }

    /// Whether a number is of one of its people.
    pub fn has(&self, oid: Oid) -> bool {
        (self.first..=self.last()).contains(&oid)
    }
}

/// Everything that is written of a person of a population when something is first written of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The account.
    pub account: Account,
    /// What happened to it when the population was declared, in order.
    pub events: Vec<Event>,
    /// What guards it.
    pub credentials: Credentials,
}

/// Which people of a population are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'n> {
    /// How their surname begins.
    pub last: &'n str,
    /// How their first name begins.
    pub first: &'n str,
    /// Only those with a greater number.
    pub after: Oid,
}

/// Takes a number; tells whether more are wanted.
pub type Take<'t> = dyn FnMut(Oid) -> Result<bool, StoreError> + 't;

/// Who makes up the people of populations. The same person for the same row and number, whenever, and in any realm.
pub trait MadeUpPeople: Send + Sync {
    /// The one person of all populations who may have been made up with a login, canonical: by arithmetic alone, and
    /// whether or not there is such a population.
    fn holder(&self, login: &str) -> Option<Oid>;

    /// A person of a population.
    ///
    /// # Errors
    /// The row is corrupt.
    fn person(&self, population: &Population, oid: Oid) -> Result<Newcomer, StoreError>;

    /// Hands on the people of a population who are sought, in order, until it is enough.
    ///
    /// # Errors
    /// The row is corrupt, or whoever takes them fails.
    fn named(&self, of: &Population, sought: Named<'_>, take: &mut Take<'_>) -> Result<(), StoreError>;
}

/// What may be read of populations.
pub trait PopulationReads {
    /// Every population, by its first number.
    ///
    /// # Errors
    /// The engine failed.
    fn populations(&self) -> Result<Vec<Population>, StoreError>;

    /// How many people of a population have rows of their own.
    ///
    /// # Errors
    /// The engine failed.
    fn touched(&self, population: &Population) -> Result<u64, StoreError>;

    /// The logins between two, both included, in the order of their octets, that somebody has or had.
    ///
    /// # Errors
    /// The engine failed.
    fn logins_between(&self, first: &str, last: &str) -> Result<Vec<String>, StoreError>;
}

/// What may be written of populations.
pub trait PopulationWrites {
    /// Keeps a population.
    ///
    /// # Errors
    /// The engine failed.
    fn put_population(&mut self, population: &Population) -> Result<(), StoreError>;
}
