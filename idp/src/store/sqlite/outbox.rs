//! The outbox in SQLite.

use rusqlite::params;

use crate::domain::notice::{Channel, Notice, Posted};
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{OutboxFilter, OutboxReads, OutboxWrites};
use crate::store::sqlite::Tx;

type Row = (i64, i64, String, String, String, Option<String>);

impl OutboxReads for Tx<'_> {
    fn outbox(&self, filter: &OutboxFilter) -> Result<Vec<Posted>, StoreError> {
        let rows: Vec<Row> = self.all(
            "SELECT id, at, channel, recipient, text, code FROM outbox
             WHERE (?1 IS NULL OR recipient = ?1 COLLATE NOCASE) AND (?2 IS NULL OR channel = ?2) ORDER BY id",
            params![filter.to, filter.channel.map(Channel::name)],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)),
        )?;
        rows.into_iter().map(posted).collect()
    }
}

fn posted((id, at, channel, to, text, code): Row) -> Result<Posted, StoreError> {
    let channel = channel
        .parse()
        .map_err(|_| StoreError::Corrupt { table: "outbox", why: format!("channel of {id}") })?;
    Ok(Posted { id, at: Timestamp::from_millis(at), notice: Notice { channel, to, text, code } })
}

impl OutboxWrites for Tx<'_> {
    fn post(&mut self, notice: &Notice, at: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO outbox (at, channel, recipient, text, code) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![at.as_millis(), notice.channel.name(), notice.to, notice.text, notice.code],
        )?;
        Ok(())
    }
}
