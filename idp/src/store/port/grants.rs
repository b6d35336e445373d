//! Sign-ins under way, grants and refresh tokens.

use crate::domain::grant::{Grant, Pending, Refresh};
use crate::domain::id::{GrantId, Oid, PendingId};
use crate::domain::time::Timestamp;
use crate::store::error::StoreError;

/// What may be read of grants.
pub trait GrantReads {
    /// A sign-in under way.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn pending(&self, id: PendingId) -> Result<Option<Pending>, StoreError>;

    /// A grant; used ones are remembered for a while, so that their reuse can be explained.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn grant(&self, id: GrantId) -> Result<Option<Grant>, StoreError>;

    /// The grant that the relying party of another one was given last before it.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn grant_before(&self, grant: &Grant) -> Result<Option<Grant>, StoreError>;

    /// A grant of the portal session that tokens name so.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn grant_of_session(&self, sid: &str) -> Result<Option<Grant>, StoreError>;

    /// A refresh token; used, withdrawn and expired ones are remembered for a while, so that they are told apart.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn refresh(&self, token: &str) -> Result<Option<Refresh>, StoreError>;
}

/// What may be written of grants.
pub trait GrantWrites {
    /// Keeps a sign-in under way.
    ///
    /// # Errors
    /// The engine failed.
    fn put_pending(&mut self, pending: &Pending) -> Result<(), StoreError>;

    /// Forgets a sign-in that is over.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_pending(&mut self, id: PendingId) -> Result<(), StoreError>;

    /// Keeps a grant.
    ///
    /// # Errors
    /// The engine failed.
    fn put_grant(&mut self, grant: &Grant) -> Result<(), StoreError>;

    /// Keeps a refresh token, new or changed, and of a person's used ones the newest.
    ///
    /// # Errors
    /// The engine failed.
    fn put_refresh(&mut self, token: &str, refresh: &Refresh) -> Result<(), StoreError>;

    /// Withdraws every refresh token of a grant.
    ///
    /// # Errors
    /// The engine failed.
    fn withdraw_refreshes(&mut self, grant: &Grant) -> Result<(), StoreError>;

    /// Withdraws every refresh token of a person.
    ///
    /// # Errors
    /// The engine failed.
    fn withdraw_refreshes_of(&mut self, person: Oid) -> Result<(), StoreError>;

    /// Forgets what has expired and all but the newest used grants, so that memory stays flat.
    ///
    /// # Errors
    /// The engine failed.
    fn sweep(&mut self, now: Timestamp) -> Result<(), StoreError>;
}
