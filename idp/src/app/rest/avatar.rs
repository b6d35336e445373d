//! The picture of a profile: who is told where it lies, and the picture itself (MR А.10).

use crate::app::rest::{self, RsRefusal, opened, refused};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::scope::{self, AskedScope, Disclosure};
use crate::protocol::rs::avatar::{self, AvatarResource, Form};
use crate::protocol::rs::error;
use crate::store::StoreError;

/// The scope that opens a picture.
const AVATAR_SCOPE: &str = "usr_avt";

/// Where the picture of a person lies, for a system's token that names the person or for the person's own; nothing
/// when the profile has none.
///
/// # Errors
/// The token is missing, not ours, has run out, or does not open the picture; or something is broken.
pub fn address(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: Oid,
    form: Form,
) -> Result<Option<AvatarResource>, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let account = if claims.person().is_some() {
        let shown = rest::person(moment, bearer, oid)?;
        if !shown.sees.contains(&Disclosure::Avatar) {
            return Err(closed());
        }
        Some(shown.account)
    } else {
        let named = format!("oid={oid}");
        let opens = |one: &AskedScope| one.bare() == AVATAR_SCOPE && one.parameter.as_deref() == Some(&named);
        if !scope::words(&claims.scope).iter().any(opens) {
            return Err(closed());
        }
        moment.read()?.account(oid)?.filter(Account::is_in_force)
    };
    let tint = account.and_then(|account| account.profile.extras.avatar);
    Ok(tint.map(|tint| avatar::address(oid, tint, form)))
}

/// The picture at an address below `/useravatar`; nothing when none is there any more.
///
/// # Errors
/// The store failed.
pub fn picture(moment: &Moment<'_>, address: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(oid) = avatar::person_of(address) else { return Ok(None) };
    let account = moment.read()?.account(oid)?.filter(Account::is_in_force);
    let Some(tint) = account.and_then(|account| account.profile.extras.avatar) else { return Ok(None) };
    let lies_there = |form: &Form| avatar::address(oid, tint, *form).url.trim_start_matches('/') == address;
    Ok(Form::ALL.into_iter().find(lies_there).map(|form| avatar::picture(tint, form)))
}

fn closed() -> Stop<RsRefusal> {
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix("ask for usr_avt?oid= of this person");
    refused(error::SCOPE_NOT_ALLOWED, why)
}
