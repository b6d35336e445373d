//! School portfolios in SQLite.

use rusqlite::params;

use crate::domain::id::Oid;
use crate::domain::portfolio::Kept;
use crate::store::StoreError;
use crate::store::port::{PortfolioReads, PortfolioWrites};
use crate::store::sqlite::Tx;
use crate::store::sqlite::row::body;

impl PortfolioReads for Tx<'_> {
    fn portfolio_mark(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        self.body("portfolio", "SELECT body FROM portfolio WHERE id = ?1", [id])
    }

    fn portfolio_of(&self, pupil: Oid) -> Result<Vec<Kept>, StoreError> {
        let sql = "SELECT body FROM portfolio WHERE pupil = ?1 ORDER BY seq";
        self.bodies("portfolio", sql, [pupil.number().cast_signed()])
    }
}

impl PortfolioWrites for Tx<'_> {
    fn keep_mark(&mut self, kept: &Kept) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO portfolio (id, pupil, body) VALUES (?1, ?2, ?3)",
            params![kept.id, kept.pupil.number().cast_signed(), body(kept)],
        )?;
        Ok(())
    }
}
