//! Accounts, logins and the history of accounts.

use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{AccountReads, AccountWrites, FormerLogin, PersonFilter, SettingWrites as _};
use crate::store::sql::Statements;
use crate::store::sql::row::body;

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

const PUT: &str = "INSERT INTO accounts (oid, status, snils, last_name, first_name, updated_at, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     ON CONFLICT (oid) DO UPDATE SET status = ?2, snils = ?3, last_name = ?4, first_name = ?5, updated_at = ?6, body = ?7";

/// The row of `settings` with the highest number that is promised to somebody.
const PROMISED_ROW: &str = "oids_promised";
const HIGHEST_OID: &str = "SELECT max(coalesce((SELECT max(oid) FROM accounts), 0),
     coalesce((SELECT CAST(value AS BIGINT) FROM settings WHERE name = ?1), 0))";

/// What stands behind every text that begins so.
fn end_of(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

fn key(oid: Oid) -> i64 {
    i64::try_from(oid.number()).unwrap_or(i64::MAX)
}

const CHANGED: &str = "SELECT oid FROM accounts WHERE updated_at >= ?1 AND (?2 = 0 OR status = 'deleted')
     ORDER BY oid LIMIT 100000";

impl<S: Statements> AccountReads for S {
    fn account(&self, oid: Oid) -> Result<Option<Account>, StoreError> {
        self.body("accounts", "SELECT body FROM accounts WHERE oid = ?1", &[&key(oid)])
    }

    fn account_of_login(&self, login: &str) -> Result<Option<Oid>, StoreError> {
        let found =
            self.one("SELECT oid FROM logins WHERE login = ?1", &[&login], |row| row.get::<i64>(0))?;
        Ok(found.map(|number| Oid::new(number.unsigned_abs())))
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
        let PersonFilter { snils, login, name, after, limit } = filter;
        let after = after.map_or(0, key);
        match (login, snils) {
            (Some(login), snils) => self.bodies("accounts", BY_LOGIN, &[&login, &snils, &after, &limit]),
            (None, Some(snils)) => self.bodies("accounts", BY_SNILS, &[&snils, &after, &limit]),
            (None, None) => match name {
                Some(name) => {
                    let (last, first) = name.split_once(' ').unwrap_or((name, ""));
                    let (last_end, first_end) = (end_of(last), end_of(first));
                    self.bodies("accounts", BY_NAME, &[&last, &last_end, &first, &first_end, &after, &limit])
                }
                None => self.bodies("accounts", IN_ORDER, &[&after, &limit]),
            },
        }
    }

    fn accounts_count(&self) -> Result<u64, StoreError> {
        let count = self.one("SELECT count(*) FROM accounts", &[], |row| row.get::<i64>(0))?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    fn accounts_changed(&self, since: Timestamp, deleted: bool) -> Result<Vec<Oid>, StoreError> {
        let rows = self.all(CHANGED, &[&since.as_millis(), &deleted], |row| row.get::<i64>(0))?;
        Ok(rows.into_iter().map(|oid| Oid::new(oid.unsigned_abs())).collect())
    }

    fn accounts_of_snils(&self, snils: &str) -> Result<Vec<Account>, StoreError> {
        self.bodies("accounts", "SELECT body FROM accounts WHERE snils = ?1 ORDER BY oid", &[&snils])
    }

    fn accounts_with_letters(&self) -> Result<Vec<Account>, StoreError> {
        self.bodies("accounts", WITH_LETTERS, &[])
    }

    fn account_events(&self, oid: Oid) -> Result<Vec<(Timestamp, Event)>, StoreError> {
        let sql = "SELECT at, event FROM account_events WHERE oid = ?1 ORDER BY seq";
        self.all(sql, &[&key(oid)], |row| {
            Ok((Timestamp::from_millis(row.get(0)?), row.body("account_events", 1)?))
        })
    }
}

impl<S: Statements> AccountWrites for S {
    fn next_oid(&mut self) -> Result<Oid, StoreError> {
        let highest = self.one(HIGHEST_OID, &[&PROMISED_ROW], |row| row.get::<i64>(0))?.unwrap_or_default();
        Ok(Oid::new((highest.unsigned_abs() + 1).max(Oid::FIRST.number())))
    }

    fn promise_oids(&mut self, count: u32) -> Result<Oid, StoreError> {
        let first = self.next_oid()?;
        let last = first.number() + u64::from(count.saturating_sub(1));
        self.put_setting(PROMISED_ROW, &last.to_string())?;
        Ok(first)
    }

    fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let oid = key(account.oid);
        let snils = account.profile.snils.as_ref().map(ToString::to_string);
        self.execute(
            PUT,
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
        let kept: Vec<String> =
            self.all("SELECT login FROM logins WHERE oid = ?1", &[&oid], |row| row.get(0))?;
        for login in kept.iter().filter(|login| !logins.contains(login)) {
            self.execute("DELETE FROM logins WHERE login = ?1", &[&login])?;
        }
        for login in logins.iter().filter(|login| !kept.contains(login)) {
            self.execute("INSERT INTO logins (login, oid) VALUES (?1, ?2)", &[&login, &oid])?;
        }
        Ok(())
    }

    fn put_former_login(
        &mut self,
        login: &str,
        oid: Oid,
        proved_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO former_logins (login, oid, taken_off_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (login) DO UPDATE SET oid = ?2, taken_off_at = ?3",
            &[&login, &key(oid), &proved_at.map(Timestamp::as_millis)],
        )?;
        Ok(())
    }

    fn append_account_event(&mut self, oid: Oid, at: Timestamp, event: &Event) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO account_events (oid, seq, at, event)
             VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM account_events WHERE oid = ?1), ?2, ?3)",
            &[&key(oid), &at.as_millis(), &body(event)],
        )?;
        Ok(())
    }
}
