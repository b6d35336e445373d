//! What a citizen has allowed a relying party, and what still has to be allowed.

use crate::app::Moment;
use crate::app::login::role;
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::Oid;
use crate::domain::organisation::Role;
use crate::domain::organisation::role::Verdict;
use crate::domain::scope;
use crate::domain::session::Session;
use crate::store::StoreError;

/// The scopes that are asked for and have to be allowed: all of them when one was not allowed before.
///
/// # Errors
/// The store failed.
pub(super) fn missing(
    moment: &Moment<'_>,
    asked: &Asked,
    person: Oid,
    role: Role,
) -> Result<Vec<String>, StoreError> {
    let wanted = wanted(asked, person, role);
    let allowed = moment.read()?.consented(person, &asked.client)?;
    if wanted.iter().all(|scope| allowed.contains(scope)) { Ok(Vec::new()) } else { Ok(wanted) }
}

/// Remembers that the citizen allowed what a sign-in under way asks for.
///
/// # Errors
/// The store failed.
pub fn give(moment: &Moment<'_>, pending: &Pending, session: &Session) -> Result<(), StoreError> {
    let Some(asked) = &pending.asked else { return Ok(()) };
    // Without a role nothing was shown to be allowed.
    let Verdict::As(role) = role::of(moment, asked, session)? else { return Ok(()) };
    let scopes = wanted(asked, session.person, role);
    let mut tx = moment.write()?;
    tx.consent(session.person, &asked.client, &scopes, moment.now)?;
    tx.commit()
}

fn wanted(asked: &Asked, person: Oid, role: Role) -> Vec<String> {
    let chosen = role.organisation();
    scope::words(&asked.scope).iter().map(|one| one.consent_name(person, chosen)).collect()
}
