//! Consents of the digital profile: the table `agreements`. The table `consents` holds scope consents.

use crate::domain::consent::Consent;
use crate::domain::id::{Mnemonic, Oid};
use crate::store::StoreError;
use crate::store::port::{ConsentReads, ConsentWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::body;
use crate::store::sql::touched::touch;

impl<S: Statements> ConsentReads for S {
    fn consents(&self, person: Oid, client: Option<&Mnemonic>) -> Result<Vec<Consent>, StoreError> {
        self.bodies(
            "agreements",
            "SELECT body FROM agreements WHERE person = ?1 AND (?2 IS NULL OR client = ?2) ORDER BY id",
            &[&person.number().cast_signed(), &client.map(Mnemonic::as_str)],
        )
    }
}

impl<S: Statements> ConsentWrites for S {
    fn next_consent_id(&mut self) -> Result<u64, StoreError> {
        let highest =
            self.one("SELECT max(id) FROM agreements", &[], |row| row.get::<Option<i64>>(0))?.flatten();
        Ok(highest.map_or(1, |highest| highest.unsigned_abs() + 1))
    }

    fn remove_consent(&mut self, id: u64) -> Result<(), StoreError> {
        self.execute("DELETE FROM agreements WHERE id = ?1", &[&id.cast_signed()])?;
        Ok(())
    }

    fn put_consent(&mut self, consent: &Consent) -> Result<(), StoreError> {
        touch(self, consent.person)?;
        let (id, person) = (consent.id.cast_signed(), consent.person.number().cast_signed());
        self.execute(
            "INSERT INTO agreements (id, person, client, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET body = ?4",
            &[&id, &person, &consent.client.as_ref().map_or("", Mnemonic::as_str), &body(consent)],
        )?;
        Ok(())
    }
}
