//! Accounts, logins and the history of accounts.

use std::collections::BTreeSet;

use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{
    AccountReads, AccountWrites, FormerLogin, PersonFilter, PopulationReads as _, SettingWrites as _,
};
use crate::store::sql::touched::key;
use crate::store::sql::{Bind, Statements, populations, touched};

/// Each search is one look-up in an index, however many accounts there are.
pub(crate) const BY_LOGIN: &str = "SELECT body FROM accounts
     WHERE oid = (SELECT oid FROM logins WHERE login = ?1) AND (?2 IS NULL OR snils = ?2) AND oid > ?3 LIMIT ?4";
pub(crate) const BY_SNILS: &str =
    "SELECT body FROM accounts WHERE snils = ?1 AND oid > ?2 ORDER BY oid LIMIT ?3";
pub(crate) const IN_ORDER: &str = "SELECT body FROM accounts WHERE oid > ?1 ORDER BY oid LIMIT ?2";
pub(crate) const BY_NAME: &str = "SELECT body FROM accounts WHERE oid IN (
     SELECT oid FROM accounts WHERE last_name >= ?1 AND last_name < ?2 AND first_name >= ?3 AND first_name < ?4 AND oid > ?5)
     ORDER BY oid LIMIT ?6";
pub(crate) const WITH_LETTERS: &str =
    "SELECT body FROM accounts WHERE status = 'letter-ordered' ORDER BY oid";

/// The row of `settings` with the highest number that is promised to somebody.
const PROMISED_ROW: &str = "oids_promised";
/// Numbers of populations are given by blocks, not in this order.
const HIGHEST_OID: &str = "SELECT max(coalesce((SELECT max(oid) FROM accounts WHERE oid < ?2), 0),
     coalesce((SELECT CAST(value AS BIGINT) FROM settings WHERE name = ?1), 0))";
/// Those outside of populations, and everybody of these, with a row or without.
const COUNT: &str =
    "SELECT (SELECT count(*) FROM accounts) - (SELECT count(*) FROM accounts WHERE oid >= ?1 AND oid < ?2)
     + (SELECT CAST(coalesce(sum(last_oid - first_oid + 1), 0) AS BIGINT) FROM populations)";

