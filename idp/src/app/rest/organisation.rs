//! The data of organisations: which a token opens, and how much of them.

use crate::app::oauth::given;
use crate::app::rest::{RsRefusal, client_named, opened, refused, taken_back};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::{Membership, Organisation, Post};
use crate::domain::scope;
use crate::protocol::jose::claims::BearerClaims;
use crate::protocol::rs::error;
use crate::protocol::rs::organisation::Disclosed;
use crate::store::ReadTx;

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
pub fn organisation(moment: &Moment<'_>, bearer: Option<&str>, oid: Oid) -> Result<Shown, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let Some(sees) = scope::disclosed_of(&claims.scope, oid) else {
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN)
            .with_fix("ask for org_…?org_oid= of this organisation")
            .with("organisation", oid)
            .with("granted", &claims.scope);
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    };
    let tx = moment.read()?;
    post(&*tx, oid, &claims)?;
    let Some(organisation) = tx.organisation(oid)? else {
        return Err(refused(error::NOT_FOUND, Why::new(reason::NO_SUCH_ORGANISATION)));
    };
    let mut members = Vec::new();
    for membership in tx.members(oid)? {
        if let Some(account) = tx.account(membership.person)?.filter(Account::is_in_force) {
            members.push((membership, account));
        }
    }
    Ok(Shown { organisation, members, sees, client: claims.client_id })
}

/// What the person of a token is in the organisation; nothing for a relying party's own token.
///
/// # Errors
/// The person is no employee any more, or has taken the consent back; or something is broken.
pub(super) fn post(
    tx: &dyn ReadTx,
    oid: Oid,
    claims: &BearerClaims,
) -> Result<Option<Post>, Stop<RsRefusal>> {
    let Some(person) = claims.person() else { return Ok(None) };
    let Some(member) = tx.membership(oid, person)?.filter(|member| !member.post.suspended) else {
        let why =
            Why::new(reason::NOT_AN_EMPLOYEE).with_fix("the person of the token has left the organisation");
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    };
    let client = client_named(tx, claims)?.ok_or_else(taken_back)?;
    if given::is_open(tx, person, &client.mnemonic)? { Ok(Some(member.post)) } else { Err(taken_back()) }
}
