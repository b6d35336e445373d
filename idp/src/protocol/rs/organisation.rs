//! An organisation and what belongs to it, as the data API shows them.
//!
//! **Invariant:** what a token does not open, or an organisation does not have, is left out, never null.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::organisation::{
    Branch, Group, Kind, Organisation, OrganisationAddress, OrganisationContact,
};
use crate::domain::scope::organisation::Disclosure;
use crate::protocol::rs::address::AddressResource;
use crate::protocol::rs::collection::{Collection, Numbered, tag};
use crate::protocol::rs::contact::ContactResource;
use crate::protocol::rs::vehicle::VehicleResource;

/// What a token may see of an organisation.
pub type Disclosed = BTreeSet<Disclosure>;

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct OrganisationResource {
    pub state_facts: [&'static str; 1],
    pub oid: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oktmo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_ter_range: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Collection<ContactResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Collection<AddressResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<Collection<VehicleResource>>,
    pub is_liquidated: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// An access group. Its names are not in the case of the others: so a client reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct GroupResource {
    #[serde(rename = "stateFacts")]
    pub state_facts: [&'static str; 1],
    #[serde(skip)]
    pub number: u64,
    /// The mnemonic: groups have no other number on the wire (MR А.6, table 8).
    pub grp_id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub system: bool,
    #[serde(rename = "itSystem", skip_serializing_if = "Option::is_none")]
    pub it_system: Option<String>,
    #[serde(rename = "itSystemName", skip_serializing_if = "Option::is_none")]
    pub it_system_name: Option<String>,
    #[serde(rename = "requireSignature")]
    pub require_signature: bool,
    /// Whether it is shown below an employee, where its address ends in the relying party (MR А.6).
    #[serde(skip)]
    pub of_employee: bool,
    #[serde(rename = "eTag", skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct BranchResource {
    pub state_facts: [&'static str; 1],
    pub oid: u64,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leg: Option<String>,
    /// How many work there (MR table 5, row 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Collection<ContactResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Collection<AddressResource>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

impl Numbered for OrganisationResource {
    fn id(&self) -> u64 {
        self.oid
    }
}

impl Numbered for GroupResource {
    fn id(&self) -> u64 {
        self.number
    }

    fn path_end(&self) -> String {
        match &self.it_system {
            Some(system) if self.of_employee => format!("{}/{system}", self.grp_id),
            _ => self.grp_id.clone(),
        }
    }
}

impl Numbered for BranchResource {
    fn id(&self) -> u64 {
        self.oid
    }
}

/// What an organisation is, as the wire names it.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Legal => "LEGAL",
        Kind::SoleProprietor => "BUSINESS",
        Kind::StateBody => "AGENCY",
    }
}

/// The frame of an organisation with what the token opens; collections are added by the caller.
pub fn organisation(organisation: &Organisation, employees: usize, sees: &Disclosed) -> OrganisationResource {
    let open = |what: Disclosure| sees.contains(&what).then_some(());
    OrganisationResource {
        state_facts: ["Identifiable"],
        oid: organisation.oid.number(),
        short_name: open(Disclosure::ShortName).map(|()| organisation.short_name.to_string()),
        full_name: open(Disclosure::FullName).map(|()| organisation.full_name.to_string()),
        kind: open(Disclosure::Kind).map(|()| kind(organisation.kind)),
        ogrn: open(Disclosure::Ogrn).map(|()| organisation.ogrn.to_string()),
        inn: open(Disclosure::Inn).map(|()| organisation.inn.to_string()),
        kpp: open(Disclosure::Kpp).and(organisation.kpp.as_ref()).map(ToString::to_string),
        leg: open(Disclosure::LegalForm).and(organisation.legal_form.as_ref()).map(ToString::to_string),
        oktmo: open(Disclosure::Oktmo).and(organisation.oktmo.as_ref()).map(ToString::to_string),
        agency_type: open(Disclosure::AgencyKind).and(organisation.agency_kind).map(|kind| kind.wire()),
        agency_ter_range: open(Disclosure::AgencyTerritory)
            .and(organisation.agency_territory.as_ref())
            .map(ToString::to_string),
        staff_count: open(Disclosure::Employees).map(|()| employees),
        branches_count: open(Disclosure::Branches).map(|()| organisation.branches.len()),
        contacts: None,
        addresses: None,
        vehicles: None,
        is_liquidated: organisation.liquidated,
        e_tag: String::new(),
    }
}

impl OrganisationResource {
    /// The resource with its tag, once it is complete.
    #[must_use]
    pub fn tagged(mut self) -> Self {
        self.e_tag = tag(&self);
        self
    }
}

/// A contact.
pub fn contact(contact: &OrganisationContact) -> ContactResource {
    let mut resource = ContactResource {
        state_facts: ["Identifiable"],
        id: contact.id,
        kind: contact.kind.wire(),
        vrf_stu: "NOT_VERIFIED",
        value: contact.value.to_string(),
        ..ContactResource::default()
    };
    resource.e_tag = tag(&resource);
    resource
}

/// An address.
pub fn address(address: &OrganisationAddress) -> AddressResource {
    let mut resource = AddressResource {
        state_facts: ["Identifiable"],
        id: address.id,
        kind: address.kind.wire(),
        address_str: address.line.to_string(),
        country_id: "RUS".to_owned(),
        zip_code: address.zip_code.as_ref().map(ToString::to_string),
        ..AddressResource::default()
    };
    resource.e_tag = tag(&resource);
    resource
}

/// An access group; the name of the relying party it opens is the caller's to know.
pub fn group(group: &Group, it_system_name: Option<String>) -> GroupResource {
    let mut resource = GroupResource {
        state_facts: ["Identifiable"],
        number: group.id,
        grp_id: group.mnemonic.to_string(),
        name: group.name.to_string(),
        description: group.description.as_ref().map(ToString::to_string),
        system: group.system,
        it_system: group.it_system.as_ref().map(ToString::to_string),
        it_system_name,
        require_signature: false,
        of_employee: false,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}

/// A branch; its collections are the caller's to open.
pub fn branch(
    branch: &Branch,
    staff_count: Option<usize>,
    contacts: Option<Collection<ContactResource>>,
    addresses: Option<Collection<AddressResource>>,
) -> BranchResource {
    let mut resource = BranchResource {
        state_facts: ["Identifiable"],
        oid: branch.oid.number(),
        name: branch.name.to_string(),
        kpp: branch.kpp.as_ref().map(ToString::to_string),
        leg: branch.legal_form.as_ref().map(ToString::to_string),
        staff_count,
        contacts,
        addresses,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
