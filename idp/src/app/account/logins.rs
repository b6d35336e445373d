//! Whose a login is, and whether it is free for somebody else.

use std::fmt;

use jiff::civil::Date;

use crate::app::Moment;
use crate::domain::account::{Account, Event, LoginKind};
use crate::domain::id::Oid;
use crate::domain::person::date;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::{ReadTx, StoreError, WriteTx};

/// The settings and the moment that a rule goes by: those of a request, or of something that happens by itself.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The moment.
    pub now: Timestamp,
}

impl<'a> At<'a> {
    /// Those of a request.
    pub fn of(moment: &'a Moment<'_>) -> Self {
        Self { settings: &moment.settings, now: moment.now }
    }
}

/// The account that signs in by a login.
///
/// # Errors
/// The store failed.
pub fn holder(tx: &(impl ReadTx + ?Sized), login: &str) -> Result<Option<Account>, StoreError> {
    tx.account_of_login(login)?.map_or(Ok(None), |oid| tx.account(oid))
}

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

/// A contact that is another account's, or was lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupied {
    /// The first day on which it is free; nothing when no day is known.
    pub free_on: Option<Date>,
}

impl fmt::Display for Occupied {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.free_on {
            Some(day) => write!(
                out,
                "ESIA-039812: the phone was proved in another account lately and is free on {}",
                date::spell(day)
            ),
            None => out.write_str("the contact belongs to another account"),
        }
    }
}

/// Whether a phone or an address may be this person's. A phone rests after it was proved elsewhere; then another account
/// may have it, even from the one that still has it.
///
/// # Errors
/// The store failed; the inner error says until when the contact is another's.
pub fn contact_is_free(
    tx: &(impl ReadTx + ?Sized),
    at: At<'_>,
    login: &str,
    person: Option<Oid>,
) -> Result<Result<(), Occupied>, StoreError> {
    let terms = &at.settings.contacts;
    let is_phone = LoginKind::of(login) == LoginKind::Mobile;
    if let Some(holder) = tx.account_of_login(login)?.filter(|holder| Some(*holder) != person) {
        // MR table 73, row 86: an address that is proved elsewhere is refused (ESIA-039803).
        let account = if is_phone { tx.account(holder)? } else { None };
        let proved_at = account.and_then(|account| account.proof_moment(login));
        return Ok(match proved_at.map_or(Err(Occupied { free_on: None }), |proved| rested(at, proved)) {
            Ok(()) if !terms.phone_takeover => Err(Occupied { free_on: None }),
            told => told,
        });
    }
    let Some(former) = tx.former_login(login)? else { return Ok(Ok(())) };
    Ok(match former.proved_at {
        None if at.settings.deletion.frees_contacts => Ok(()),
        None => Err(Occupied { free_on: None }),
        // Whoever had it may have it back at once.
        Some(proved) if is_phone && Some(former.person) != person => rested(at, proved),
        Some(_) => Ok(()),
    })
}

/// MR table 73, row 90: thirty days from the proof in another account; the day is told, and on it the phone is free.
fn rested(at: At<'_>, proved_at: Timestamp) -> Result<(), Occupied> {
    let days = at.settings.contacts.phone_rest_days;
    let free_on = proved_at.date().saturating_add(jiff::Span::new().days(i64::from(days)));
    if at.now.date() >= free_on { Ok(()) } else { Err(Occupied { free_on: Some(free_on) }) }
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
    let is_gone = matches!(event, Event::Deleted { .. });
    for login in before.logins().into_iter().filter(|login| !kept.contains(login)) {
        // A SNILS that has to be checked again is still the person's.
        if is_gone || LoginKind::of(&login) != LoginKind::Snils {
            let proved_at = if is_gone { None } else { before.proof_moment(&login) };
            tx.put_former_login(&login, before.oid, proved_at)?;
        }
    }
    Ok(())
}
