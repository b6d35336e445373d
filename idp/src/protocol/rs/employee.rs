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
    /// The mail address at work (MR А.5, table 7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corporate_contact: Option<String>,
    /// The branch; employees of the head office have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brh_oid: Option<u64>,
    pub chief: bool,
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
        corporate_contact: post.email.as_ref().map(ToString::to_string),
        brh_oid: post.branch.map(|branch| branch.number()),
        chief: post.chief,
        blocked: post.suspended,
        person,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
