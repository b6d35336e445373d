//! The data of organisations: which a token opens, and how much of them.

use crate::app::Moment;
use crate::app::Stop;
use crate::app::journal::About;
use crate::app::rest::{Refused, is_in_force, opened, refuse, still_allowed, taken_back};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::organisation::{Membership, Organisation};
use crate::domain::scope;
use crate::protocol::rs::error::{self, RsError};
use crate::protocol::rs::organisation::Disclosed;
use crate::store::StoreError;

/// An organisation as a token shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The organisation.
    pub organisation: Organisation,
    /// Its members whose accounts are in force.
    pub members: Vec<(Membership, Account)>,
    /// What the token opens.
    pub sees: Disclosed,
    /// The relying party of the token.
    pub client: String,
}

/// The organisation a token opens: a relying party's own, or that of an employee.
///
/// # Errors
/// The token is missing, not ours, has run out, or opens nothing of this organisation; or something is broken.
pub fn organisation(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: Oid,
    about: About,
) -> Result<Shown, Stop<RsError>> {
    match judge(moment, bearer, oid)? {
        Ok(shown) => Ok(shown),
        Err(refused) => {
            let about = About { client: refused.client, ..about };
            refuse(moment, refused.error, refused.why, about)
        }
    }
}

fn judge(moment: &Moment<'_>, bearer: Option<&str>, oid: Oid) -> Result<Result<Shown, Refused>, StoreError> {
    let claims = match opened(moment, bearer) {
        Ok(claims) => claims,
        Err(refused) => return Ok(Err(refused)),
    };
    let refused = |error, why| Ok(Err(Refused { error, why, client: Some(claims.client_id.clone()) }));
    let Some(sees) = scope::organisation::disclosed(&claims.scope, oid) else {
        let why = Why::new("scope-not-in-token", "ask for org_…?org_oid= of this organisation")
            .with("organisation", oid)
            .with("granted", &claims.scope);
        return refused(error::SCOPE_NOT_ALLOWED, why);
    };
    let tx = moment.read()?;
    if let Some(person) = claims.subject.map(Oid::new) {
        if tx.membership(oid, person)?.is_none_or(|member| member.post.suspended) {
            let why = Why::new("not-an-employee", "the person of the token has left the organisation");
            return refused(error::SCOPE_NOT_ALLOWED, why);
        }
        if still_allowed(tx.as_ref(), moment, &claims, person)?.is_none() {
            return refused(error::INVALID_TOKEN, taken_back());
        }
    }
    let Some(organisation) = tx.organisation(oid)? else {
        return refused(
            error::NOT_FOUND,
            Why::new("no-such-organisation", "GET {control}/organisations lists them"),
        );
    };
    let mut members = Vec::new();
    for membership in tx.members(oid)? {
        if let Some(account) = tx.account(membership.person)?.filter(is_in_force) {
            members.push((membership, account));
        }
    }
    Ok(Ok(Shown { organisation, members, sees, client: claims.client_id }))
}
