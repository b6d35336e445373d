//! Consents of an organisation, as their platform lists them (MR А.7.1.6).

use serde::Serialize;

use crate::domain::organisation::Organisation;
use crate::domain::organisation::papers::{ConsentScope, OrganisationConsent};
use crate::protocol::rs::consent::Elements;

/// A consent of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct OrganisationConsentResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    pub mnemonic: String,
    pub name: String,
    pub subject_ogrn: String,
    pub subject_name: String,
    pub subject_id: u64,
    pub subject_oid: u64,
    pub object_ogrn: String,
    pub object_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_oid: Option<u64>,
    pub context: EmptyContext,
    pub purpose: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_on: Option<i64>,
    pub status: &'static str,
    pub created_on: i64,
    pub updated_on: i64,
    pub scopes: Elements<OrganisationScopeResource>,
    /// Whether the organisation has yet to give the general consent; of one consent alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need_general_grant: Option<bool>,
    /// Whether who asks may decide about it; of one consent alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_right_to_manage: Option<bool>,
}

/// What the platform keeps beside a consent: nothing, as in its sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EmptyContext {}

/// A scope of a consent of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct OrganisationScopeResource {
    pub state_facts: [&'static str; 1],
    pub sysname: String,
    pub name: String,
    pub description: String,
}

/// Whether the general consent is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct GeneralConsentResource {
    pub need_general_grant: bool,
}

/// The list of consents, or one of them in the same form.
pub fn listed(all: Vec<OrganisationConsentResource>) -> Elements<OrganisationConsentResource> {
    Elements::all(&["EntityRoot", "hasSize"], all)
}

/// Spells a consent; the organisation that asked is named where the realm has it.
pub fn consent(
    subject: &Organisation,
    consent: &OrganisationConsent,
    object: Option<&Organisation>,
) -> OrganisationConsentResource {
    let scope = |one: &ConsentScope| {
        let name = one.name.as_ref().map_or_else(|| one.sysname.to_string(), ToString::to_string);
        let sysname = one.sysname.to_string();
        OrganisationScopeResource { state_facts: ["ReadOnly"], sysname, description: name.clone(), name }
    };
    let term = consent.term();
    let decided_on = term.map_or(consent.asked_at, |(given_at, _)| given_at);
    OrganisationConsentResource {
        state_facts: ["Identifiable"],
        id: consent.id,
        mnemonic: consent.mnemonic.to_string(),
        name: consent.name.to_string(),
        subject_ogrn: subject.ogrn.to_string(),
        subject_name: subject.short_name.to_string(),
        subject_id: number(subject),
        subject_oid: subject.oid.number(),
        object_ogrn: consent.object_ogrn.to_string(),
        object_name: consent.object.to_string(),
        object_id: object.map(number),
        object_oid: object.map(|object| object.oid.number()),
        context: EmptyContext {},
        purpose: consent.purpose.to_string(),
        issued_on: term.map(|(given_at, _)| given_at.as_secs()),
        expired_on: term.map(|(_, end)| end.as_secs()),
        status: consent.status(),
        created_on: consent.asked_at.as_secs(),
        updated_on: consent.withdrawn_at().unwrap_or(decided_on).as_secs(),
        scopes: Elements::all(&["hasSize"], consent.scopes.iter().map(scope).collect()),
        need_general_grant: None,
        has_right_to_manage: None,
    }
}

/// The platform's own number of an organisation.
// SIM: the platform's numbers of organisations are not oids; here they follow from them.
fn number(organisation: &Organisation) -> u64 {
    organisation.oid.number() % 100_000_000
}
