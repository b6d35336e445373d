//! The simulated registers: their records put and removed, and what they say of a person.

use crate::app::account::logins;
use crate::app::{Missing, Moment, Stop};
use crate::domain::account::{Account, FieldFault, Level};
use crate::domain::id::Oid;
use crate::domain::person::Snils;
use crate::domain::register::{self, Known, PassportRecord, PensionRecord, SnilsState};
use crate::domain::settings::Settings;
use crate::store::{ReadTx, StoreError};

/// What the registers say of a person's profile; nothing when one of them never answers.
///
/// # Errors
/// The store failed.
pub fn ask(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    person: Oid,
) -> Result<Option<Vec<FieldFault>>, StoreError> {
    tx.account(person)?.map_or(Ok(None), |account| ask_about(settings, tx, &account))
}

/// What the registers say of the profile of an account, kept or not; nothing when one of them never answers.
///
/// # Errors
/// The store failed.
pub fn ask_about(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    account: &Account,
) -> Result<Option<Vec<FieldFault>>, StoreError> {
    let profile = account.wanted_profile();
    let pension = match profile.snils {
        Some(snils) => tx.pension_record(snils)?,
        None => None,
    };
    let passport = match profile.identity_paper() {
        Some(paper) => tx.passport_record(&register::passport_key(paper))?,
        None => None,
    };
    let Some(mut faults) = register::judge(&profile, &Known { pension, passport }, &settings.registers)
    else {
        return Ok(None);
    };
    if snils_of_another(settings, tx, account)? {
        faults.push(FieldFault::SnilsTaken);
    }
    faults.sort_by_key(|fault| FieldFault::ALL.iter().position(|one| one == fault));
    Ok(Some(faults))
}

/// How a SNILS stands with the accounts, as the one who asks sees it.
///
/// # Errors
/// The store failed.
pub fn snils_state(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    snils: Snils,
    asks: Option<Oid>,
) -> Result<SnilsState, StoreError> {
    let login = snils.to_string();
    let holders = tx.accounts_of_snils(&login)?;
    // A blocked account has not lost its SNILS.
    let (own, others): (Vec<_>, Vec<_>) =
        holders.into_iter().filter(|one| !one.is_deleted()).partition(|one| Some(one.oid) == asks);
    let kept = !logins::snils_is_free(tx, settings, &login, asks)? && others.is_empty();
    Ok(if kept || others.iter().any(|one| one.level() == Level::Confirmed) {
        SnilsState::Confirmed
    } else if !others.is_empty() {
        SnilsState::Unconfirmed
    } else if own.is_empty() {
        SnilsState::Free
    } else {
        SnilsState::Own
    })
}

/// A record of a register, to be put or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Of the Pension Fund.
    Pension(PensionRecord),
    /// Of the Interior Ministry.
    Passport(PassportRecord),
}

/// Puts a record, in place of the one of the same key.
///
/// # Errors
/// The store failed.
pub fn put(moment: &Moment<'_>, record: &Record) -> Result<(), StoreError> {
    let mut tx = moment.write()?;
    match record {
        Record::Pension(record) => tx.put_pension_record(record)?,
        Record::Passport(record) => tx.put_passport_record(record)?,
    }
    Ok(())
}

/// The key of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordKey {
    /// Of the Pension Fund.
    Pension(Snils),
    /// Of the Interior Ministry.
    Passport(String),
}

/// Removes a record.
///
/// # Errors
/// There is none of this key, or the store failed.
pub fn remove(moment: &Moment<'_>, key: &RecordKey) -> Result<(), Stop<Missing>> {
    let mut tx = moment.write()?;
    let removed = match key {
        RecordKey::Pension(snils) => tx.remove_pension_record(*snils)?,
        RecordKey::Passport(key) => tx.remove_passport_record(key)?,
    };
    if removed { Ok(()) } else { Err(Stop::refused(Missing)) }
}

/// Every record of the Pension Fund, by SNILS.
///
/// # Errors
/// The store failed.
pub fn pension_fund(moment: &Moment<'_>) -> Result<Vec<PensionRecord>, StoreError> {
    moment.read()?.pension_records()
}

/// Every record of the Interior Ministry, by document.
///
/// # Errors
/// The store failed.
pub fn interior_ministry(moment: &Moment<'_>) -> Result<Vec<PassportRecord>, StoreError> {
    moment.read()?.passport_records()
}

/// Whether another account of at least the standard level has the person's SNILS.
///
/// # Errors
/// The store failed.
pub fn snils_is_taken(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    person: Oid,
) -> Result<bool, StoreError> {
    tx.account(person)?.map_or(Ok(false), |account| snils_of_another(settings, tx, &account))
}

fn snils_of_another(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    account: &Account,
) -> Result<bool, StoreError> {
    let Some(snils) = account.profile.snils else { return Ok(false) };
    Ok(!logins::snils_is_free(tx, settings, &snils.to_string(), Some(account.oid))?)
}
