//! The records of the two simulated registers.

use crate::domain::person::Snils;
use crate::domain::register::{PassportRecord, PensionRecord};
use crate::store::StoreError;
use crate::store::port::{RegisterReads, RegisterWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::body;

const ONE: &str = "SELECT body FROM register_records WHERE register = ?1 AND key = ?2";
const ALL: &str = "SELECT body FROM register_records WHERE register = ?1 ORDER BY key";
const PUT: &str = "INSERT INTO register_records (register, key, body) VALUES (?1, ?2, ?3)
     ON CONFLICT (register, key) DO UPDATE SET body = ?3";
const REMOVE: &str = "DELETE FROM register_records WHERE register = ?1 AND key = ?2";
const PENSION_FUND: &str = "pension-fund";
const INTERIOR_MINISTRY: &str = "interior-ministry";

impl<S: Statements> RegisterReads for S {
    fn pension_record(&self, snils: Snils) -> Result<Option<PensionRecord>, StoreError> {
        self.body("register_records", ONE, &[&PENSION_FUND, &&snils.to_string()])
    }

    fn pension_records(&self) -> Result<Vec<PensionRecord>, StoreError> {
        self.bodies("register_records", ALL, &[&PENSION_FUND])
    }

    fn passport_record(&self, key: &str) -> Result<Option<PassportRecord>, StoreError> {
        self.body("register_records", ONE, &[&INTERIOR_MINISTRY, &key])
    }

    fn passport_records(&self) -> Result<Vec<PassportRecord>, StoreError> {
        self.bodies("register_records", ALL, &[&INTERIOR_MINISTRY])
    }
}

impl<S: Statements> RegisterWrites for S {
    fn put_pension_record(&mut self, record: &PensionRecord) -> Result<(), StoreError> {
        self.execute(PUT, &[&PENSION_FUND, &record.snils.to_string(), &body(record)])?;
        Ok(())
    }

    fn remove_pension_record(&mut self, snils: Snils) -> Result<bool, StoreError> {
        Ok(self.execute(REMOVE, &[&PENSION_FUND, &&snils.to_string()])? > 0)
    }

    fn put_passport_record(&mut self, record: &PassportRecord) -> Result<(), StoreError> {
        self.execute(PUT, &[&INTERIOR_MINISTRY, &record.key, &body(record)])?;
        Ok(())
    }

    fn remove_passport_record(&mut self, key: &str) -> Result<bool, StoreError> {
        Ok(self.execute(REMOVE, &[&INTERIOR_MINISTRY, &key])? > 0)
    }
}
