//! Operators' sessions.

use crate::domain::centre::OperatorSession;
use crate::domain::id::OperatorSessionId;
use crate::store::StoreError;
use crate::store::port::{DeskReads, DeskWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;

impl<S: Statements> DeskReads for S {
    fn operator_session(&self, id: OperatorSessionId) -> Result<Option<OperatorSession>, StoreError> {
        self.body("operator_sessions", "SELECT body FROM operator_sessions WHERE id = ?1", &[&id.to_string()])
    }
}

impl<S: Statements> DeskWrites for S {
    fn put_operator_session(&mut self, session: &OperatorSession) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO operator_sessions (id, expires_at, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET expires_at = ?2, body = ?3",
            &[&session.id.to_string(), &session.expires_at.as_millis(), &json(session)],
        )?;
        Ok(())
    }

    fn remove_operator_session(&mut self, id: OperatorSessionId) -> Result<(), StoreError> {
        self.execute("DELETE FROM operator_sessions WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }
}
