//! What a citizen has allowed a relying party, and what still has to be allowed.

use crate::app::Moment;
use crate::app::login::role;
use crate::domain::agreement::{Agreement, Terms};
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::Oid;
use crate::domain::organisation::Role;
use crate::domain::organisation::role::Verdict;
use crate::domain::scope;
use crate::domain::session::Session;
use crate::store::StoreError;

/// What has to be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Scopes.
    pub(crate) scopes: Vec<String>,
    /// Agreements of the digital profile.
    pub(crate) terms: Vec<Terms>,
}

/// What has to be allowed: everything that is asked for, when something of it was not allowed before.
///
/// # Errors
/// The store failed.
pub(crate) fn missing(
    moment: &Moment<'_>,
    asked: &Asked,
    person: Oid,
    role: Role,
) -> Result<Option<Wanted>, StoreError> {
    let tx = moment.read()?;
    let scopes = wanted(asked, person, role);
    let allowed = tx.consented(person, &asked.client)?;
    let given = tx.agreements(person, Some(&asked.client))?;
    let is_given = |terms: &Terms| given.iter().any(|one| one.allows(terms, moment.now));
    let nothing_is_new =
        scopes.iter().all(|scope| allowed.contains(scope)) && asked.terms.iter().all(is_given);
    Ok((!nothing_is_new).then(|| Wanted { scopes, terms: asked.terms.clone() }))
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
    let given = tx.agreements(session.person, Some(&asked.client))?;
    for terms in &asked.terms {
        if given.iter().any(|one| one.allows(terms, moment.now)) {
            continue;
        }
        let agreement = Agreement {
            id: tx.next_agreement_id()?,
            person: session.person,
            client: asked.client.clone(),
            terms: terms.clone(),
            given_at: moment.now,
            withdrawn_at: None,
        };
        tx.put_agreement(&agreement)?;
    }
    Ok(())
}

fn wanted(asked: &Asked, person: Oid, role: Role) -> Vec<String> {
    let chosen = role.organisation();
    scope::words(&asked.scope).iter().map(|one| one.consent_name(person, chosen)).collect()
}
