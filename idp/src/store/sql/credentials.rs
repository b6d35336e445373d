//! Credentials, puzzles and recoveries.

use crate::domain::captcha::Captcha;
use crate::domain::credentials::Credentials;
use crate::domain::id::{CaptchaId, Oid, RecoveryId};
use crate::domain::recovery::Recovery;
use crate::store::StoreError;
use crate::store::port::{CredentialReads, CredentialWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::{made_up, put_credentials, touch};

impl<S: Statements> CredentialReads for S {
    fn credentials(&self, oid: Oid) -> Result<Credentials, StoreError> {
        let sql = "SELECT body FROM credentials WHERE oid = ?1";
        let found = self.body("credentials", sql, &[&oid.number().cast_signed()])?;
        if found.is_some() || !oid.is_of_population() {
            return Ok(found.unwrap_or_default());
        }
        Ok(made_up(self, oid)?.map(|person| person.credentials).unwrap_or_default())
    }

    fn captcha(&self, id: CaptchaId) -> Result<Option<Captcha>, StoreError> {
        self.body("captchas", "SELECT body FROM captchas WHERE id = ?1", &[&id.to_string()])
    }

    fn recovery(&self, id: RecoveryId) -> Result<Option<Recovery>, StoreError> {
        self.body("recoveries", "SELECT body FROM recoveries WHERE id = ?1", &[&id.to_string()])
    }
}

impl<S: Statements> CredentialWrites for S {
    fn put_credentials(&mut self, oid: Oid, credentials: &Credentials) -> Result<(), StoreError> {
        touch(self, oid)?;
        put_credentials(self, oid, credentials)
    }

    fn put_captcha(&mut self, captcha: &Captcha) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO captchas (id, expires_at, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET expires_at = ?2, body = ?3",
            &[&captcha.id.to_string(), &captcha.expires_at.as_millis(), &json(captcha)],
        )?;
        Ok(())
    }

    fn put_recovery(&mut self, recovery: &Recovery) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO recoveries (id, expires_at, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET expires_at = ?2, body = ?3",
            &[&recovery.id.to_string(), &recovery.expires_at.as_millis(), &json(recovery)],
        )?;
        Ok(())
    }

    fn remove_recovery(&mut self, id: RecoveryId) -> Result<(), StoreError> {
        self.execute("DELETE FROM recoveries WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }
}
