//! Service centres: the public list, and the operator who compares a passport with an account.

use crate::app::accounts::{self, CommandRefusal};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Command};
use crate::domain::centre::{Centre, CentreFunction};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::Snils;
use crate::domain::person::document::DocumentNumber;
use crate::store::StoreError;

/// Why an operator does not confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CentreRefusal {
    /// There is no such centre.
    #[error("no service centre has the number {0}")]
    NoCentre(u32),
    /// The centre does not do that.
    #[error("the service centre does not offer this")]
    NotOffered,
    /// The account's rules say no.
    #[error(transparent)]
    Command(CommandRefusal),
}

/// The centres that offer a function; all of them when none is named.
pub fn list<'r>(moment: &Moment<'r>, function: Option<CentreFunction>) -> Vec<&'r Centre> {
    moment
        .realm
        .centres
        .iter()
        .filter(|centre| function.is_none_or(|function| centre.offers(function)))
        .collect()
}

/// The account a visitor names: the one that is signed in to by this SNILS, or the newest whose profile has it.
///
/// # Errors
/// The store failed.
pub fn visitor(moment: &Moment<'_>, snils: Snils) -> Result<Option<Account>, StoreError> {
    let tx = moment.read()?;
    let spelled = snils.to_string();
    if let Some(oid) = tx.account_of_login(&spelled)? {
        return tx.account(oid);
    }
    Ok(tx.accounts_of_snils(&spelled)?.pop())
}

/// Whether a centre offers a function.
///
/// # Errors
/// There is no such centre, or it does not.
pub fn offering(moment: &Moment<'_>, centre: u32, function: CentreFunction) -> Result<(), CentreRefusal> {
    match moment.realm.centres.iter().find(|one| one.id == centre) {
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
    accounts::command(moment, person, Command::ConfirmInPerson { shown, centre })
        .map_err(|stop| stop.map(CentreRefusal::Command))
}

impl Explained for CentreRefusal {
    fn why(&self) -> Why {
        Why::new(reason::CENTRE_REFUSED).with("detail", self)
    }
}
