//! Settings and deadlines.

use crate::domain::deadline::Deadline;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{SettingReads, SettingWrites};
use crate::store::sql::row::{body, parse};
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
        let row: Option<(i64, i64, String)> =
            self.one("SELECT id, due_at, body FROM deadlines ORDER BY due_at, id LIMIT 1", &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        row.map(|(id, due_at, text)| Ok((id, Timestamp::from_millis(due_at), parse("deadlines", &text)?)))
            .transpose()
    }
}

impl<S: Statements> SettingWrites for S {
    fn put_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.execute(PUT, &[&name, &value])?;
        Ok(())
    }

    fn put_deadline(&mut self, due_at: Timestamp, deadline: &Deadline) -> Result<(), StoreError> {
        self.moves(Moved::Deadlines);
        self.execute(
            "INSERT INTO deadlines (id, due_at, body)
             VALUES ((SELECT coalesce(max(id), 0) + 1 FROM deadlines), ?1, ?2)",
            &[&due_at.as_millis(), &body(deadline)],
        )?;
        Ok(())
    }

    fn remove_deadline(&mut self, row: i64) -> Result<(), StoreError> {
        self.moves(Moved::Deadlines);
        self.execute("DELETE FROM deadlines WHERE id = ?1", &[&row])?;
        Ok(())
    }
}
