//! `/rs/prns/{oid}/orgs` and `/roles`: the organisations a person belongs to, and what the person is there.

use crate::app::oauth::login::role;
use crate::app::rest::{RsRefusal, Shown};
use crate::app::{Moment, Stop};
use crate::domain::scope;
use crate::protocol::rs::collection::Collection;
use crate::protocol::rs::organisation::{self, OrganisationResource};
use crate::protocol::rs::role::{self as shown, RoleResource};

/// The person's organisations, each as far as the token opens it; its links lead to `/rs/orgs`.
pub(super) fn organisations(
    moment: &Moment<'_>,
    shown: &Shown,
) -> Result<Vec<OrganisationResource>, Stop<RsRefusal>> {
    let mut found = Vec::new();
    for (place, _) in role::places(moment, shown.account.oid)? {
        let employees = moment.read()?.members(place.oid)?.len();
        let mut sees = scope::disclosed_of(&shown.scope, place.oid).unwrap_or_default();
        sees.extend(scope::organisation::OF_ROLES);
        found.push(organisation::organisation(&place, employees, &sees).tagged());
    }
    Ok(found)
}

/// The collection of the person's organisations.
pub(super) fn organisation_list(
    moment: &Moment<'_>,
    shown: &Shown,
    base: &str,
    objects: bool,
) -> Result<Collection<OrganisationResource>, Stop<RsRefusal>> {
    Ok(Collection::new(&format!("{base}/rs/orgs"), organisations(moment, shown)?, objects))
}

/// The person's roles.
pub(super) fn roles(moment: &Moment<'_>, shown: &Shown) -> Result<Vec<RoleResource>, Stop<RsRefusal>> {
    let places = role::places(moment, shown.account.oid)?;
    Ok(places.iter().map(|(organisation, membership)| shown::role(organisation, membership)).collect())
}
