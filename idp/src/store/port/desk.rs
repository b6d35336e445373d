//! Operators' sessions at the desks of service centres.

use crate::domain::centre::OperatorSession;
use crate::domain::id::OperatorSessionId;
use crate::store::error::StoreError;

/// What may be read of desks.
pub trait DeskReads {
    /// An operator's session, alive or not.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn operator_session(&self, id: OperatorSessionId) -> Result<Option<OperatorSession>, StoreError>;
}

/// What may be written of desks.
pub trait DeskWrites {
    /// Keeps an operator's session.
    ///
    /// # Errors
    /// The engine failed.
    fn put_operator_session(&mut self, session: &OperatorSession) -> Result<(), StoreError>;

    /// Ends an operator's session.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_operator_session(&mut self, id: OperatorSessionId) -> Result<(), StoreError>;
}
