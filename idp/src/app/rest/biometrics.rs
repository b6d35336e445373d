//! What a biometric system sends of a person, with the token of the first pass (MR Б.8).

use crate::app::rest::{RsRefusal, opened, refused};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::journal::{Why, reason};
use crate::domain::person::extras::{Match, Verification};
use crate::domain::scope;
use crate::protocol::rs::error;

/// Keeps what was found; tells the token under which the relying party asks for it.
///
/// # Errors
/// The token is missing, not ours, has run out, or is none of the first pass; or something is broken.
pub fn keep(moment: &Moment<'_>, bearer: Option<&str>, found: Match) -> Result<String, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let of_first_pass = scope::words(&claims.scope).iter().any(|one| one.name == "bio");
    let Some(person) = claims.person().filter(|_| of_first_pass) else {
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix("send the token that was given for bio");
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    };
    moment.names_person(person);
    let mut tx = moment.write()?;
    let Some(mut account) = tx.account(person)?.filter(Account::is_in_force) else {
        return Err(refused(error::INVALID_TOKEN, Why::new(reason::ACCOUNT_GONE)));
    };
    let token = account.profile.extras.hold(Verification::of(person, moment.realm.entropy.id::<()>(), found));
    tx.put_account(&account)?;
    Ok(token)
}
