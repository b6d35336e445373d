//! A person's place in an organisation: among its employees, and among the person's roles.

use serde::Serialize;

use crate::domain::organisation::{Membership, Organisation};
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::organisation::kind;
use crate::protocol::rs::person::PersonResource;

/// An employee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct EmployeeResource {
    pub state_facts: [&'static str; 1],
    pub prn_oid: u64,
    pub org_oid: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub chief: bool,
    pub admin: bool,
    pub blocked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonResource>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

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
    pub active: bool,
    pub has_right_of_substitution: bool,
    pub has_approval_tab_access: bool,
    pub is_liquidated: bool,
}

impl Numbered for EmployeeResource {
    fn id(&self) -> u64 {
        self.prn_oid
    }
}

impl Numbered for RoleResource {
    fn id(&self) -> u64 {
        self.oid
    }
}

/// An employee, with the person when that is wanted.
pub fn employee(membership: &Membership, person: Option<PersonResource>) -> EmployeeResource {
    let post = &membership.post;
    let mut resource = EmployeeResource {
        state_facts: ["Identifiable"],
        prn_oid: membership.person.number(),
        org_oid: membership.organisation.number(),
        position: post.position.as_ref().map(ToString::to_string),
        email: post.email.as_ref().map(ToString::to_string),
        chief: post.chief,
        admin: post.admin,
        blocked: post.suspended,
        person,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}

/// A role.
pub fn role(organisation: &Organisation, membership: &Membership) -> RoleResource {
    let post = &membership.post;
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
        active: membership.is_in_force(organisation),
        // The head may let others act in their stead.
        has_right_of_substitution: post.chief,
        has_approval_tab_access: false,
        is_liquidated: organisation.liquidated,
    }
}
