//! The journal in SQLite.

use rusqlite::params;

use crate::domain::journal::{Entry, Written};
use crate::store::StoreError;
use crate::store::port::{JournalFilter, JournalReads, JournalWrites};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::{body, parse};

/// How many entries are kept.
const KEPT: i64 = 2_000;

impl JournalReads for Tx<'_> {
    fn journal(&self, filter: &JournalFilter) -> Result<Vec<Written>, StoreError> {
        let mut rows: Vec<(i64, String)> = self.all(
            "SELECT seq, body FROM journal
             WHERE (?1 IS NULL OR seq > ?1) AND (?2 IS NULL OR client = ?2) AND (?3 IS NULL OR error = ?3)
             ORDER BY seq DESC LIMIT ?4",
            params![filter.after, filter.client, filter.code, filter.limit],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        rows.reverse();
        let parsed = rows.iter().map(|(seq, text)| Ok(Written { seq: *seq, entry: parse("journal", text)? }));
        parsed.collect()
    }
}

impl JournalWrites for Tx<'_> {
    fn append_journal(&mut self, entry: &Entry) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO journal (client, error, body) VALUES (?1, ?2, ?3)",
            params![entry.client, entry.error, body(entry)],
        )?;
        self.execute("DELETE FROM journal WHERE seq <= last_insert_rowid() - ?1", [KEPT])?;
        Ok(())
    }
}
