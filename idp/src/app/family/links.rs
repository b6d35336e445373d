//! The end of the links between a child's account and the cards of its parents.

use crate::app::family::keep;
use crate::domain::family;
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// Ends every link to a child's account: it has grown up, or it is gone.
///
/// # Errors
/// The store failed.
pub fn end_links(tx: &mut dyn WriteTx, child: Oid, at: Timestamp) -> Result<(), StoreError> {
    for card in tx.cards_of_account(child)? {
        let Some(parent) = tx.account(card.parent)? else { continue };
        let ruling = family::decide(&card, &parent, family::Command::EndLink, at);
        keep(tx, &parent, card, &ruling.events, at)?;
    }
    Ok(())
}
