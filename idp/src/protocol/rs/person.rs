//! A person and what belongs to one, as the data API shows them.
//!
//! **Invariant:** what a token does not open, or a person does not have, is left out, never null.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::account::{Account, Status};
use crate::domain::person::address::AddressKind;
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{Address, Contact, Document, DocumentKind, VerifyState, date};
use crate::domain::scope::Disclosure;
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::{Collection, Numbered, tag};
use crate::protocol::rs::kid::KidResource;
use crate::protocol::rs::member::RoleResource;
use crate::protocol::rs::organisation::OrganisationResource;
use crate::protocol::rs::vehicle::VehicleResource;

/// What a token may see.
pub type Disclosed = BTreeSet<Disclosure>;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names (methodical recommendations, table 6)")]
pub struct PersonResource {
    pub state_facts: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    pub trusted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    pub updated_on: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Collection<ContactResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Collection<AddressResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Collection<DocumentResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<Collection<VehicleResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizations: Option<Collection<OrganisationResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Collection<RoleResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kids: Option<Collection<KidResource>>,
    pub rfg_u_operator_check: bool,
    pub status: &'static str,
    pub verifying: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_id_doc: Option<u64>,
    pub contains_up_cfm_code: bool,
    pub kid_acc_created_by_parent: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// The element of a collection that is always empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Nothing {}

impl Numbered for Nothing {
    fn id(&self) -> u64 {
        match *self {}
    }
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct ContactResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub vrf_stu: &'static str,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verifying_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrf_val_stu: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_cfm_code_expired: Option<bool>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct AddressResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub address_str: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fias_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat: Option<String>,
    pub country_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct DocumentResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub vrf_stu: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrf_val_stu: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    pub number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fms_valid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fms_state: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

impl Numbered for ContactResource {
    fn id(&self) -> u64 {
        self.id
    }
}

impl Numbered for AddressResource {
    fn id(&self) -> u64 {
        self.id
    }
}

impl Numbered for DocumentResource {
    fn id(&self) -> u64 {
        self.id
    }
}

/// The frame of a person with what the token opens; collections are added by the caller.
pub fn person(account: &Account, trusted: bool, sees: &Disclosed) -> PersonResource {
    let profile = &account.profile;
    let open = |what: Disclosure| sees.contains(&what).then_some(());
    let name = open(Disclosure::FullName).map(|()| &profile.name);
    PersonResource {
        state_facts: ["EntityRoot"],
        first_name: name.map(|name| name.first.to_string()),
        last_name: name.map(|name| name.last.to_string()),
        middle_name: name.and_then(|name| name.middle.as_ref()).map(ToString::to_string),
        birth_date: open(Disclosure::BirthDate).and(profile.birth_date).map(|date| date.to_string()),
        birth_place: open(Disclosure::BirthPlace).and(profile.birth_place.as_ref()).map(ToString::to_string),
        gender: open(Disclosure::Gender).and(profile.gender).map(|gender| gender.to_string()),
        trusted,
        citizenship: open(Disclosure::IdentityDocument)
            .and(profile.citizenship)
            .map(|country| country.to_string()),
        snils: open(Disclosure::Snils).and(profile.snils).map(|snils| snils.to_string()),
        inn: open(Disclosure::Inn).and(profile.inn).map(|inn| inn.to_string()),
        updated_on: account.updated_at.as_secs(),
        contacts: None,
        addresses: None,
        documents: None,
        vehicles: None,
        organizations: None,
        roles: None,
        kids: None,
        rfg_u_operator_check: false,
        status: if matches!(account.status, Status::Deleted { .. }) { "DELETED" } else { "REGISTERED" },
        verifying: account.is_checking(),
        r_id_doc: profile.identity_document,
        contains_up_cfm_code: matches!(account.status, Status::LetterOrdered { .. }),
        kid_acc_created_by_parent: profile.made_by_parent,
        e_tag: String::new(),
    }
}

impl PersonResource {
    /// The person with the tag of the content.
    #[must_use]
    pub fn tagged(mut self) -> Self {
        self.e_tag = tag(&self);
        self
    }
}

/// The contacts a token opens.
pub fn contacts(account: &Account, sees: &Disclosed, now: Timestamp) -> Vec<ContactResource> {
    let opens = |contact: &&Contact| {
        sees.contains(&match contact.kind() {
            ContactKind::Mobile => Disclosure::Mobile,
            ContactKind::Email => Disclosure::Email,
            ContactKind::Home | ContactKind::WorkEmail => Disclosure::HomePhone,
        })
    };
    account.profile.contacts.iter().filter(opens).map(|one| contact(one, now)).collect()
}

pub(super) fn contact(contact: &Contact, now: Timestamp) -> ContactResource {
    let pending = contact.pending();
    let mut resource = ContactResource {
        state_facts: ["Identifiable"],
        id: contact.id(),
        kind: contact.kind().wire(),
        vrf_stu: if contact.is_verified() { "VERIFIED" } else { "NOT_VERIFIED" },
        value: contact.value().to_string(),
        verifying_value: pending.map(|pending| pending.value.to_string()),
        vrf_val_stu: pending.map(|_| "VERIFYING"),
        is_cfm_code_expired: pending.map(|_| contact.is_code_expired(now)),
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}

/// The addresses a token opens.
pub fn addresses(account: &Account, sees: &Disclosed) -> Vec<AddressResource> {
    let open = sees.contains(&Disclosure::Addresses);
    account.profile.addresses.iter().filter(|_| open).map(address).collect()
}

fn address(address: &Address) -> AddressResource {
    let text = |part: &Option<_>| part.as_ref().map(ToString::to_string);
    let mut resource = AddressResource {
        state_facts: ["Identifiable"],
        id: address.id,
        kind: match address.kind {
            AddressKind::Residence => "PLV",
            AddressKind::Registration => "PRG",
        },
        address_str: address.line.to_string(),
        fias_code: address.fias_code.as_ref().map(ToString::to_string),
        flat: text(&address.flat),
        country_id: address.country.to_string(),
        house: text(&address.house),
        frame: text(&address.frame),
        zip_code: address.zip_code.as_ref().map(ToString::to_string),
        area: text(&address.area),
        city: text(&address.city),
        street: text(&address.street),
        region: text(&address.region),
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}

/// The documents a token opens.
pub fn documents(account: &Account, sees: &Disclosed) -> Vec<DocumentResource> {
    let proves = |one: &Document| account.profile.identity_document == Some(one.id());
    let opens = |one: &&Document| {
        let as_identity = proves(one) && sees.contains(&Disclosure::IdentityDocument);
        as_identity || sees.iter().any(|what| opens_document(*what, one.kind()))
    };
    account
        .profile
        .documents
        .iter()
        .filter(opens)
        .map(|one| with_revision(account, document(one, fms_state(account, one))))
        .collect()
}

/// The identity document in force while another one in its place is under check, or was refused.
fn with_revision(account: &Account, mut resource: DocumentResource) -> DocumentResource {
    let own = account.profile.identity_document == Some(resource.id);
    let Some(revision) = account.revision().filter(|_| own) else { return resource };
    let wanted = &revision.application.document;
    if (wanted.series(), wanted.number()) != (resource.series.as_deref(), resource.number.as_str()) {
        let refused = revision.faults.iter().any(|fault| fault.fms_state().is_some());
        resource.vrf_val_stu = match (revision.is_running(), refused) {
            (true, _) => Some("VERIFYING"),
            (false, true) => Some("VERIFICATION_FAILED"),
            (false, false) => None,
        };
        resource.e_tag = String::new();
        resource.e_tag = tag(&resource);
    }
    resource
}

/// Whether a disclosure opens documents of a kind.
fn opens_document(what: Disclosure, kind: DocumentKind) -> bool {
    match what {
        Disclosure::IdentityDocument => kind.is_first_identity(),
        Disclosure::MedicalPolicy => kind == DocumentKind::MedicalPolicy,
        Disclosure::MilitaryId => kind == DocumentKind::MilitaryId,
        Disclosure::ForeignPassport => kind == DocumentKind::TravelPassport,
        Disclosure::DrivingLicence => kind == DocumentKind::DrivingLicence,
        Disclosure::BirthCertificate => {
            kind.is_birth_certificate() || kind == DocumentKind::ForeignBirthCertificate
        }
        Disclosure::ResidencePermit => kind == DocumentKind::ResidencePermit,
        _ => false,
    }
}

/// Whether a token opens any document at all.
pub fn opens_documents(sees: &Disclosed) -> bool {
    sees.iter().any(|what| DocumentKind::ALL.iter().any(|kind| opens_document(*what, *kind)))
}

/// What the Interior Ministry held against the document under the last check.
fn fms_state(account: &Account, document: &Document) -> Option<&'static str> {
    let Status::CheckFailed { faults } = &account.status else { return None };
    let checked = account.profile.identity_document == Some(document.id());
    faults.iter().find_map(|fault| fault.fms_state()).filter(|_| checked)
}

pub(super) fn document(document: &Document, fms_state: Option<&'static str>) -> DocumentResource {
    let asked = document.kind() == DocumentKind::Passport;
    let fms_valid = match document.state() {
        VerifyState::Verified if asked => Some(true),
        _ => fms_state.map(|_| false),
    };
    let mut resource = DocumentResource {
        state_facts: ["EntityRoot"],
        id: document.id(),
        kind: document.kind().wire(),
        vrf_stu: document.state().wire(),
        vrf_val_stu: None,
        series: document.series().map(str::to_owned),
        number: document.number().to_owned(),
        issue_date: document.issued_on().map(date::spell),
        issue_id: document.issuer_code().map(|code| code.digits()),
        issued_by: document.issued_by().map(ToString::to_string),
        expiry_date: document.expires_on().map(date::spell),
        act_no: document.act_number().map(ToString::to_string),
        act_date: document.act_date().map(date::spell),
        last_name: document.latin_last_name().map(ToString::to_string),
        first_name: document.latin_first_name().map(ToString::to_string),
        fms_valid,
        fms_state,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
