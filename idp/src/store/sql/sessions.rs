//! Portal sessions.

use crate::domain::id::{Oid, SessionId};
use crate::domain::session::Session;
use crate::store::StoreError;
use crate::store::port::{SessionReads, SessionWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

/// How many sessions a person may have; the oldest end first.
const PER_PERSON_MAX: i64 = 100;

impl<S: Statements> SessionReads for S {
    fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        self.body("sessions", "SELECT body FROM sessions WHERE id = ?1", &[&id.to_string()])
    }

    fn sessions_of(&self, person: Oid) -> Result<Vec<Session>, StoreError> {
        self.bodies(
            "sessions",
            "SELECT body FROM sessions WHERE oid = ?1 ORDER BY started_at DESC",
            &[&person.number().cast_signed()],
        )
    }
}

impl<S: Statements> SessionWrites for S {
    fn put_session(&mut self, session: &Session) -> Result<(), StoreError> {
        touch(self, session.person)?;
        let person = session.person.number().cast_signed();
        self.execute(
            "INSERT INTO sessions (rowid, id, oid, started_at, expires_at, body)
             VALUES ((SELECT coalesce(max(rowid), 0) + 1 FROM sessions), ?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET oid = ?2, started_at = ?3, expires_at = ?4, body = ?5",
            &[
                &session.id.to_string(),
                &person,
                &session.started_at.as_millis(),
                &session.expires_at.as_millis(),
                &json(session),
            ],
        )?;
        self.execute(
            "DELETE FROM sessions WHERE rowid IN
                (SELECT rowid FROM sessions WHERE oid = ?1 ORDER BY started_at DESC, rowid DESC LIMIT 9223372036854775807 OFFSET ?2)",
            &[&person, &PER_PERSON_MAX],
        )?;
        Ok(())
    }

    fn remove_session(&mut self, id: SessionId) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }

    fn remove_sessions_of(&mut self, person: Oid) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE oid = ?1", &[&person.number().cast_signed()])?;
        Ok(())
    }
}
