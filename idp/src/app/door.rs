//! The door: every request of every face enters a realm here.
//!
//! What is due happens first; then the use case prepares what is slow, and decides and writes in one transaction; an
//! answer and a refusal are committed alike, with their entries in the journal; what is slow again comes afterwards.

use crate::app::about::About;
use crate::app::consent::pushes;
use crate::app::journal;
use crate::app::moment::{Moment, Unsealed};
use crate::app::realm::Realm;
use crate::app::realms::settling::settle;
use crate::app::stop::{Explained, Stop};
use crate::domain::time::Timestamp;
use crate::store::StoreError;

/// The time of a realm, for what is told outside of any use case.
pub fn now(realm: &Realm) -> Timestamp {
    realm.clock.now()
}

/// Lets a request into a realm at the present moment: what fell due until now has happened.
///
/// # Errors
/// The use case refused, which is committed and explained in the journal; or something broke, and nothing is written.
pub fn enter<T, R: Explained>(
    realm: &Realm,
    about: About,
    work: impl FnOnce(&Moment<'_>) -> Result<T, Stop<R>>,
) -> Result<T, Stop<R>> {
    let moment = present(realm, about)?;
    finish(&moment, work(&moment))
}

/// Lets a request in whose outcome is sealed once it is committed.
///
/// # Errors
/// As [`enter`]; or sealing failed.
pub fn enter_to_seal<U: Unsealed, R: Explained>(
    realm: &Realm,
    about: About,
    work: impl FnOnce(&Moment<'_>) -> Result<U, Stop<R>>,
) -> Result<U::Sealed, Stop<R>> {
    let moment = present(realm, about)?;
    let unsealed = finish(&moment, work(&moment))?;
    Ok(unsealed.seal(&moment)?)
}

/// The present moment of a realm.
fn present(realm: &Realm, about: About) -> Result<Moment<'_>, StoreError> {
    let now = now(realm);
    if !settle(realm, now)?.is_empty() {
        realm.followers.call();
    }
    Ok(Moment::of(realm, now, about))
}

/// Commits what a use case came to, unless it broke.
fn finish<T, R: Explained>(moment: &Moment<'_>, done: Result<T, Stop<R>>) -> Result<T, Stop<R>> {
    match &done {
        Err(Stop::Broken(_)) => return done,
        Err(Stop::Refused(refusal)) => journal::refused(moment, refusal.code(), refusal.why()),
        Ok(_) => {}
    }
    moment.commit()?;
    pushes::ring(moment.realm, moment.now);
    done
}
