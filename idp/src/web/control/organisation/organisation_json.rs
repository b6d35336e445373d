//! An organisation as the control API shows one.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::people::organisations::{LicenceForm, OrganisationConsentForm, Peopled, ProfileDocumentForm};
use crate::app::people::{CategoryForm, VehicleForm};
use crate::domain::organisation::{
    AddressKind, AgencyKind, Branch, ContactKind, Group, Kind, Membership, OrganisationAddress,
    OrganisationContact,
};

/// Several organisations.
#[derive(Serialize, ToSchema)]
#[schema(as = OrganisationList)]
pub struct OrganisationsJson {
    /// Oldest first.
    pub organisations: Vec<OrganisationJson>,
}

/// An organisation.
#[derive(Serialize, ToSchema)]
pub struct OrganisationJson {
    /// Its number.
    oid: u64,
    /// What kind of organisation it is.
    kind: Kind,
    /// The whole name.
    full_name: String,
    /// The short name.
    short_name: String,
    /// The state registration number.
    ogrn: String,
    /// The taxpayer number.
    inn: String,
    /// KPP.
    kpp: Option<String>,
    /// OKOPF.
    legal_form: Option<String>,
    /// OKTMO.
    oktmo: Option<String>,
    /// Of a state body: its kind.
    agency_type: Option<AgencyKind>,
    /// Of a state body: its territory.
    agency_territory: Option<String>,
    /// Whether it was wound up.
    liquidated: bool,
    /// Contacts.
    contacts: Vec<OrganisationContactJson>,
    /// Addresses.
    addresses: Vec<OrganisationAddressJson>,
    /// Access groups.
    groups: Vec<GroupJson>,
    /// Branches.
    branches: Vec<BranchJson>,
    /// Kinds of activity.
    categories: Vec<CategoryForm>,
    /// Vehicles.
    vehicles: Vec<VehicleForm>,
    /// Documents of the digital profile.
    documents: Vec<ProfileDocumentForm>,
    /// Licences.
    licences: Vec<LicenceForm>,
    /// Consents that other organisations asked of it.
    consents: Vec<OrganisationConsentForm>,
    /// Whether it gave the Ministry the general consent.
    general_consent: bool,
    /// Who belongs to it.
    members: Vec<MemberJson>,
}

/// A contact of an organisation.
#[derive(Serialize, ToSchema)]
pub struct OrganisationContactJson {
    /// Its number.
    id: u64,
    /// Phone (`OPH`), fax (`OFX`) or e-mail (`OEM`).
    #[serde(rename = "type")]
    kind: ContactKind,
    /// The phone, fax or mail address.
    value: String,
}

/// An address of an organisation.
#[derive(Serialize, ToSchema)]
pub struct OrganisationAddressJson {
    /// Its number.
    id: u64,
    /// Legal (`OLG`) or postal (`OPS`).
    #[serde(rename = "type")]
    kind: AddressKind,
    /// The whole address in one line.
    line: String,
    /// Six digits.
    zip_code: Option<String>,
}

/// An access group of an organisation.
#[derive(Serialize, ToSchema)]
pub struct GroupJson {
    /// Its number.
    id: u64,
    /// Its name in addresses.
    mnemonic: String,
    /// Its name.
    name: String,
    /// What it is for.
    description: Option<String>,
    /// Whether the portal made it.
    system: bool,
    /// The relying party it gives access to.
    it_system: Option<String>,
}

/// A branch of an organisation.
#[derive(Serialize, ToSchema)]
pub struct BranchJson {
    /// Its number.
    oid: u64,
    /// Its name.
    name: String,
    /// KPP.
    kpp: Option<String>,
    /// OKOPF.
    legal_form: Option<String>,
    /// Contacts.
    contacts: Vec<OrganisationContactJson>,
    /// Addresses.
    addresses: Vec<OrganisationAddressJson>,
}

