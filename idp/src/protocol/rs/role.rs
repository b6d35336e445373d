//! A person's roles, as the data API shows them.

use serde::Serialize;

use crate::domain::organisation::{Membership, Organisation};
use crate::protocol::rs::collection::Numbered;
use crate::protocol::rs::organisation::kind;

/// A role of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct RoleResource {
    pub oid: u64,
    pub prn_oid: u64,
    pub full_name: String,
    pub short_name: String,
    pub ogrn: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub chief: bool,
    pub admin: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The branch, of its employees (MR Б.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_oid: Option<u64>,
    pub active: bool,
    pub has_right_of_substitution: bool,
    pub has_approval_tab_access: bool,
    pub is_liquidated: bool,
}

impl Numbered for RoleResource {
    fn id(&self) -> u64 {
        self.oid
    }
}

/// A role.
pub fn role(organisation: &Organisation, membership: &Membership) -> RoleResource {
    let post = &membership.post;
    let branch = organisation.branches.iter().find(|branch| Some(branch.oid) == post.branch);
    RoleResource {
        oid: organisation.oid.number(),
        prn_oid: membership.person.number(),
        full_name: organisation.full_name.to_string(),
        short_name: organisation.short_name.to_string(),
        ogrn: organisation.ogrn.to_string(),
        kind: kind(organisation.kind),
        chief: post.chief,
        admin: post.admin,
        email: post.email.as_ref().map(ToString::to_string),
        phone: post.phone.as_ref().map(ToString::to_string),
        branch_name: branch.map(|branch| branch.name.to_string()),
        branch_oid: branch.map(|branch| branch.oid.number()),
        active: membership.is_in_force(organisation),
        // The head may let others act in their stead.
        has_right_of_substitution: post.chief,
        has_approval_tab_access: false,
        is_liquidated: organisation.liquidated,
    }
}
