//! Whose a login is, and whether it is free for somebody else.

use crate::app::Moment;
use crate::domain::account::{Account, Event, LoginKind};
use crate::domain::id::Oid;
use crate::domain::settings::Settings;
use crate::store::{ReadTx, StoreError, WriteTx};

/// Whether a SNILS may be this person's: no other account has it, and none that was deleted keeps it.
///
/// # Errors
/// The store failed.
pub fn snils_is_free(
    tx: &(impl ReadTx + ?Sized),
    settings: &Settings,
    snils: &str,
    person: Option<Oid>,
) -> Result<bool, StoreError> {
    if let Some(holder) = tx.account_of_login(snils)? {
        return Ok(Some(holder) == person);
    }
    Ok(settings.deletion.frees_snils || tx.former_login(snils)?.is_none())
}

/// Whether a phone or an address may be this person's: no other account has it, and it does not rest after one had it.
///
/// # Errors
/// The store failed.
pub fn contact_is_free(
    tx: &(impl ReadTx + ?Sized),
    moment: &Moment<'_>,
    login: &str,
    person: Option<Oid>,
) -> Result<bool, StoreError> {
    if let Some(holder) = tx.account_of_login(login)? {
        return Ok(Some(holder) == person);
    }
    let Some(former) = tx.former_login(login)? else { return Ok(true) };
    let settings = &moment.settings;
    Ok(match former.taken_off_at {
        None => settings.deletion.frees_contacts,
        // Whoever took it off may have it back at once.
        Some(at) => Some(former.person) == person || moment.now >= at + settings.contact_rest_ms,
    })
}

/// Remembers the logins that an event takes from an account: all of them when it ends, contacts when they are
/// changed or taken off.
///
/// # Errors
/// The store failed.
pub fn remember(
    tx: &mut dyn WriteTx,
    before: &Account,
    after: &Account,
    event: &Event,
) -> Result<(), StoreError> {
    let kept = after.logins();
    let taken_off_at = (!matches!(event, Event::Deleted { .. })).then_some(after.updated_at);
    for login in before.logins().into_iter().filter(|login| !kept.contains(login)) {
        // A SNILS that has to be checked again is still the person's.
        if taken_off_at.is_none() || LoginKind::of(&login) != LoginKind::Snils {
            tx.put_former_login(&login, before.oid, taken_off_at)?;
        }
    }
    Ok(())
}
