//! Children's cards, in the family sections of their parents.

use crate::domain::family::Card;
use crate::domain::id::Oid;
use crate::store::error::StoreError;

/// What may be read of families.
pub trait FamilyReads {
    /// A card.
    ///
    /// # Errors
    /// The engine failed or the row is corrupt.
    fn card(&self, id: u64) -> Result<Option<Card>, StoreError>;

    /// The cards a parent keeps, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn cards_of_parent(&self, parent: Oid) -> Result<Vec<Card>, StoreError>;

    /// The cards an account of a child is linked to, oldest first.
    ///
    /// # Errors
    /// The engine failed or a row is corrupt.
    fn cards_of_account(&self, account: Oid) -> Result<Vec<Card>, StoreError>;
}

/// What may be written of families.
pub trait FamilyWrites {
    /// A number for a new card, never given before.
    ///
    /// # Errors
    /// The engine failed.
    fn next_card_id(&mut self) -> Result<u64, StoreError>;

    /// Keeps a card.
    ///
    /// # Errors
    /// The engine failed.
    fn put_card(&mut self, card: &Card) -> Result<(), StoreError>;
}
