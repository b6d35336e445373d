//! Somebody chosen from the list on the page: signed in as if everything had been typed.

use crate::app::credentials::enter::flow::{Advanced, EnterRefusal, entered};
use crate::app::oauth::login::{self, Onward};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::grant::Pending;
use crate::domain::id::Oid;
use crate::domain::progress;
use crate::domain::session::Session;

/// Signs in whom the tester chose.
///
/// # Errors
/// The realm offers no list, or the account is not in force; or something is broken.
pub fn picked(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    person: Oid,
    device: &str,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    if !moment.settings.person_picker {
        return Err(Stop::refused(EnterRefusal::NotAsked));
    }
    moment.names_person(person);
    let tx = moment.write()?;
    let Some(account) = tx.account(person)?.filter(Account::is_in_force) else {
        return Err(Stop::refused(EnterRefusal::Blocked));
    };
    let session = Session {
        second_factor: progress::has_factor(&tx.credentials(person)?, account.mobile().is_some()),
        ..login::new_session(moment, &account, true, device)
    };
    drop(tx);
    Ok(entered(moment, pending, session)?)
}
