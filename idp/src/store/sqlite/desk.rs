//! Operators' sessions in SQLite.

use rusqlite::params;

use crate::domain::centre::OperatorSession;
use crate::domain::id::OperatorSessionId;
use crate::store::StoreError;
use crate::store::port::{DeskReads, DeskWrites};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::body;

impl DeskReads for Tx<'_> {
    fn operator_session(&self, id: OperatorSessionId) -> Result<Option<OperatorSession>, StoreError> {
        self.body("operator_sessions", "SELECT body FROM operator_sessions WHERE id = ?1", [id.to_string()])
    }
}

impl DeskWrites for Tx<'_> {
    fn put_operator_session(&mut self, session: &OperatorSession) -> Result<(), StoreError> {
        self.execute(
            "INSERT OR REPLACE INTO operator_sessions (id, expires_at, body) VALUES (?1, ?2, ?3)",
            params![session.id.to_string(), session.expires_at.as_millis(), body(session)],
        )?;
        Ok(())
    }

    fn remove_operator_session(&mut self, id: OperatorSessionId) -> Result<(), StoreError> {
        self.execute("DELETE FROM operator_sessions WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}
