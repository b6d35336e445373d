//! Pushes.

use crate::domain::push::Push;
use crate::store::StoreError;
use crate::store::port::{PushReads, PushWrites};
use crate::store::sql::row::json;
use crate::store::sql::{Moved, Statements};

/// How many pushes that are done are kept, the newest.
const DONE_MAX: i64 = 10_000;

pub(crate) const NEXT: &str = "SELECT body FROM pushes AS own WHERE state = 'waiting' AND NOT EXISTS
     (SELECT 1 FROM pushes AS earlier WHERE earlier.topic = own.topic AND earlier.state = 'waiting' AND earlier.id < own.id)
     ORDER BY due_at, id LIMIT 1";

/// When that is to be tried.
pub(crate) const NEXT_DUE: &str = "SELECT due_at FROM pushes AS own WHERE state = 'waiting' AND NOT EXISTS
     (SELECT 1 FROM pushes AS earlier WHERE earlier.topic = own.topic AND earlier.state = 'waiting' AND earlier.id < own.id)
     ORDER BY due_at, id LIMIT 1";

pub(crate) const OF_TOPIC: &str =
    "SELECT body FROM pushes WHERE topic = ?1 AND state = 'waiting' ORDER BY id LIMIT 1";

impl<S: Statements> PushReads for S {
    fn next_push(&self) -> Result<Option<Push>, StoreError> {
        Ok(self.bodies("pushes", NEXT, &[])?.into_iter().next())
    }

    fn waiting_push(&self, topic: &str) -> Result<Option<Push>, StoreError> {
        Ok(self.bodies("pushes", OF_TOPIC, &[&topic])?.into_iter().next())
    }

    fn pushes(&self, after: u64, limit: u32) -> Result<Vec<Push>, StoreError> {
        self.bodies(
            "pushes",
            "SELECT body FROM pushes WHERE id > ?1 ORDER BY id LIMIT ?2",
            &[&after.cast_signed(), &limit],
        )
    }
}

impl<S: Statements> PushWrites for S {
    fn next_push_id(&mut self) -> Result<u64, StoreError> {
        let highest = self.one("SELECT max(id) FROM pushes", &[], |row| row.get::<Option<i64>>(0))?.flatten();
        Ok(highest.map_or(1, |highest| highest.unsigned_abs() + 1))
    }

    fn put_push(&mut self, push: &Push) -> Result<(), StoreError> {
        self.moves(Moved::Pushes);
        let (id, due_at) = (push.id.cast_signed(), push.due_at.as_millis());
        self.execute(
            "INSERT INTO pushes (id, state, due_at, topic, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET state = ?2, due_at = ?3, topic = ?4, body = ?5",
            &[&id, &push.state.name(), &due_at, &push.topic, &json(push)],
        )?;
        self.execute("DELETE FROM pushes WHERE id <= ?1 AND state <> 'waiting'", &[&(id - DONE_MAX)])?;
        Ok(())
    }
}
