//! What guards accounts, the puzzles of their sign-ins, and recoveries under way.

use crate::domain::captcha::Captcha;
use crate::domain::credentials::{CredentialEvent, Credentials};
use crate::domain::id::{CaptchaId, Oid, RecoveryId};
use crate::domain::recovery::Recovery;
use crate::store::error::StoreError;

/// What may be read of credentials.
pub trait CredentialReads {
    /// What guards an account; the empty credentials when nothing does yet.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn credentials(&self, oid: Oid) -> Result<Credentials, StoreError>;

    /// A puzzle.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn captcha(&self, id: CaptchaId) -> Result<Option<Captcha>, StoreError>;

    /// A recovery under way.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn recovery(&self, id: RecoveryId) -> Result<Option<Recovery>, StoreError>;
}

/// What may be written of credentials.
pub trait CredentialWrites: CredentialReads {
    /// Keeps what guards an account.
    ///
    /// # Errors
    /// The engine failed.
    fn put_credentials(&mut self, oid: Oid, credentials: &Credentials) -> Result<(), StoreError>;

    /// Gives an account a new password by its hash; locks and counts end.
    ///
    /// # Errors
    /// The engine failed.
    fn put_password_hash(&mut self, oid: Oid, hash: &str) -> Result<(), StoreError> {
        let event = CredentialEvent::PasswordSet { hash: hash.to_owned() };
        let credentials = self.credentials(oid)?.evolve(&event);
        self.put_credentials(oid, &credentials)
    }

    /// Keeps a puzzle.
    ///
    /// # Errors
    /// The engine failed.
    fn put_captcha(&mut self, captcha: &Captcha) -> Result<(), StoreError>;

    /// Keeps a recovery under way.
    ///
    /// # Errors
    /// The engine failed.
    fn put_recovery(&mut self, recovery: &Recovery) -> Result<(), StoreError>;

    /// Forgets a recovery that is over.
    ///
    /// # Errors
    /// The engine failed.
    fn remove_recovery(&mut self, id: RecoveryId) -> Result<(), StoreError>;
}
