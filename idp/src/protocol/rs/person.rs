//! A person and what belongs to one, as the data API shows them.
//!
//! **Invariant:** what a token does not open, or a person does not have, is left out, never null.

use serde::Serialize;

use crate::domain::account::{Account, Level, Status};
use crate::domain::scope::Disclosure;
use crate::protocol::rs::address::AddressResource;
use crate::protocol::rs::collection::{Collection, tag};
use crate::protocol::rs::contact::ContactResource;
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::document::DocumentResource;
use crate::protocol::rs::extras::{self, SelfEmployedResource};
use crate::protocol::rs::kid::KidResource;
use crate::protocol::rs::organisation::OrganisationResource;
use crate::protocol::rs::role::RoleResource;
use crate::protocol::rs::vehicle::VehicleResource;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names (MR table 3)")]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_employed: Option<SelfEmployedResource>,
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
    pub reg_ctx_cfm_ste: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_id_doc: Option<u64>,
    pub contains_up_cfm_code: bool,
    pub kid_acc_created_by_parent: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// The frame of a person with what the token opens; collections are added by the caller.
///
/// MR 4.2.1: an account has a citizenship and a SNILS from standard on, an INN when it is confirmed. A child's simplified
/// account has the SNILS of the parent's card: the consent `EDU_JOURNAL` asks for it.
pub fn person(account: &Account, trusted: bool, sees: &Disclosed) -> PersonResource {
    let profile = &account.profile;
    let open = |what: Disclosure| sees.contains(&what).then_some(());
    let level = account.level();
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
        citizenship: open(Disclosure::Citizenship)
            .and(profile.citizenship)
            .filter(|_| level >= Level::Standard)
            .map(|country| country.to_string()),
        snils: open(Disclosure::Snils)
            .and(profile.snils)
            .filter(|_| level >= Level::Standard || profile.made_by_parent)
            .map(|snils| snils.to_string()),
        inn: open(Disclosure::Inn)
            .and(profile.inn)
            .filter(|_| level >= Level::Confirmed)
            .map(|inn| inn.to_string()),
        self_employed: open(Disclosure::SelfEmployment).and_then(|()| extras::self_employed(account)),
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
        reg_ctx_cfm_ste: open(Disclosure::RegistrationContext)
            .map(|()| registration_context(&account.status)),
        r_id_doc: profile.identity_document,
        contains_up_cfm_code: matches!(account.status, Status::LetterOrdered { .. }),
        kid_acc_created_by_parent: profile.made_by_parent,
        e_tag: String::new(),
    }
}

/// How far an account is from confirmed, as the scope `usr_reg_cxt` opens it (MR Б.4, table 96).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct ContextResource {
    pub state_facts: [&'static str; 1],
    pub reg_ctx_cfm_ste: &'static str,
}

/// The same as a resource of its own.
// SIM: where the real system shows it is not documented; here it is both an attribute of the person and `/ctx`.
pub fn context(account: &Account) -> ContextResource {
    ContextResource { state_facts: ["EntityRoot"], reg_ctx_cfm_ste: registration_context(&account.status) }
}

/// The state of the registration context, as the portal's source comments it; our reading of the letters.
pub fn registration_context(status: &Status) -> &'static str {
    match status {
        Status::Simplified | Status::Deleted { .. } => "PS",
        Status::Checking { .. } => "PVG",
        Status::CheckFailed { .. } => "PVF",
        Status::Standard { .. } => "PV",
        Status::LetterOrdered { letter, .. } if letter.attempts_left == 0 => "PCF",
        Status::LetterOrdered { .. } => "PV",
        Status::Confirmed { .. } => "PT",
        Status::Blocked { before, .. } => registration_context(before),
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
