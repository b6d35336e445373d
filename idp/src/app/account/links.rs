//! Cards that parents keep of their children, and the end of the links between them and a child's account.

use crate::domain::account::Account;
use crate::domain::family::{self, Card, Event};
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

/// Keeps what happened to a card and tells the parent.
///
/// # Errors
/// The store failed.
pub fn keep(
    tx: &mut dyn WriteTx,
    parent: &Account,
    card: Card,
    events: &[Event],
    now: Timestamp,
) -> Result<Card, StoreError> {
    let mut after = card;
    for event in events {
        after = after.evolve(event, now);
        for notice in family::notices(parent, &after, event) {
            tx.post(&notice, now)?;
        }
    }
    tx.put_card(&after)?;
    Ok(after)
}