/// What stands behind every text that begins so.
fn end_of(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

const CHANGED: &str = "SELECT oid FROM accounts WHERE updated_at >= ?1 AND (?2 = 0 OR status = 'deleted')
     ORDER BY oid LIMIT ?3";
const CHANGED_MAX: u32 = 100_000;

impl<S: Statements> AccountReads for S {
    fn account(&self, oid: Oid) -> Result<Option<Account>, StoreError> {
        let found = self.body("accounts", "SELECT body FROM accounts WHERE oid = ?1", &[&key(oid)])?;
        if found.is_some() || !oid.is_of_population() {
            return Ok(found);
        }
        Ok(touched::made_up(self, oid)?.map(|person| person.account))
    }

    fn account_of_login(&self, login: &str) -> Result<Option<Oid>, StoreError> {
        let found =
            self.one("SELECT oid FROM logins WHERE login = ?1", &[&login], |row| row.get::<i64>(0))?;
        match found {
            Some(number) => Ok(Some(Oid::new(number.unsigned_abs()))),
            None => Ok(touched::untouched_holder(self, login)?.map(|person| person.account.oid)),
        }
    }

    fn former_login(&self, login: &str) -> Result<Option<FormerLogin>, StoreError> {
        let query = "SELECT oid, taken_off_at FROM former_logins WHERE login = ?1";
        self.one(query, &[&login], |row| {
            let (number, at): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
            let person = Oid::new(number.unsigned_abs());
            // The column is older than the rule, which counts from the proof of the contact.
            Ok(FormerLogin { person, proved_at: at.map(Timestamp::from_millis) })
        })
    }

    fn accounts(&self, filter: &PersonFilter) -> Result<Vec<Account>, StoreError> {
        let PersonFilter { snils, login, name, after, limit, touched } = filter;
        let after_key = after.map_or(0, key);
        let identifier = login.as_ref().or(snils.as_ref());
        let Some(identifier) = identifier else {
            let rows = match name {
                Some(name) => {
                    let (last, first) = populations::name_parts(name);
                    let (last_end, first_end) = (end_of(last), end_of(first));
                    let values: [&dyn Bind; 6] = [&last, &last_end, &first, &first_end, &after_key, &limit];
                    self.bodies("accounts", BY_NAME, &values)?
                }
                None => self.bodies("accounts", IN_ORDER, &[&after_key, &limit])?,
            };
            return populations::merged(self, filter, rows);
        };
        let mut found: Vec<Account> = match login {
            Some(login) => self.bodies("accounts", BY_LOGIN, &[&login, &snils, &after_key, &limit])?,
            None => self.bodies("accounts", BY_SNILS, &[&snils, &after_key, &limit])?,
        };
        if !touched && found.len() < usize::try_from(*limit).unwrap_or(usize::MAX) {
            let is_meant = |account: &Account| {
                let own = account.profile.snils.as_ref().map(ToString::to_string);
                after.is_none_or(|after| account.oid > after) && (snils.is_none() || *snils == own)
            };
            let person = touched::untouched_holder(self, identifier)?.map(|person| person.account);
            found.extend(person.filter(is_meant));
            found.sort_by_key(|account| account.oid);
        }
        Ok(found)
    }

    fn accounts_count(&self) -> Result<u64, StoreError> {
        let (first, end) =
            (key(Oid::FIRST_OF_POPULATIONS), key(Oid::FIRST_OF_POPULATIONS) + i64::from(Oid::OF_POPULATIONS));
        let count = self.one(COUNT, &[&first, &end], |row| row.get::<i64>(0))?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    fn accounts_changed(&self, since: Timestamp, deleted: bool) -> Result<Vec<Oid>, StoreError> {
        let rows =
            self.all(CHANGED, &[&since.as_millis(), &deleted, &CHANGED_MAX], |row| row.get::<i64>(0))?;
        let rows = rows.into_iter().map(|oid| Oid::new(oid.unsigned_abs()));
        if deleted {
            return Ok(rows.collect());
        }
        // Everybody of a population changed when it was declared, or later.
        let declared = self.populations()?.into_iter().filter(|population| population.declared_at >= since);
        let most = CHANGED_MAX as usize;
        let people = declared
            .flat_map(|population| (population.first.number()..=population.last().number()).map(Oid::new));
        let all: BTreeSet<Oid> = people.take(most).chain(rows).collect();
        Ok(all.into_iter().take(most).collect())
    }

    fn accounts_of_snils(&self, snils: &str) -> Result<Vec<Account>, StoreError> {
        let sql = "SELECT body FROM accounts WHERE snils = ?1 ORDER BY oid";
        let mut found = self.bodies("accounts", sql, &[&snils])?;
        found.extend(touched::untouched_of_snils(self, snils)?);
        Ok(found)
    }

    fn accounts_with_letters(&self) -> Result<Vec<Account>, StoreError> {
        self.bodies("accounts", WITH_LETTERS, &[])
    }

    fn account_events(&self, oid: Oid) -> Result<Vec<(Timestamp, Event)>, StoreError> {
        let sql = "SELECT at, event FROM account_events WHERE oid = ?1 ORDER BY seq";
        let found = self.all(sql, &[&key(oid)], |row| {
            Ok((Timestamp::from_millis(row.get(0)?), row.body("account_events", 1)?))
        })?;
        if !found.is_empty() || !oid.is_of_population() {
            return Ok(found);
        }
        let Some(person) = touched::made_up(self, oid)? else { return Ok(found) };
        let at = person.account.registered_at;
        Ok(person.events.into_iter().map(|event| (at, event)).collect())
    }
}

impl<S: Statements> AccountWrites for S {
    fn next_oid(&mut self) -> Result<Oid, StoreError> {
        let end = key(Oid::FIRST_OF_POPULATIONS);
        let highest =
            self.one(HIGHEST_OID, &[&PROMISED_ROW, &end], |row| row.get::<i64>(0))?.unwrap_or_default();
        Ok(Oid::new((highest.unsigned_abs() + 1).max(Oid::FIRST.number())))
    }

    fn promise_oids(&mut self, count: u32) -> Result<Oid, StoreError> {
        let first = self.next_oid()?;
        let last = first.number() + u64::from(count.saturating_sub(1));
        self.put_setting(PROMISED_ROW, &last.to_string())?;
        Ok(first)
    }

    fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        touched::touch(self, account.oid)?;
        touched::put_account(self, account)
    }

    fn put_former_login(
        &mut self,
        login: &str,
        oid: Oid,
        proved_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        touched::touch(self, oid)?;
        self.execute(
            "INSERT INTO former_logins (login, oid, taken_off_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (login) DO UPDATE SET oid = ?2, taken_off_at = ?3",
            &[&login, &key(oid), &proved_at.map(Timestamp::as_millis)],
        )?;
        Ok(())
    }

    fn append_account_event(&mut self, oid: Oid, at: Timestamp, event: &Event) -> Result<(), StoreError> {
        touched::touch(self, oid)?;
        touched::put_event(self, oid, at, event)
    }
}
