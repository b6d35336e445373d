//! Registrations under way in SQLite.

use rusqlite::params;

use crate::domain::id::RegistrationId;
use crate::domain::registration::Registration;
use crate::store::StoreError;
use crate::store::port::{RegistrationReads, RegistrationWrites};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::body;

impl RegistrationReads for Tx<'_> {
    fn registration(&self, id: RegistrationId) -> Result<Option<Registration>, StoreError> {
        self.body("registrations", "SELECT body FROM registrations WHERE id = ?1", [id.to_string()])
    }
}

impl RegistrationWrites for Tx<'_> {
    fn put_registration(&mut self, registration: &Registration) -> Result<(), StoreError> {
        self.execute(
            "INSERT OR REPLACE INTO registrations (id, expires_at, body) VALUES (?1, ?2, ?3)",
            params![registration.id.to_string(), registration.expires_at.as_millis(), body(registration)],
        )?;
        Ok(())
    }

    fn remove_registration(&mut self, id: RegistrationId) -> Result<(), StoreError> {
        self.execute("DELETE FROM registrations WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}
