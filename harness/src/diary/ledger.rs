//! Owns marks given in the running diary and the outbox to the school portfolio: one row, one transaction.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use crate::diary::mark::Mark;

/// A mark and its delivery are one row, so that neither is ever there without the other.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS given (
        seq       INTEGER PRIMARY KEY,
        id        TEXT NOT NULL UNIQUE,
        pupil     TEXT NOT NULL,
        subject   TEXT NOT NULL,
        date      TEXT NOT NULL,
        mark      INTEGER NOT NULL,
        work      TEXT NOT NULL,
        delivered INTEGER NOT NULL DEFAULT 0
    ) STRICT;";

/// What was given since the diary began. In a file it outlives the process.
pub(crate) struct Ledger(Mutex<Connection>);

/// A mark with the number under which it travels. The number never changes: the portfolio knows by it
/// that a second delivery is the first one over again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) id: String,
    pub(crate) mark: Mark,
}

impl Ledger {
    /// The ledger in a file; without one it lives as long as the diary.
    pub(crate) fn open(file: Option<&Path>) -> rusqlite::Result<Self> {
        let connection = match file {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(SCHEMA)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Writes a mark down, to be shown from now on and to be delivered.
    pub(crate) fn give(&self, given: &Given) -> rusqlite::Result<()> {
        let Mark { pupil, subject, date, mark, work } = &given.mark;
        self.connection().execute(
            "INSERT INTO given (id, pupil, subject, date, mark, work) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![given.id, pupil, subject, date.to_string(), mark, work],
        )?;
        Ok(())
    }

    /// The marks of a pupil.
    pub(crate) fn of_pupil(&self, pupil: &str) -> rusqlite::Result<Vec<Mark>> {
        let all = self.read("SELECT * FROM given WHERE pupil = ?1 ORDER BY seq", [pupil])?;
        Ok(all.into_iter().map(|given| given.mark).collect())
    }

    /// What waits to be delivered, the oldest first.
    pub(crate) fn pending(&self) -> rusqlite::Result<Vec<Given>> {
        self.read("SELECT * FROM given WHERE delivered = 0 ORDER BY seq", [])
    }

    /// The portfolio has it.
    pub(crate) fn delivered(&self, id: &str) -> rusqlite::Result<()> {
        self.connection().execute("UPDATE given SET delivered = 1 WHERE id = ?1", [id])?;
        Ok(())
    }

    fn read(&self, sql: &str, params: impl rusqlite::Params) -> rusqlite::Result<Vec<Given>> {
        let connection = self.connection();
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map(params, given)?;
        rows.collect()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn given(row: &Row<'_>) -> rusqlite::Result<Given> {
    let date: String = row.get("date")?;
    Ok(Given {
        id: row.get("id")?,
        mark: Mark {
            pupil: row.get("pupil")?,
            subject: row.get("subject")?,
            date: date.parse().unwrap_or(Date::ZERO),
            mark: row.get("mark")?,
            work: row.get("work")?,
        },
    })
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ledger(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_waits_until_it_is_delivered_and_outlives_the_process_that_gave_it() {
        let file = std::env::temp_dir().join(format!("ledger-{}.sqlite", std::process::id()));
        let mark = Mark {
            pupil: "one".to_owned(),
            subject: "Алгебра".to_owned(),
            date: "2024-09-03".parse().unwrap(),
            mark: 5,
            work: "Диктант".to_owned(),
        };
        let given = Given { id: "a".to_owned(), mark };
        Ledger::open(Some(&file)).unwrap().give(&given).unwrap();
        let again = Ledger::open(Some(&file)).unwrap();
        assert_eq!(again.pending().unwrap(), std::slice::from_ref(&given));
        assert!(again.give(&given).is_err());
        again.delivered("a").unwrap();
        assert!(again.pending().unwrap().is_empty());
        assert_eq!(again.of_pupil("one").unwrap(), [given.mark]);
        assert!(again.of_pupil("two").unwrap().is_empty());
        std::fs::remove_file(&file).unwrap();
    }
}
