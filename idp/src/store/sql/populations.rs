//! Populations, and lists with their people.

use std::collections::BTreeMap;

use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::store::StoreError;
use crate::store::port::{Named, PersonFilter, Population, PopulationReads, PopulationWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json_text;
use crate::store::sql::touched::{is_touched, key, population};

const ALL: &str = "SELECT first_oid, last_oid, declared_at, body FROM populations ORDER BY first_oid";
const PUT: &str = "INSERT INTO populations (first_oid, last_oid, declared_at, body) VALUES (?1, ?2, ?3, ?4)";
const LOGINS_BETWEEN: &str = "SELECT login FROM logins WHERE login >= ?1 AND login <= ?2
     UNION SELECT login FROM former_logins WHERE login >= ?1 AND login <= ?2 ORDER BY 1";

impl<S: Statements> PopulationReads for S {
    fn populations(&self) -> Result<Vec<Population>, StoreError> {
        self.all(ALL, &[], population)
    }

    fn touched(&self, population: &Population) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM accounts WHERE oid >= ?1 AND oid <= ?2";
        let count =
            self.one(sql, &[&key(population.first), &key(population.last())], |row| row.get::<i64>(0))?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    fn logins_between(&self, first: &str, last: &str) -> Result<Vec<String>, StoreError> {
        self.all(LOGINS_BETWEEN, &[&first, &last], |row| row.get(0))
    }
}

impl<S: Statements> PopulationWrites for S {
    fn put_population(&mut self, population: &Population) -> Result<(), StoreError> {
        let (first, last) = (key(population.first), key(population.last()));
        let mould = json_text(population.mould.clone());
        self.execute(PUT, &[&first, &last, &population.declared_at.as_millis(), &mould])?;
        Ok(())
    }
}

/// A list of accounts with the people among them of whom nothing was written yet, in the order of numbers.
///
/// `rows` are the first accounts that have rows: no one with a row is between them that is not among them.
pub(super) fn merged<S: Statements>(
    tx: &S,
    filter: &PersonFilter,
    rows: Vec<Account>,
) -> Result<Vec<Account>, StoreError> {
    let limit = usize::try_from(filter.limit).unwrap_or(usize::MAX);
    let is_full = rows.len() >= limit && rows.last().is_none_or(|last| last.oid < Oid::FIRST_OF_POPULATIONS);
    let Some(people) = tx.people().filter(|_| !filter.touched && !is_full) else { return Ok(rows) };
    // Behind the last row of a full list nobody is listed, with a row or without.
    let end = if rows.len() >= limit { rows.last().map(|last| last.oid) } else { None };
    let mut all: BTreeMap<Oid, Account> = rows.into_iter().map(|row| (row.oid, row)).collect();
    let mut before = all.range(..Oid::FIRST_OF_POPULATIONS).count();
    for population in tx.populations()? {
        let after = filter.after.unwrap_or(Oid::new(0)).max(Oid::new(population.first.number() - 1));
        let mut take = |oid: Oid| -> Result<bool, StoreError> {
            if before >= limit || end.is_some_and(|end| oid > end) {
                return Ok(false);
            }
            let is_new = !all.contains_key(&oid) && (filter.name.is_none() || !is_touched(tx, oid)?);
            if is_new {
                all.insert(oid, people.person(&population, oid)?.account);
            }
            before += usize::from(all.contains_key(&oid));
            Ok(true)
        };
        match &filter.name {
            Some(name) => {
                let (last, first) = name_parts(name);
                people.named(&population, Named { last, first, after }, &mut take)?;
            }
            None => {
                for number in after.number().saturating_add(1)..=population.last().number() {
                    if !take(Oid::new(number))? {
                        break;
                    }
                }
            }
        }
    }
    Ok(all.into_values().take(limit).collect())
}

/// How a surname and a first name begin.
pub(super) fn name_parts(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, ""))
}
