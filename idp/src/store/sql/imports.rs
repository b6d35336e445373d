//! What is kept of banks' calls.

use crate::domain::import::Kept;
use crate::store::StoreError;
use crate::store::port::{ImportReads, ImportWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;

impl<S: Statements> ImportReads for S {
    fn import(&self, number: u64) -> Result<Option<Kept>, StoreError> {
        self.body("imports", "SELECT body FROM imports WHERE id = ?1", &[&number.cast_signed()])
    }

    fn imports_of(&self, topic: &str) -> Result<Vec<Kept>, StoreError> {
        self.bodies("imports", "SELECT body FROM imports WHERE topic = ?1 ORDER BY id", &[&topic])
    }
}

impl<S: Statements> ImportWrites for S {
    fn put_import(&mut self, kept: &Kept) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO imports (id, topic, expires_at, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET topic = ?2, expires_at = ?3, body = ?4",
            &[&kept.number().cast_signed(), &kept.topic(), &kept.expires_at().as_millis(), &json(kept)],
        )?;
        Ok(())
    }
}