/// A person's place in an organisation.
#[derive(Serialize, ToSchema)]
pub struct MemberJson {
    /// The account.
    person: u64,
    /// Whether the person heads it.
    chief: bool,
    /// Whether the person administers its profile.
    admin: bool,
    /// The name of the post.
    position: Option<String>,
    /// The mail address at work.
    email: Option<String>,
    /// The phone at work.
    phone: Option<String>,
    /// The branch's number; the head office has none.
    branch: Option<u64>,
    /// Whether the person was let go or suspended.
    suspended: bool,
    /// Mnemonics of the access groups.
    groups: Vec<String>,
    /// Since when, RFC 3339.
    since: String,
}

impl OrganisationJson {
    pub(crate) fn of(peopled: &Peopled) -> Self {
        let organisation = &peopled.organisation;
        let papers = &organisation.papers;
        Self {
            oid: organisation.oid.number(),
            kind: organisation.kind,
            full_name: organisation.full_name.to_string(),
            short_name: organisation.short_name.to_string(),
            ogrn: organisation.ogrn.to_string(),
            inn: organisation.inn.to_string(),
            kpp: organisation.kpp.as_ref().map(ToString::to_string),
            legal_form: organisation.legal_form.as_ref().map(ToString::to_string),
            oktmo: organisation.oktmo.as_ref().map(ToString::to_string),
            agency_type: organisation.agency_kind,
            agency_territory: organisation.agency_territory.as_ref().map(ToString::to_string),
            liquidated: organisation.liquidated,
            contacts: organisation.contacts.iter().map(contact).collect(),
            addresses: organisation.addresses.iter().map(address).collect(),
            groups: organisation.groups.iter().map(group).collect(),
            branches: organisation.branches.iter().map(branch).collect(),
            categories: organisation.categories.iter().map(CategoryForm::of).collect(),
            vehicles: papers.vehicles.iter().map(VehicleForm::of).collect(),
            documents: papers.documents.iter().map(ProfileDocumentForm::of).collect(),
            licences: papers.licences.iter().map(LicenceForm::of).collect(),
            consents: papers.consents.iter().map(OrganisationConsentForm::of).collect(),
            general_consent: papers.general_consent,
            members: peopled.members.iter().map(member).collect(),
        }
    }
}

fn contact(contact: &OrganisationContact) -> OrganisationContactJson {
    OrganisationContactJson { id: contact.id, kind: contact.kind, value: contact.value.to_string() }
}

fn address(address: &OrganisationAddress) -> OrganisationAddressJson {
    OrganisationAddressJson {
        id: address.id,
        kind: address.kind,
        line: address.line.to_string(),
        zip_code: address.zip_code.as_ref().map(ToString::to_string),
    }
}

fn group(group: &Group) -> GroupJson {
    GroupJson {
        id: group.id,
        mnemonic: group.mnemonic.to_string(),
        name: group.name.to_string(),
        description: group.description.as_ref().map(ToString::to_string),
        system: group.system,
        it_system: group.it_system.as_ref().map(ToString::to_string),
    }
}

fn branch(branch: &Branch) -> BranchJson {
    BranchJson {
        oid: branch.oid.number(),
        name: branch.name.to_string(),
        kpp: branch.kpp.as_ref().map(ToString::to_string),
        legal_form: branch.legal_form.as_ref().map(ToString::to_string),
        contacts: branch.contacts.iter().map(contact).collect(),
        addresses: branch.addresses.iter().map(address).collect(),
    }
}

fn member(membership: &Membership) -> MemberJson {
    let post = &membership.post;
    MemberJson {
        person: membership.person.number(),
        chief: post.chief,
        admin: post.admin,
        position: post.position.as_ref().map(ToString::to_string),
        email: post.email.as_ref().map(ToString::to_string),
        phone: post.phone.as_ref().map(ToString::to_string),
        branch: post.branch.map(|branch| branch.number()),
        suspended: post.suspended,
        groups: post.groups.iter().map(ToString::to_string).collect(),
        since: membership.since.to_string(),
    }
}
