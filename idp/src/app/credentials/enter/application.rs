//! The application «Госуслуги» on the same phone: it takes the sign-in over, and its owner need not type anything (MR Б.11).

use crate::app::credentials::enter::flow::{Advanced, EnterRefusal, entered};
use crate::app::oauth::login::{self, Onward};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::grant::Pending;
use crate::domain::session::{Session, SignInMethod};

/// Signs in the owner of the application, for a relying party that has the permit for it.
///
/// # Errors
/// It has none, nobody has this login, the account is not in force; or something is broken.
// SIM: how the application takes the address over and who is signed in to it is not published; here its owner is said.
pub fn by_application(
    moment: &Moment<'_>,
    pending: &Pending,
    owner: &str,
    device: &str,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let tx = moment.read()?;
    let asked = pending.asked.as_ref();
    let client = asked.map(|asked| tx.client(&asked.client)).transpose()?.flatten();
    if !client.is_some_and(|client| client.delegated_sign_in) {
        return Err(Stop::refused(EnterRefusal::NotAsked));
    }
    let account = login::find(&*tx, owner)?.ok_or(Stop::refused(EnterRefusal::WrongPair))?;
    drop(tx);
    moment.names_person(account.oid);
    if !Account::is_in_force(&account) {
        return Err(Stop::refused(EnterRefusal::Blocked));
    }
    let session =
        Session { method: SignInMethod::Delegated, ..login::new_session(moment, &account, false, device) };
    Ok(entered(moment, Some(Pending { progress: None, ..pending.clone() }), session)?)
}
