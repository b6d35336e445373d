//! The school portfolio: marks by number and by pupil.

use crate::domain::id::Oid;
use crate::domain::portfolio::Kept;
use crate::store::error::StoreError;

/// What may be read of portfolios.
pub trait PortfolioReads {
    /// The mark of that number.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn portfolio_mark(&self, id: &str) -> Result<Option<Kept>, StoreError>;

    /// A pupil's marks, in the order in which they came.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn portfolio_of(&self, pupil: Oid) -> Result<Vec<Kept>, StoreError>;
}

/// What may be written of portfolios.
pub trait PortfolioWrites {
    /// Keeps a mark whose number is free.
    ///
    /// # Errors
    /// The engine failed, or the number is taken.
    fn keep_mark(&mut self, kept: &Kept) -> Result<(), StoreError>;
}
