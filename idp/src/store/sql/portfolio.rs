//! School portfolios.

use crate::domain::id::Oid;
use crate::domain::portfolio::Kept;
use crate::store::StoreError;
use crate::store::port::{PortfolioReads, PortfolioWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

impl<S: Statements> PortfolioReads for S {
    fn portfolio_mark(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        self.body("portfolio", "SELECT body FROM portfolio WHERE id = ?1", &[&id])
    }

    fn portfolio_of(&self, pupil: Oid) -> Result<Vec<Kept>, StoreError> {
        let sql = "SELECT body FROM portfolio WHERE pupil = ?1 ORDER BY seq";
        self.bodies("portfolio", sql, &[&pupil.number().cast_signed()])
    }
}

impl<S: Statements> PortfolioWrites for S {
    fn keep_mark(&mut self, kept: &Kept) -> Result<(), StoreError> {
        touch(self, kept.pupil)?;
        self.execute(
            "INSERT INTO portfolio (seq, id, pupil, body)
             VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM portfolio), ?1, ?2, ?3)",
            &[&kept.id, &kept.pupil.number().cast_signed(), &json(kept)],
        )?;
        Ok(())
    }
}
