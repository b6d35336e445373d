//! A phone that goes over to another account: the one that had it loses it, and the sign-in by it.

use crate::app::accounts;
use crate::domain::account::{ContactEvent, Event, LoginKind};
use crate::domain::credentials::{CredentialEvent, Factor};
use crate::domain::id::Oid;
use crate::domain::person::contact::ContactKind;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// Takes a phone from the account that has it, when that is not this person's; others' addresses are not free and stay.
///
/// # Errors
/// The store failed.
// SIM: that the account of before loses the phone is inferred from the text of ESIA-039812.
pub fn take_over(
    tx: &mut dyn WriteTx,
    login: &str,
    person: Option<Oid>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kind = ContactKind::Mobile;
    let holder = tx.account_of_login(login)?.filter(|holder| Some(*holder) != person);
    let Some(holder) = holder.filter(|_| LoginKind::of(login) == LoginKind::Mobile) else { return Ok(()) };
    let Some(account) = tx.account(holder)? else { return Ok(()) };
    accounts::keep(tx, account, &[Event::Contact(ContactEvent::Lost { kind })], now)?;
    let credentials = tx.credentials(holder)?;
    if credentials.factor.goes_to(kind) {
        // Codes would go to a stranger; without a phone nobody could sign in.
        let off = credentials.evolve(&CredentialEvent::FactorSet(Factor::Off));
        tx.put_credentials(holder, &off)?;
    }
    Ok(())
}
