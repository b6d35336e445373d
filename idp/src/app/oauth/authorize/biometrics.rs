//! The second pass of biometrics (MR Б.8): whoever was recognised enters without typing anything.

use crate::app::oauth::login;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::extras::{Match, Verification};
use crate::domain::scope;
use crate::domain::session::{Session, SignInMethod};
use crate::protocol::oauth::error;
use crate::store::StoreError;

/// The scope of the second pass.
const SECOND_PASS: &str = "ext_auth_result";

/// Whom a request of the second pass is about, and what was found of them; nothing for other requests.
///
/// # Errors
/// No result is held under the token; or something is broken.
// I: no error of it is documented; a wrong value of a parameter is ESIA-007003.
pub(super) fn recognised(
    moment: &Moment<'_>,
    scope: &str,
    token: Option<&str>,
) -> Result<Option<(Oid, Match)>, Stop<OAuthRefusal>> {
    if !scope::words(scope).iter().any(|one| one.name == SECOND_PASS) {
        return Ok(None);
    }
    let Some(token) = token.filter(|token| !token.is_empty()) else {
        return Err(Stop::refused(OAuthRefusal::missing(vec!["verify_token"])));
    };
    let fits = held(moment, token)?.filter(|(_, held)| held.token == token);
    fits.map(|(person, held)| Some((person, held.found))).ok_or_else(|| Stop::refused(wrong()))
}

/// The result that is held of the person a token names.
fn held(moment: &Moment<'_>, token: &str) -> Result<Option<(Oid, Verification)>, StoreError> {
    let Some(person) = Verification::person_of(token) else { return Ok(None) };
    let account = moment.read()?.account(person)?.filter(Account::is_in_force);
    Ok(account.and_then(|account| account.profile.extras.verification).map(|held| (person, held)))
}

/// Opens the session of a person who was recognised; the result is spent.
///
/// # Errors
/// It was spent meanwhile; or something is broken.
// SIM: whether a result may be asked for again is not documented; here each is for one sign-in.
pub(super) fn enter(moment: &Moment<'_>, person: Oid) -> Result<Session, Stop<OAuthRefusal>> {
    let mut tx = moment.write()?;
    let account = tx.account(person)?.filter(Account::is_in_force);
    let spent = |account: &Account| account.profile.extras.verification.is_none();
    let Some(mut account) = account.filter(|account| !spent(account)) else {
        return Err(Stop::refused(wrong()));
    };
    account.profile.extras.verification = None;
    tx.put_account(&account)?;
    let begun = login::new_session(moment, &account, false, "");
    let session = Session { method: SignInMethod::Biometrics, ..begun };
    tx.put_session(&session)?;
    Ok(session)
}

fn wrong() -> OAuthRefusal {
    let fix =
        "send the verify_token that the biometric system gave: POST {control}/people/{oid}/biometric-results";
    OAuthRefusal::new(error::INVALID_REQUEST, Why::new(reason::VERIFY_TOKEN).with_fix(fix))
}
