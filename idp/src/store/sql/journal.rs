//! The journal.

use crate::domain::journal::{Entry, Outcome, Written};
use crate::store::StoreError;
use crate::store::port::{JournalBounds, JournalFilter, JournalReads, JournalWrites};
use crate::store::sql::row::json;
use crate::store::sql::{Bind, Statements};

const APPEND: &str = "INSERT INTO journal (seq, client, error, body, bytes_total)
     VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM journal), ?1, ?2, ?3, ?4 + coalesce((SELECT bytes_total FROM journal ORDER BY seq DESC LIMIT 1), 0))
     RETURNING seq, bytes_total";

/// Looks at no more rows than it deletes, and one: the total rises with the number. One bound, because SQLite would take only
/// one of two for its range and look at every row with the other.
const FORGET: &str = "DELETE FROM journal WHERE seq < min(?1,
     max(?1 - ?2 + 1, coalesce((SELECT seq FROM journal WHERE bytes_total - octet_length(body) >= ?3 ORDER BY seq LIMIT 1), ?1)))";

impl<S: Statements> JournalReads for S {
    fn journal(&self, filter: &JournalFilter) -> Result<Vec<Written>, StoreError> {
        let mut rows: Vec<Written> = self.all(
            "SELECT seq, body FROM journal
             WHERE (?1 IS NULL OR seq > ?1) AND (?2 IS NULL OR seq < ?2) AND (?3 IS NULL OR seq = ?3)
               AND (?4 IS NULL OR client = ?4) AND (?5 IS NULL OR error = ?5)
               AND (?6 IS NULL OR body ->> '$.outcome' = ?6)
             ORDER BY seq DESC LIMIT ?7",
            &[
                &filter.after,
                &filter.before,
                &filter.seq,
                &filter.client,
                &filter.code,
                &filter.outcome.map(Outcome::name),
                &filter.limit,
            ],
            |row| Ok(Written { seq: row.get(0)?, entry: row.body("journal", 1)? }),
        )?;
        rows.reverse();
        Ok(rows)
    }
}

impl<S: Statements> JournalWrites for S {
    fn append_journal(&mut self, entry: &Entry, kept: JournalBounds) -> Result<i64, StoreError> {
        let text = json(entry);
        let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
        let values: [&dyn Bind; 4] = [&entry.client, &entry.error, &text, &length];
        let (seq, bytes_total): (i64, i64) =
            self.one(APPEND, &values, |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default();
        let bytes = i64::try_from(kept.bytes).unwrap_or(i64::MAX);
        self.execute(FORGET, &[&seq, &kept.entries, &bytes_total.saturating_sub(bytes)])?;
        Ok(seq)
    }
}
