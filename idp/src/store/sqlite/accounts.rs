//! Accounts, logins and the history of accounts in SQLite.

use rusqlite::params;

use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{AccountReads, AccountWrites, FormerLogin, PersonFilter};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::{body, parse};

fn key(oid: Oid) -> i64 {
    i64::try_from(oid.number()).unwrap_or(i64::MAX)
}

impl AccountReads for Tx<'_> {
    fn account(&self, oid: Oid) -> Result<Option<Account>, StoreError> {
        self.body("accounts", "SELECT body FROM accounts WHERE oid = ?1", [key(oid)])
    }

    fn account_of_login(&self, login: &str) -> Result<Option<Oid>, StoreError> {
        let found =
            self.one("SELECT oid FROM logins WHERE login = ?1", [login], |row| row.get::<_, i64>(0))?;
        Ok(found.map(|number| Oid::new(number.unsigned_abs())))
    }

    fn former_login(&self, login: &str) -> Result<Option<FormerLogin>, StoreError> {
        let query = "SELECT oid, taken_off_at FROM former_logins WHERE login = ?1";
        self.one(query, [login], |row| {
            let (number, at): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
            let person = Oid::new(number.unsigned_abs());
            Ok(FormerLogin { person, taken_off_at: at.map(Timestamp::from_millis) })
        })
    }

    fn accounts(&self, filter: &PersonFilter) -> Result<Vec<Account>, StoreError> {
        self.bodies(
            "accounts",
            "SELECT body FROM accounts
             WHERE (?1 IS NULL OR snils = ?1)
               AND (?2 IS NULL OR oid IN (SELECT oid FROM logins WHERE login = ?2))
             ORDER BY oid LIMIT ?3",
            params![filter.snils, filter.login, filter.limit],
        )
    }

    fn accounts_of_snils(&self, snils: &str) -> Result<Vec<Account>, StoreError> {
        self.bodies("accounts", "SELECT body FROM accounts WHERE snils = ?1 ORDER BY oid", [snils])
    }

    fn accounts_with_letters(&self) -> Result<Vec<Account>, StoreError> {
        self.bodies("accounts", "SELECT body FROM accounts WHERE status = 'letter-ordered' ORDER BY oid", [])
    }

    fn account_events(&self, oid: Oid) -> Result<Vec<(Timestamp, Event)>, StoreError> {
        let rows: Vec<(i64, String)> = self.all(
            "SELECT at, event FROM account_events WHERE oid = ?1 ORDER BY seq",
            [key(oid)],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let parsed =
            rows.iter().map(|(at, text)| Ok((Timestamp::from_millis(*at), parse("account_events", text)?)));
        parsed.collect()
    }
}

impl AccountWrites for Tx<'_> {
    fn next_oid(&mut self) -> Result<Oid, StoreError> {
        let highest =
            self.one("SELECT max(oid) FROM accounts", [], |row| row.get::<_, Option<i64>>(0))?.flatten();
        let next = highest.map_or(Oid::FIRST.number(), |highest| highest.unsigned_abs() + 1);
        Ok(Oid::new(next.max(Oid::FIRST.number())))
    }

    fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let oid = key(account.oid);
        let snils = account.profile.snils.as_ref().map(ToString::to_string);
        self.execute(
            "INSERT INTO accounts (oid, status, snils, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (oid) DO UPDATE SET status = ?2, snils = ?3, body = ?4",
            params![oid, account.status.name(), snils, body(account)],
        )?;
        let logins = account.logins();
        let kept: Vec<String> =
            self.all("SELECT login FROM logins WHERE oid = ?1", [oid], |row| row.get(0))?;
        for login in kept.iter().filter(|login| !logins.contains(login)) {
            self.execute("DELETE FROM logins WHERE login = ?1", [login])?;
        }
        for login in logins.iter().filter(|login| !kept.contains(login)) {
            self.execute("INSERT INTO logins (login, oid) VALUES (?1, ?2)", params![login, oid])?;
        }
        Ok(())
    }

    fn put_former_login(
        &mut self,
        login: &str,
        oid: Oid,
        taken_off_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO former_logins (login, oid, taken_off_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (login) DO UPDATE SET oid = ?2, taken_off_at = ?3",
            params![login, key(oid), taken_off_at.map(Timestamp::as_millis)],
        )?;
        Ok(())
    }

    fn append_account_event(&mut self, oid: Oid, at: Timestamp, event: &Event) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO account_events (oid, at, event) VALUES (?1, ?2, ?3)",
            params![key(oid), at.as_millis(), body(event)],
        )?;
        Ok(())
    }
}
