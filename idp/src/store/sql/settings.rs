//! Settings and deadlines.

use crate::domain::deadline::Deadline;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{SettingReads, SettingWrites};
use crate::store::sql::row::json;
use crate::store::sql::{Moved, Statements};

/// When the earliest deadline is.
pub(crate) const NEXT_DUE: &str = "SELECT due_at FROM deadlines ORDER BY due_at, id LIMIT 1";

const PUT: &str =
    "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";

impl<S: Statements> SettingReads for S {
    fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.one("SELECT value FROM settings WHERE name = ?1", &[&name], |row| row.get(0))
    }

    fn next_deadline(&self) -> Result<Option<(i64, Timestamp, Deadline)>, StoreError> {
        self.one("SELECT id, due_at, body FROM deadlines ORDER BY due_at, id LIMIT 1", &[], |row| {
            Ok((row.get(0)?, Timestamp::from_millis(row.get(1)?), row.body("deadlines", 2)?))
        })
    }
}

impl<S: Statements> SettingWrites for S {
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.moves(Moved::Settings);
        self.execute(PUT, &[&name, &value])?;
        Ok(())
    }

    fn put_deadline(&mut self, due_at: Timestamp, deadline: &Deadline) -> Result<(), StoreError> {
        self.moves(Moved::Deadlines);
        self.execute(
            "INSERT INTO deadlines (id, due_at, body)
             VALUES ((SELECT coalesce(max(id), 0) + 1 FROM deadlines), ?1, ?2)",
            &[&due_at.as_millis(), &json(deadline)],
        )?;
        Ok(())
    }

    fn remove_deadline(&mut self, row: i64) -> Result<(), StoreError> {
        self.moves(Moved::Deadlines);
        self.execute("DELETE FROM deadlines WHERE id = ?1", &[&row])?;
        Ok(())
    }
}
