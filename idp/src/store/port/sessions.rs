//! Portal sessions.

use crate::domain::id::{Oid, SessionId};
use crate::domain::session::Session;
use crate::store::error::StoreError;

/// What may be read of sessions.
pub trait SessionReads {
    /// A session, alive or not.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// A person's sessions, newest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn sessions_of(&self, person: Oid) -> Result<Vec<Session>, StoreError>;
}

/// What may be written of sessions.
pub trait SessionWrites {
    /// Keeps a session; a person's oldest give way when there are too many.
    ///
    /// # Errors
    /// The engine failed.
    fn put_session(&mut self, session: &Session) -> Result<(), StoreError>;

    /// Ends a session.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_session(&mut self, id: SessionId) -> Result<(), StoreError>;

    /// Ends every session of a person.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_sessions_of(&mut self, person: Oid) -> Result<(), StoreError>;
}
