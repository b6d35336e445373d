//! The one place where somebody of whom no row is kept is computed, or given rows; the rows of accounts.
//!
//! **Invariant:** whatever is written of a person of a population is written after the person, in the same transaction.

use crate::domain::account::{Account, Event};
use crate::domain::credentials::Credentials;
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{Newcomer, Population};
use crate::store::sql::row::body;
use crate::store::sql::{Row, Statements};

const OF_PERSON: &str = "SELECT first_oid, last_oid, declared_at, body FROM populations
     WHERE first_oid <= ?1 AND last_oid >= ?1";
const PUT_ACCOUNT: &str = "INSERT INTO accounts (oid, status, snils, last_name, first_name, updated_at, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     ON CONFLICT (oid) DO UPDATE SET status = ?2, snils = ?3, last_name = ?4, first_name = ?5, updated_at = ?6, body = ?7";
const ADD_EVENT: &str = "INSERT INTO account_events (oid, seq, at, event)
     VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM account_events WHERE oid = ?1), ?2, ?3)";
const PUT_CREDENTIALS: &str = "INSERT INTO credentials (oid, body) VALUES (?1, ?2)
     ON CONFLICT (oid) DO UPDATE SET body = ?2";

/// An oid as a value of a statement.
pub(super) fn key(oid: Oid) -> i64 {
    i64::try_from(oid.number()).unwrap_or(i64::MAX)
}

/// Reads a population.
pub(super) fn population(row: &Row<'_>) -> Result<Population, StoreError> {
    let (first, last): (i64, i64) = (row.get(0)?, row.get(1)?);
    let people = last.checked_sub(first).and_then(|following| u32::try_from(following).ok()?.checked_add(1));
    let people = people.ok_or_else(|| StoreError::Corrupt {
        table: "populations",
        why: format!("there are not so many people between {first} and {last}"),
    })?;
    Ok(Population {
        first: Oid::new(first.unsigned_abs()),
        people,
        declared_at: Timestamp::from_millis(row.get(2)?),
        mould: row.get(3)?,
    })
}

/// The person of a number as the population makes them up, whether or not anything was written of them; nobody when
/// no population has the number. For anybody else's number this is one comparison.
pub(super) fn made_up<S: Statements>(tx: &S, oid: Oid) -> Result<Option<Newcomer>, StoreError> {
    let Some(people) = tx.people().filter(|_| oid.is_of_population()) else { return Ok(None) };
    let found = tx.one(OF_PERSON, &[&key(oid)], population)?;
    found.map(|population| people.person(&population, oid)).transpose()
}

/// The person of whom nothing was written yet and who signs in by this.
pub(super) fn untouched_holder<S: Statements>(tx: &S, login: &str) -> Result<Option<Newcomer>, StoreError> {
    let Some(oid) = tx.people().and_then(|people| people.holder(login)) else { return Ok(None) };
    let person = made_up(tx, oid)?.filter(|person| person.account.logins().iter().any(|own| own == login));
    match person {
        Some(person) if !is_touched(tx, oid)? => Ok(Some(person)),
        _ => Ok(None),
    }
}

/// The person of whom nothing was written yet and whose profile names this SNILS.
pub(super) fn untouched_of_snils<S: Statements>(tx: &S, snils: &str) -> Result<Option<Account>, StoreError> {
    Ok(untouched_holder(tx, snils)?.map(|person| person.account))
}

/// Gives a person of a population rows, unless there are some: before anything else is written of them.
pub(super) fn touch<S: Statements>(tx: &S, oid: Oid) -> Result<(), StoreError> {
    if !oid.is_of_population() || is_touched(tx, oid)? {
        return Ok(());
    }
    let Some(Newcomer { account, events, credentials: guarded_by }) = made_up(tx, oid)? else {
        return Ok(());
    };
    put_account(tx, &account)?;
    for event in &events {
        put_event(tx, oid, account.registered_at, event)?;
    }
    put_credentials(tx, oid, &guarded_by)
}

/// Gives the person rows who is made up with a login that somebody is given, so that nobody else can be.
pub(super) fn touch_holder<S: Statements>(tx: &S, login: &str, given_to: Oid) -> Result<(), StoreError> {
    let holder = tx.people().and_then(|people| people.holder(login)).filter(|holder| *holder != given_to);
    holder.map_or(Ok(()), |holder| touch(tx, holder))
}

pub(super) fn is_touched<S: Statements>(tx: &S, oid: Oid) -> Result<bool, StoreError> {
    let found = tx.one("SELECT oid FROM accounts WHERE oid = ?1", &[&key(oid)], |row| row.get::<i64>(0))?;
    Ok(found.is_some())
}

/// Keeps an account and the names it signs in by.
pub(super) fn put_account<S: Statements>(tx: &S, account: &Account) -> Result<(), StoreError> {
    let oid = key(account.oid);
    let snils = account.profile.snils.as_ref().map(ToString::to_string);
    tx.execute(
        PUT_ACCOUNT,
        &[
            &oid,
            &account.status.name(),
            &snils,
            &account.profile.name.last.as_str(),
            &account.profile.name.first.as_str(),
            &account.updated_at.as_millis(),
            &body(account),
        ],
    )?;
    let logins = account.logins();
    let kept: Vec<String> = tx.all("SELECT login FROM logins WHERE oid = ?1", &[&oid], |row| row.get(0))?;
    for login in kept.iter().filter(|login| !logins.contains(login)) {
        tx.execute("DELETE FROM logins WHERE login = ?1", &[&login])?;
    }
    for login in logins.iter().filter(|login| !kept.contains(login)) {
        touch_holder(tx, login, account.oid)?;
        tx.execute("INSERT INTO logins (login, oid) VALUES (?1, ?2)", &[&login, &oid])?;
    }
    Ok(())
}

/// Adds to the history of an account that has a row.
pub(super) fn put_event<S: Statements>(
    tx: &S,
    oid: Oid,
    at: Timestamp,
    event: &Event,
) -> Result<(), StoreError> {
    tx.execute(ADD_EVENT, &[&key(oid), &at.as_millis(), &body(event)])?;
    Ok(())
}

/// Keeps what guards an account that has a row.
pub(super) fn put_credentials<S: Statements>(
    tx: &S,
    oid: Oid,
    credentials: &Credentials,
) -> Result<(), StoreError> {
    tx.execute(PUT_CREDENTIALS, &[&oid.number().cast_signed(), &body(credentials)])?;
    Ok(())
}
