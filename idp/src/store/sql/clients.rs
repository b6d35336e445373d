//! Relying parties, and the scopes that citizens allowed them: the table `consents`.

use crate::domain::client::Client;
use crate::domain::id::{IdError, Mnemonic, Oid};
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{ClientReads, ClientWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

impl<S: Statements> ClientReads for S {
    fn client(&self, mnemonic: &Mnemonic) -> Result<Option<Client>, StoreError> {
        self.body("clients", "SELECT body FROM clients WHERE mnemonic = ?1", &[&mnemonic.as_str()])
    }

    fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.bodies("clients", "SELECT body FROM clients ORDER BY mnemonic", &[])
    }

    fn clients_after(&self, after: &str, limit: u32) -> Result<Vec<Client>, StoreError> {
        let sql = "SELECT body FROM clients WHERE mnemonic > ?1 ORDER BY mnemonic LIMIT ?2";
        self.bodies("clients", sql, &[&after, &limit])
    }

    fn scope_consent(&self, person: Oid, client: &Mnemonic) -> Result<Vec<String>, StoreError> {
        self.all(
            "SELECT scope FROM consents WHERE oid = ?1 AND client = ?2 ORDER BY scope",
            &[&person.number().cast_signed(), &client.as_str()],
            |row| row.get(0),
        )
    }

    fn scope_consent_clients(&self, person: Oid) -> Result<Vec<Mnemonic>, StoreError> {
        let names: Vec<String> = self.all(
            "SELECT DISTINCT client FROM consents WHERE oid = ?1 ORDER BY client",
            &[&person.number().cast_signed()],
            |row| row.get(0),
        )?;
        let corrupt = |why: IdError| StoreError::Corrupt { table: "consents", why: why.to_string() };
        names.iter().map(|name| name.parse().map_err(corrupt)).collect()
    }
}

impl<S: Statements> ClientWrites for S {
    fn put_client(&mut self, client: &Client) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE clients SET body = ?2 WHERE mnemonic = ?1",
            &[&client.mnemonic.as_str(), &json(client)],
        )?;
        if changed == 0 {
            self.execute(
                "INSERT INTO clients (mnemonic, body) VALUES (?1, ?2)",
                &[&client.mnemonic.as_str(), &json(client)],
            )?;
        }
        Ok(changed == 0)
    }

    fn remove_client(&mut self, mnemonic: &Mnemonic) -> Result<bool, StoreError> {
        self.execute("DELETE FROM consents WHERE client = ?1", &[&mnemonic.as_str()])?;
        Ok(self.execute("DELETE FROM clients WHERE mnemonic = ?1", &[&mnemonic.as_str()])? > 0)
    }

    fn put_scope_consent(
        &mut self,
        person: Oid,
        client: &Mnemonic,
        scopes: &[String],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        touch(self, person)?;
        for scope in scopes {
            self.execute(
                "INSERT INTO consents (oid, client, scope, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                &[&person.number().cast_signed(), &client.as_str(), &scope, &at.as_millis()],
            )?;
        }
        Ok(())
    }

    fn remove_scope_consent(&mut self, person: Oid, client: &Mnemonic) -> Result<bool, StoreError> {
        let removed = self.execute(
            "DELETE FROM consents WHERE oid = ?1 AND client = ?2",
            &[&person.number().cast_signed(), &client.as_str()],
        )?;
        Ok(removed > 0)
    }
}
