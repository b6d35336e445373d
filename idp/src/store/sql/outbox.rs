//! The outbox.

use crate::domain::notice::{Channel, Notice, Posted};
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{OutboxFilter, OutboxReads, OutboxWrites};
use crate::store::sql::{Bind, Statements};

pub(crate) const TO_ONE: &str = "SELECT id, at, channel, recipient, text, code FROM outbox
     WHERE recipient = ?1 COLLATE NOCASE AND (?2 IS NULL OR channel = ?2) AND id > ?3 AND id < ?5 ORDER BY id LIMIT ?4";
pub(crate) const TO_ONE_NEWEST_FIRST: &str = "SELECT id, at, channel, recipient, text, code FROM outbox
     WHERE recipient = ?1 COLLATE NOCASE AND (?2 IS NULL OR channel = ?2) AND id > ?3 AND id < ?5 ORDER BY id DESC LIMIT ?4";
const TO_ALL: &str = "SELECT id, at, channel, recipient, text, code FROM outbox
     WHERE ?1 IS NULL AND (?2 IS NULL OR channel = ?2) AND id > ?3 AND id < ?5 ORDER BY id LIMIT ?4";
const TO_ALL_NEWEST_FIRST: &str = "SELECT id, at, channel, recipient, text, code FROM outbox
     WHERE ?1 IS NULL AND (?2 IS NULL OR channel = ?2) AND id > ?3 AND id < ?5 ORDER BY id DESC LIMIT ?4";

/// Numbers have no gaps: only the oldest messages are ever deleted. Looks at no more rows than it deletes.
pub(crate) const FORGET: &str = "DELETE FROM outbox WHERE id <= ?1 - coalesce(
     (SELECT CAST(json_extract(value, '$.outbox_messages_max') AS BIGINT) FROM settings WHERE name = 'settings'), ?2)";

const POST: &str = "INSERT INTO outbox (id, at, channel, recipient, text, code)
     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM outbox), ?1, ?2, ?3, ?4, ?5) RETURNING id";

type Row = (i64, i64, String, String, String, Option<String>);

impl<S: Statements> OutboxReads for S {
    fn outbox(&self, filter: &OutboxFilter) -> Result<Vec<Posted>, StoreError> {
        let OutboxFilter { to, channel, after, before, limit, newest_first } = filter;
        let sql = match (to, newest_first) {
            (Some(_), false) => TO_ONE,
            (Some(_), true) => TO_ONE_NEWEST_FIRST,
            (None, false) => TO_ALL,
            (None, true) => TO_ALL_NEWEST_FIRST,
        };
        let limit = limit.map_or(i64::MAX, i64::from);
        let rows: Vec<Row> = self.all(
            sql,
            &[
                &to,
                &channel.map(Channel::name),
                &after.unwrap_or_default(),
                &limit,
                &before.unwrap_or(i64::MAX),
            ],
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

impl<S: Statements> OutboxWrites for S {
    fn post(&mut self, notice: &Notice, at: Timestamp) -> Result<(), StoreError> {
        let (at, channel) = (at.as_millis(), notice.channel.name());
        let values: [&dyn Bind; 5] = [&at, &channel, &notice.to, &notice.text, &notice.code];
        let newest: i64 = self.one(POST, &values, |row| row.get(0))?.unwrap_or_default();
        self.execute(FORGET, &[&newest, &Settings::default().outbox_messages_max])?;
        Ok(())
    }
}
