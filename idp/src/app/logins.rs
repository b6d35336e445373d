//! Whose a login is, and whether it is free for somebody else.

use crate::domain::account::{Event, LoginKind};
use crate::domain::id::Oid;
use crate::domain::settings::{DeletionTerms, Settings};
use crate::store::{ReadTx, StoreError, WriteTx};

/// Whether a login may be this person's: no other account has it, and none that was deleted keeps it.
///
/// # Errors
/// The store failed.
pub fn is_free(
    tx: &(impl ReadTx + ?Sized),
    settings: &Settings,
    login: &str,
    person: Option<Oid>,
) -> Result<bool, StoreError> {
    if let Some(holder) = tx.account_of_login(login)? {
        return Ok(Some(holder) == person);
    }
    Ok(is_freed(&settings.deletion, login) || tx.former_holder(login)?.is_none())
}

/// Whether the end of an account frees such a login.
fn is_freed(terms: &DeletionTerms, login: &str) -> bool {
    match LoginKind::of(login) {
        LoginKind::Mobile | LoginKind::Email => terms.frees_contacts,
        LoginKind::Snils => terms.frees_snils,
    }
}

/// Remembers the logins of an account that an event ends.
///
/// # Errors
/// The store failed.
pub fn remember(
    tx: &mut dyn WriteTx,
    person: Oid,
    logins: &[String],
    event: &Event,
) -> Result<(), StoreError> {
    if matches!(event, Event::Deleted) {
        for login in logins {
            tx.put_former_login(login, person)?;
        }
    }
    Ok(())
}
