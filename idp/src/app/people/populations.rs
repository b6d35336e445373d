//! Populations: so many made-up people of one mould, declared by a tester, each made when somebody first asks for them.

mod form;
mod mould;

pub use form::{NewPopulation, PopulationForm};
pub use mould::MadeUp;

use crate::app::people::persona::Serial;
use crate::app::people::{FieldFault, MadePerson, Secret, fault};
use crate::app::{Broken, Moment, Stop};
use crate::domain::id::Oid;
use crate::store::port::MadeUpPeople as _;
pub use crate::store::port::Population;
use crate::store::{ReadTx, StoreError, WriteTx};

/// How many populations a realm may have: each search by a name walks through all of them.
const POPULATIONS_MAX: usize = 1_000;

/// A population that was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The population.
    pub population: Population,
    /// Its first person.
    pub first: MadePerson,
    /// Its last person, who may be the first.
    pub last: MadePerson,
}

/// A population as it is told.
pub struct Told {
    /// The population.
    pub population: Population,
    /// What was asked of each person.
    pub wishes: super::PersonForm,
    /// How many of them have accounts of their own, because something was written of them.
    pub touched: u64,
}

/// Declares a population. Nobody of it is made.
///
/// # Errors
/// A wish that a population cannot have; too many people; or something is broken.
pub fn declare(moment: &Moment<'_>, new: &NewPopulation) -> Result<Declared, Stop<FieldFault>> {
    let secret = secret_of(moment, new)?;
    moment.whole(|tx| declare_within(moment, tx, new, &secret))
}

/// The password of everybody, hashed.
///
/// # Errors
/// Hashing failed.
pub(crate) fn secret_of(moment: &Moment<'_>, new: &NewPopulation) -> Result<Secret, Broken> {
    Secret::of(moment, &new.person)
}

/// Declares a population within a transaction of the caller.
///
/// # Errors
/// As [`declare`].
pub(crate) fn declare_within(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    new: &NewPopulation,
    secret: &Secret,
) -> Result<Declared, Stop<FieldFault>> {
    let quotas = &moment.realm.allowance.quotas;
    if quotas.people.is_some() {
        quotas.check_people(tx.accounts_count()?.saturating_add(new.count.into()))?;
    }
    let before = tx.populations()?;
    if before.len() >= POPULATIONS_MAX {
        let expected = format!(
            "expected at most {POPULATIONS_MAX} populations in a realm: declare larger ones, in another realm or after a reset"
        );
        return Err(Stop::refused(fault::fault("count", expected)));
    }
    let population = Population {
        first: free_block(tx, &before, new.count)?,
        people: new.count,
        declared_at: moment.now,
        mould: new.mould(moment.realm.origin.seed, &secret.hash),
    };
    let made = |oid| -> Result<MadePerson, Stop<FieldFault>> {
        let person = mould::tried(&population, oid)?.map_err(|why| Stop::refused(placed(why)))?;
        Ok(MadePerson { account: person.account, password: secret.password.clone() })
    };
    let (first, last) = (made(population.first)?, made(population.last())?);
    tx.put_population(&population)?;
    Ok(Declared { population, first, last })
}

/// A fault of the mould; that of the clock is the realm's.
fn placed(why: FieldFault) -> FieldFault {
    if why.field == "clock" { why } else { why.within("mould") }
}

/// Numbers in a row of which nobody has one, nor an identifier that goes with one: behind those of other populations, and
/// behind what citizens were free to type at registrations.
fn free_block(tx: &dyn WriteTx, before: &[Population], count: u32) -> Result<Oid, Stop<FieldFault>> {
    let end = Oid::FIRST_OF_POPULATIONS.number() + u64::from(Oid::OF_POPULATIONS);
    let mut first = before.last().map_or(Oid::FIRST_OF_POPULATIONS.number(), |last| last.last().number() + 1);
    loop {
        if first + u64::from(count) > end {
            let expected = format!(
                "expected at most {}: the populations of a realm share {} numbers, and a reset gives them back",
                end - first,
                Oid::OF_POPULATIONS
            );
            return Err(Stop::refused(fault::fault("count", expected)));
        }
        let last = first + u64::from(count) - 1;
        match last_taken(tx, Oid::new(first), Oid::new(last))? {
            Some(taken) => first = taken.number() + 1,
            None => return Ok(Oid::new(first)),
        }
    }
}

/// The last number of a block of which somebody has an identifier.
fn last_taken(tx: &dyn WriteTx, first: Oid, last: Oid) -> Result<Option<Oid>, StoreError> {
    let serial = |oid| Serial::of_population(oid).expect("invariant: a block is of numbers of populations");
    let (from, to) = (serial(first), serial(last));
    let ranges = [
        (from.mobile().to_string(), to.mobile().to_string()),
        (from.snils().to_string(), to.snils().to_string()),
        (from.email().key(), to.email().key()),
    ];
    let mut taken = None;
    for (from, to) in ranges {
        let logins = tx.logins_between(&from, &to)?;
        let numbers = logins.iter().filter_map(|login| MadeUp.holder(login));
        taken = taken.max(numbers.filter(|oid| (first..=last).contains(oid)).max());
    }
    Ok(taken)
}

/// Every population, in the order of their numbers.
///
/// # Errors
/// The store failed.
pub fn list(moment: &Moment<'_>) -> Result<Vec<Told>, StoreError> {
    let tx = moment.read()?;
    let told = |population: Population| {
        let (wishes, touched) = (mould::wishes(&population)?, tx.touched(&population)?);
        Ok(Told { population, wishes, touched })
    };
    tx.populations()?.into_iter().map(told).collect()
}

/// Reads each population that a realm was filled with, and makes up its first and its last person.
///
/// # Errors
/// A row cannot be read, or nobody is made up from it.
pub(crate) fn check(tx: &dyn ReadTx) -> Result<(), StoreError> {
    for population in tx.populations()? {
        for oid in [population.first, population.last()] {
            MadeUp.person(&population, oid)?;
        }
    }
    Ok(())
}
