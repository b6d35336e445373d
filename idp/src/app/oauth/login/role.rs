//! In whose name a citizen enters: read from the request, the memberships and what was chosen in the session.

use crate::app::Moment;
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::role::{Demand, Place, RoleChoice, RoleRefusal, Verdict, judge};
use crate::domain::organisation::{Membership, Organisation, Role};
use crate::domain::scope;
use crate::domain::session::Session;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::store::StoreError;

/// A role to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The role.
    pub role: Role,
    /// The organisation, and the post in it.
    pub place: Option<Box<(Organisation, Membership)>>,
}

/// The organisations a person belongs to, with the person's place in each.
///
/// # Errors
/// The store failed.
pub fn places(moment: &Moment<'_>, person: Oid) -> Result<Vec<(Organisation, Membership)>, StoreError> {
    let tx = moment.read()?;
    let mut places = Vec::new();
    for membership in tx.memberships(person)? {
        if let Some(organisation) = tx.organisation(membership.organisation)? {
            places.push((organisation, membership));
        }
    }
    Ok(places)
}

/// Says in which role a sign-in goes on. Only an account confirmed at sign-in acts for organisations.
pub(crate) fn of(moment: &Moment<'_>, asked: &Asked, session: &Session) -> Result<Verdict, StoreError> {
    let mut places = if session.trusted { places(moment, session.person)? } else { Vec::new() };
    places.retain(|(organisation, membership)| membership.is_in_force(organisation));
    let places: Vec<_> =
        places.iter().map(|(organisation, own)| Place::of(organisation, own.post.chief)).collect();
    Ok(judge(&demand(asked, moment.settings.role_choice), &places, session.role))
}

fn demand(asked: &Asked, choice: RoleChoice) -> Demand {
    let words = scope::words(&asked.scope);
    let of_organisations = || words.iter().filter(|one| one.is_of_organisation());
    Demand {
        named: of_organisations().filter_map(|one| one.organisation()).collect(),
        of_the_chosen: of_organisations().any(|one| one.organisation().is_none()),
        asks: match choice {
            RoleChoice::WhenAsked => asked.roles.is_some(),
            RoleChoice::Always => true,
            RoleChoice::Never => false,
        },
        lets_in: asked.roles.unwrap_or_default(),
        kinds: asked.organisation_kinds.clone(),
    }
}

/// The roles with what a citizen needs to tell them apart.
pub(crate) fn offered(moment: &Moment<'_>, person: Oid, roles: &[Role]) -> Result<Vec<Offered>, StoreError> {
    let places = places(moment, person)?;
    let of = |role: &Role| {
        let own = places.iter().find(|(organisation, _)| role.organisation() == Some(organisation.oid));
        Offered { role: *role, place: own.cloned().map(Box::new) }
    };
    Ok(roles.iter().map(of).collect())
}

/// A refusal for the wire and for the journal.
pub(crate) fn told(refusal: RoleRefusal) -> (OAuthError, Why) {
    let why = |reason: reason::Reason| Why::new(reason).with("detail", refusal);
    match refusal {
        RoleRefusal::NotAnEmployee(named) => {
            let why = why(reason::NOT_AN_EMPLOYEE);
            let why = named.iter().fold(why, |why, oid| why.with("organisation", oid));
            (error::NOT_AN_EMPLOYEE, why)
        }
        RoleRefusal::NoSuchRole => (error::ROLE_WRONG, why(reason::ROLE_NOT_LET_IN)),
    }
}

/// Chooses a role for the rest of the session; a role that is not offered is not taken.
///
/// # Errors
/// The store failed.
pub fn choose(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    role: Role,
) -> Result<(), StoreError> {
    if let Some(asked) = &pending.asked
        && let Verdict::Choose(roles) = of(moment, asked, session)?
        && roles.contains(&role)
    {
        moment.write()?.put_session(&Session { role: Some(role), ..session.clone() })?;
    }
    Ok(())
}
