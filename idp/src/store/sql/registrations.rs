//! Registrations under way.

use crate::domain::id::RegistrationId;
use crate::domain::registration::Registration;
use crate::store::StoreError;
use crate::store::port::{RegistrationReads, RegistrationWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;

impl<S: Statements> RegistrationReads for S {
    fn registration(&self, id: RegistrationId) -> Result<Option<Registration>, StoreError> {
        self.body("registrations", "SELECT body FROM registrations WHERE id = ?1", &[&id.to_string()])
    }
}

impl<S: Statements> RegistrationWrites for S {
    fn put_registration(&mut self, registration: &Registration) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO registrations (id, expires_at, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET expires_at = ?2, body = ?3",
            &[&registration.id.to_string(), &registration.expires_at.as_millis(), &json(registration)],
        )?;
        Ok(())
    }

    fn remove_registration(&mut self, id: RegistrationId) -> Result<(), StoreError> {
        self.execute("DELETE FROM registrations WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }
}
