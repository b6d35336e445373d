//! An organisation's employees, as the data API shows them.

use serde::Serialize;

use crate::domain::organisation::Membership;
use crate::protocol::rs::collection::{Numbered, tag};
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

impl Numbered for EmployeeResource {
    fn id(&self) -> u64 {
        self.prn_oid
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
