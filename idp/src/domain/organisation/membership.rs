//! Who belongs to an organisation: its chief and its employees, what each may do there.

use serde::{Deserialize, Serialize};

use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::organisation::{Kind, Organisation, TaxNumber};
use crate::domain::person::Email;
use crate::domain::person::text::Text;
use crate::domain::time::Timestamp;

/// A person's place in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub organisation: Oid,
    /// The person.
    pub person: Oid,
    /// What the person is there.
    pub post: Post,
    /// Since when.
    pub since: Timestamp,
}

/// What a person is in an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Whether the person heads it.
    #[serde(default)]
    pub chief: bool,
    /// Whether the person administers its profile.
    #[serde(default)]
    pub admin: bool,
    /// The name of the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Text<200>>,
    /// The mail address at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// The phone at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text<60>>,
    /// The branch, of its employees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Oid>,
    /// Whether the person was let go or suspended: the place is kept, nothing may be done from it.
    #[serde(default)]
    pub suspended: bool,
    /// Mnemonics of the access groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Text<100>>,
}

/// Why somebody cannot belong to an organisation as wished.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MembershipRefusal {
    /// Only confirmed accounts may act for organisations.
    #[error("the account is not confirmed")]
    NotConfirmed,
    /// The account of a child.
    #[error("a child cannot belong to an organisation")]
    Child,
    /// A sole proprietor is headed by its owner and nobody else.
    #[error("a sole proprietor is headed by the person of its INN")]
    NotTheProprietor,
    /// The organisation has no such branch.
    #[error("the organisation has no branch {0}")]
    NoBranch(Oid),
    /// The organisation has no such group.
    #[error("the organisation has no group {0:?}")]
    NoGroup(String),
}

/// Whether a person may have a post in an organisation.
///
/// # Errors
/// The rules do not allow it.
pub fn admit(
    organisation: &Organisation,
    account: &Account,
    post: Post,
    now: Timestamp,
) -> Result<Membership, MembershipRefusal> {
    // Guide to the technological portal, 2.2: only a confirmed account may create or join an organisation.
    if !account.is_trusted() {
        return Err(MembershipRefusal::NotConfirmed);
    }
    if account.is_child(now.date()) {
        return Err(MembershipRefusal::Child);
    }
    let owns = account.profile.inn.is_some_and(|inn| organisation.inn == TaxNumber::Person(inn));
    if organisation.kind == Kind::SoleProprietor && post.chief != owns {
        return Err(MembershipRefusal::NotTheProprietor);
    }
    if let Some(unknown) = post.groups.iter().find(|group| organisation.group(group.as_str()).is_none()) {
        return Err(MembershipRefusal::NoGroup(unknown.to_string()));
    }
    let unknown = |branch: &Oid| organisation.branches.iter().all(|own| own.oid != *branch);
    if let Some(branch) = post.branch.filter(unknown) {
        return Err(MembershipRefusal::NoBranch(branch));
    }
    Ok(Membership { organisation: organisation.oid, person: account.oid, post, since: now })
}

impl Membership {
    /// Whether the person may act for the organisation.
    pub fn is_in_force(&self, organisation: &Organisation) -> bool {
        !self.post.suspended && !organisation.liquidated
    }
}
