//! The mould of a population, and the people made from it: a pure function of the row and a number.
//!
//! **Invariant:** a later version makes the same person from the same row.

use serde::{Deserialize, Serialize};

use crate::app::people::form::PersonForm;
use crate::app::people::persona::{self, Persona, Search, Serial};
use crate::app::people::wanted::NewPerson;
use crate::app::people::{FieldFault, error_field, fault, minors, rise};
use crate::domain::account::Level;
use crate::domain::credentials::{CredentialEvent, Credentials};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{MadeUpPeople, Named, Newcomer, Population, Take};

/// Makes up the people of populations.
pub struct MadeUp;

/// What the people of a population are made up from.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mould {
    /// The seed of the realm in which it was declared: a fork has another one.
    pub(super) seed: u64,
    /// The hash of everybody's password.
    pub(super) password_hash: String,
    /// What is asked of each.
    pub(super) wishes: PersonForm,
}

/// A mould that was read.
struct Read {
    seed: u64,
    password_hash: String,
    person: NewPerson,
}

impl Read {
    fn of(population: &Population) -> Result<Self, StoreError> {
        let Mould { seed, password_hash, wishes } =
            serde_json::from_str(&population.mould).map_err(|why| corrupt(&why))?;
        Ok(Self { seed, password_hash, person: wishes.parse().map_err(|why| corrupt(&why))? })
    }

    fn made_up(&self, oid: Oid, declared_at: Timestamp) -> Result<Newcomer, FieldFault> {
        let serial = Serial::of_population(oid);
        let sequence =
            serial.ok_or_else(|| fault::fault("count", "expected a number of a population"))?.sequence();
        let person = persona::make_up(self.seed, sequence, declared_at.date(), &self.person.wish)
            .map_err(|why| fault::fault(&error_field(why), why))?;
        newcomer(oid, person, self, declared_at)
    }
}

fn newcomer(oid: Oid, person: Persona, mould: &Read, now: Timestamp) -> Result<Newcomer, FieldFault> {
    if minors::is_child(&person) {
        let expected = "expected somebody of fourteen or more: who has the fourteenth birthday ahead cannot wait to be made; \
                        make children by POST {control}/people";
        return Err(fault::fault("birth_date", expected));
    }
    let level = mould.person.level.unwrap_or(Level::Confirmed);
    let (mut account, events) = rise::risen(rise::simplified(oid, &person, now), person, level, now);
    mould.person.beside.give(&mut account, now)?;
    let password = CredentialEvent::PasswordSet { hash: mould.password_hash.clone() };
    let credentials = Credentials::default().evolve(&password);
    let credentials = match mould.person.beside.factor {
        Some(factor) => credentials.evolve(&CredentialEvent::FactorSet(factor)),
        None => credentials,
    };
    Ok(Newcomer { account, events, credentials })
}

/// A person of a population that is being declared.
///
/// # Errors
/// The field of the mould because of which there can be no such person; the row is corrupt.
pub(super) fn tried(population: &Population, oid: Oid) -> Result<Result<Newcomer, FieldFault>, StoreError> {
    Ok(Read::of(population)?.made_up(oid, population.declared_at))
}

/// What is asked of each person of a population.
///
/// # Errors
/// The row is corrupt.
pub(super) fn wishes(population: &Population) -> Result<PersonForm, StoreError> {
    serde_json::from_str::<Mould>(&population.mould).map(|mould| mould.wishes).map_err(|why| corrupt(&why))
}

impl MadeUpPeople for MadeUp {
    fn holder(&self, login: &str) -> Option<Oid> {
        Serial::holder(login)
    }

    fn person(&self, population: &Population, oid: Oid) -> Result<Newcomer, StoreError> {
        tried(population, oid)?.map_err(|why| corrupt(&why))
    }

    fn named(&self, of: &Population, sought: Named<'_>, take: &mut Take<'_>) -> Result<(), StoreError> {
        let mould = Read::of(of)?;
        let search = Search::new(mould.seed, &mould.person.wish, (sought.last, sought.first));
        for number in sought.after.number().saturating_add(1)..=of.last().number() {
            let oid = Oid::new(number);
            let fits = Serial::of_population(oid).is_some_and(|serial| search.fits(serial.sequence()));
            if fits && !take(oid)? {
                break;
            }
        }
        Ok(())
    }
}

fn corrupt(why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt { table: "populations", why: why.to_string() }
}
