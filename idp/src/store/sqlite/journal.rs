//! The journal in SQLite.

use rusqlite::params;

use crate::domain::journal::{Entry, Outcome, Written};
use crate::store::StoreError;
use crate::store::port::{JournalFilter, JournalReads, JournalWrites};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::{body, parse};

impl JournalReads for Tx<'_> {
    fn journal(&self, filter: &JournalFilter) -> Result<Vec<Written>, StoreError> {
        let mut rows: Vec<(i64, String)> = self.all(
            "SELECT seq, body FROM journal
             WHERE (?1 IS NULL OR seq > ?1) AND (?2 IS NULL OR seq < ?2) AND (?3 IS NULL OR seq = ?3)
               AND (?4 IS NULL OR client = ?4) AND (?5 IS NULL OR error = ?5)
               AND (?6 IS NULL OR body ->> '$.outcome' = ?6)
             ORDER BY seq DESC LIMIT ?7",
            params![
                filter.after,
                filter.before,
                filter.seq,
                filter.client,
                filter.code,
                filter.outcome.map(Outcome::name),
                filter.limit
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        rows.reverse();
        let parsed = rows.iter().map(|(seq, text)| Ok(Written { seq: *seq, entry: parse("journal", text)? }));
        parsed.collect()
    }
}

impl JournalWrites for Tx<'_> {
    fn append_journal(&mut self, entry: &Entry, kept: u32) -> Result<i64, StoreError> {
        self.execute(
            "INSERT INTO journal (client, error, body) VALUES (?1, ?2, ?3)",
            params![entry.client, entry.error, body(entry)],
        )?;
        let seq = self.connection.last_insert_rowid();
        self.execute("DELETE FROM journal WHERE seq <= ?1 - ?2", params![seq, kept])?;
        Ok(seq)
    }
}
