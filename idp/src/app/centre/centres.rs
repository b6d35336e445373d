//! Service centres: the public list, the accounts a visitor may have, the operator who compares a passport with one.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Command, Status};
use crate::domain::centre::{Centre, CentreFunction};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{Email, Phone, Snils};
use crate::store::{ReadTx, StoreError};

/// Why an operator does not confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CentreRefusal {
    /// There is no such centre.
    #[error("no service centre has the number {0}")]
    NoCentre(u32),
    /// The centre does not do that.
    #[error("the service centre does not offer this")]
    NotOffered,
    /// Another account of the same person is being confirmed.
    #[error("ESIA-020326: another account of the same person is being confirmed, with the oid {0}")]
    AnotherBeingConfirmed(Oid),
    /// The account's rules say no.
    #[error(transparent)]
    Command(CommandRefusal),
}

/// What a visitor tells an operator to be found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// SNILS.
    pub snils: Option<Snils>,
    /// Mobile phone.
    pub mobile: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
}

/// What an account was found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// The SNILS in its profile, checked or not.
    Snils,
    /// Its proved mobile phone.
    Mobile,
    /// Its proved e-mail.
    Email,
}

/// An account that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The account.
    pub account: Account,
    /// What it was found by; more than one thing where several agree.
    pub by: Vec<FoundBy>,
}

/// The centres that offer a function; all of them when none is named.
pub fn list<'r>(moment: &Moment<'r>, function: Option<CentreFunction>) -> Vec<&'r Centre> {
    moment
        .realm
        .origin
        .centres
        .iter()
        .filter(|centre| function.is_none_or(|function| centre.offers(function)))
        .collect()
}

/// Every account that a visitor may have, oldest first; those that are deleted are nobody's.
///
/// # Errors
/// The store failed.
// MR В.1: an operator looks for all accounts before any other step.
// SIM: by SNILS, phone and e-mail; by what else the real search finds is not published.
pub fn find(moment: &Moment<'_>, sought: &Sought) -> Result<Vec<Hit>, StoreError> {
    hits(&*moment.read()?, sought)
}

/// Every account that a visitor may have, as a transaction sees them.
///
/// # Errors
/// The store failed.
pub fn hits(tx: &(impl ReadTx + ?Sized), sought: &Sought) -> Result<Vec<Hit>, StoreError> {
    let mut found: Vec<Hit> = Vec::new();
    let mut add = |account: Account, by: FoundBy| match found.iter_mut().find(|hit| hit.account == account) {
        _ if account.is_deleted() => {}
        Some(hit) => hit.by.push(by),
        None => found.push(Hit { account, by: vec![by] }),
    };
    if let Some(snils) = sought.snils {
        tx.accounts_of_snils(&snils.to_string())?
            .into_iter()
            .for_each(|account| add(account, FoundBy::Snils));
    }
    let logins = [
        (sought.mobile.as_ref().map(ToString::to_string), FoundBy::Mobile),
        (sought.email.as_ref().map(Email::key), FoundBy::Email),
    ];
    for (login, by) in logins {
        let holder = login.map_or(Ok(None), |login| tx.account_of_login(&login))?;
        let account = holder.map_or(Ok(None), |oid| tx.account(oid))?;
        account.into_iter().for_each(|account| add(account, by));
    }
    found.sort_by_key(|hit| hit.account.oid);
    Ok(found)
}

/// Another account of the same person whose data are being checked.
///
/// # Errors
/// The store failed.
// MR А.9, table 73: ESIA-020326 until the check of that account is over or cancelled.
pub fn another_being_confirmed(
    tx: &(impl ReadTx + ?Sized),
    snils: Option<Snils>,
    person: Option<Oid>,
) -> Result<Option<Oid>, StoreError> {
    let Some(snils) = snils else { return Ok(None) };
    let others = tx.accounts_of_snils(&snils.to_string())?;
    let checked = |one: &Account| Some(one.oid) != person && matches!(one.status, Status::Checking { .. });
    Ok(others.into_iter().find(checked).map(|one| one.oid))
}

/// Whether there is such a centre.
///
/// # Errors
/// There is not.
pub fn existing(moment: &Moment<'_>, centre: u32) -> Result<(), CentreRefusal> {
    let known = moment.realm.origin.centres.iter().any(|one| one.id == centre);
    if known { Ok(()) } else { Err(CentreRefusal::NoCentre(centre)) }
}

/// Whether a centre offers a function.
///
/// # Errors
/// There is no such centre, or it does not.
pub fn offering(moment: &Moment<'_>, centre: u32, function: CentreFunction) -> Result<(), CentreRefusal> {
    match moment.realm.origin.centres.iter().find(|one| one.id == centre) {
        None => Err(CentreRefusal::NoCentre(centre)),
        Some(found) if !found.offers(function) => Err(CentreRefusal::NotOffered),
        Some(_) => Ok(()),
    }
}

/// Confirms a person whose passport the operator holds in hand.
///
/// # Errors
/// The centre may not, the account's state does not allow it, or the passport is another; or something is broken.
pub fn confirm(
    moment: &Moment<'_>,
    centre: u32,
    person: Oid,
    shown: DocumentNumber,
) -> Result<Account, Stop<CentreRefusal>> {
    moment.names_person(person);
    offering(moment, centre, CentreFunction::Confirm).map_err(Stop::refused)?;
    let tx = moment.write()?;
    let snils = tx.account(person)?.and_then(|account| account.profile.snils);
    if let Some(other) = another_being_confirmed(&*tx, snils, Some(person))? {
        return Err(Stop::refused(CentreRefusal::AnotherBeingConfirmed(other)));
    }
    drop(tx);
    accounts::command(moment, person, Command::ConfirmInPerson { shown, centre })
        .map_err(|stop| stop.map(CentreRefusal::Command))
}

impl Explained for CentreRefusal {
    fn why(&self) -> Why {
        Why::new(reason::CENTRE_REFUSED).with("detail", self)
    }
}
