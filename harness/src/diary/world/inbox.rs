//! Owns the portal's messages: written down before they are answered, read afterwards, none lost with the process.

use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, params};

use crate::diary::esia::Oid;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS pushes (
        seq       INTEGER PRIMARY KEY,
        operation TEXT NOT NULL CHECK (operation IN ('claim', 'issue', 'refuse', 'revoke')),
        person    INTEGER NOT NULL,
        consent   INTEGER NOT NULL,
        read      INTEGER NOT NULL DEFAULT 0
    ) STRICT;";

/// A message about a consent. Anybody may have sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Push {
    pub(crate) operation: Operation,
    /// Who was asked, gave, refused or withdrew.
    pub(crate) person: Oid,
    pub(crate) consent: u64,
}

/// What a message says happened (DP 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Claim,
    Issue,
    Refuse,
    Revoke,
}

/// All messages, and whether somebody is reading them.
pub(crate) struct Inbox {
    connection: Mutex<Connection>,
    reading: Mutex<Reading>,
    quiet: Condvar,
}

#[derive(Default)]
struct Reading {
    is_on: bool,
    unread: usize,
}

/// Some messages, and up to where they were read.
pub(crate) struct Batch {
    pub(crate) pushes: Vec<Push>,
    last: i64,
}

impl Inbox {
    /// The messages in a file; without one they live as long as the diary.
    pub(crate) fn open(file: Option<&Path>) -> rusqlite::Result<Self> {
        let connection = file.map_or_else(Connection::open_in_memory, Connection::open)?;
        connection.execute_batch(SCHEMA)?;
        let left: i64 =
            connection.query_row("SELECT count(*) FROM pushes WHERE read = 0", [], |row| row.get(0))?;
        let reading = Reading { is_on: false, unread: usize::try_from(left).unwrap_or_default() };
        Ok(Self { connection: Mutex::new(connection), reading: Mutex::new(reading), quiet: Condvar::new() })
    }

    /// Writes a message down.
    pub(crate) fn put(&self, push: Push) -> rusqlite::Result<()> {
        let person = i64::try_from(push.person.0).unwrap_or(i64::MAX);
        let consent = i64::try_from(push.consent).unwrap_or(i64::MAX);
        self.connection().execute(
            "INSERT INTO pushes (operation, person, consent) VALUES (?1, ?2, ?3)",
            params![push.operation.word(), person, consent],
        )?;
        self.reading().unread += 1;
        Ok(())
    }

    /// Whether the caller is the one who reads now: there is something, and nobody else does.
    pub(crate) fn begin(&self) -> bool {
        let mut reading = self.reading();
        let begins = !reading.is_on && reading.unread > 0;
        reading.is_on |= begins;
        begins
    }

    /// What has not been read, the oldest first.
    pub(crate) fn unread(&self) -> rusqlite::Result<Batch> {
        let connection = self.connection();
        let sql = "SELECT seq, operation, person, consent FROM pushes WHERE read = 0 ORDER BY seq";
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let word: String = row.get(1)?;
            let (person, consent): (i64, i64) = (row.get(2)?, row.get(3)?);
            let operation = Operation::of_word(&word).unwrap_or(Operation::Claim);
            let person = Oid(person.unsigned_abs());
            Ok((row.get::<_, i64>(0)?, Push { operation, person, consent: consent.unsigned_abs() }))
        })?;
        let all: Vec<(i64, Push)> = rows.collect::<rusqlite::Result<_>>()?;
        let last = all.last().map_or(0, |(seq, _)| *seq);
        Ok(Batch { pushes: all.into_iter().map(|(_, push)| push).collect(), last })
    }

    /// A batch was read and acted upon.
    pub(crate) fn done(&self, batch: &Batch) -> rusqlite::Result<()> {
        self.connection().execute("UPDATE pushes SET read = 1 WHERE read = 0 AND seq <= ?1", [batch.last])?;
        let mut reading = self.reading();
        reading.unread = reading.unread.saturating_sub(batch.pushes.len());
        Ok(())
    }

    /// Whether there is nothing more, in which case the caller has stopped reading.
    pub(crate) fn ends(&self) -> bool {
        let mut reading = self.reading();
        reading.is_on = reading.unread > 0;
        if !reading.is_on {
            self.quiet.notify_all();
        }
        !reading.is_on
    }

    /// The caller stops reading, and leaves what is unread for another time.
    pub(crate) fn leave(&self) {
        self.reading().is_on = false;
        self.quiet.notify_all();
    }

    /// Waits until nobody is reading; whether nothing is left unread.
    pub(crate) fn is_quiet_within(&self, limit: Duration) -> bool {
        let waited = self.quiet.wait_timeout_while(self.reading(), limit, |reading| reading.is_on);
        waited.map_or_else(|poisoned| poisoned.into_inner().0, |(reading, _)| reading).unread == 0
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Operation {
    /// The operation that `opType` names (DP 4.3).
    pub(crate) fn of_wire(text: &str) -> Option<Self> {
        let word = text.strip_prefix("PermissionOperationEnum.")?.strip_suffix("Permission")?;
        Self::of_word(word)
    }

    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "claim" => Self::Claim,
            "issue" => Self::Issue,
            "refuse" => Self::Refuse,
            "revoke" => Self::Revoke,
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Issue => "issue",
            Self::Refuse => "refuse",
            Self::Revoke => "revoke",
        }
    }
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Inbox({} unread)", self.reading().unread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_waits_until_it_is_read_and_outlives_the_process_that_took_it() {
        let file = std::env::temp_dir().join(format!("inbox-{}.sqlite", std::process::id()));
        let push = Push { operation: Operation::Revoke, person: Oid(1000), consent: 27 };
        Inbox::open(Some(&file)).unwrap().put(push).unwrap();
        let again = Inbox::open(Some(&file)).unwrap();
        assert!(again.begin() && !again.begin(), "one reads at a time");
        let batch = again.unread().unwrap();
        assert_eq!(batch.pushes, [push]);
        again.put(push).unwrap();
        again.done(&batch).unwrap();
        assert!(!again.ends(), "one more came meanwhile");
        let rest = again.unread().unwrap();
        again.done(&rest).unwrap();
        assert!(again.ends() && again.is_quiet_within(Duration::ZERO) && !again.begin());
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn only_documented_operations_are_known() {
        assert_eq!(Operation::of_wire("PermissionOperationEnum.issuePermission"), Some(Operation::Issue));
        for other in ["issuePermission", "PermissionOperationEnum.", "PermissionOperationEnum.eatPermission"]
        {
            assert_eq!(Operation::of_wire(other), None, "{other}");
        }
    }
}
