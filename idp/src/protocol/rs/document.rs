//! Documents, as the data API shows them.

use serde::Serialize;

use crate::domain::account::{Account, Status};
use crate::domain::person::{Document, DocumentKind, VerifyState, date};
use crate::domain::scope::Disclosure;
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::disclosed::Disclosed;

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
    /// What the civil registry said of a birth certificate (MR А.2, table 3, row 7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The insurance organisation of a medical policy (MR А.2, table 3, row 7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medical_org: Option<String>,
    /// The number that all policies of a person share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub united_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fms_valid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fms_state: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

impl Numbered for DocumentResource {
    fn id(&self) -> u64 {
        self.id
    }
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

fn registry_status(document: &Document) -> Option<&'static str> {
    match document.state() {
        _ if !document.kind().is_birth_certificate() => None,
        VerifyState::Verified => Some("verified_by_request"),
        VerifyState::VerificationFailed => Some("unverified"),
        VerifyState::NotVerified | VerifyState::Verifying => None,
    }
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
        // MR А.2, table 3, row 7: two states; how a check stands is said apart.
        vrf_stu: if document.state() == VerifyState::Verified { "VERIFIED" } else { "NOT_VERIFIED" },
        vrf_val_stu: match document.state() {
            VerifyState::Verifying => Some("VERIFYING"),
            VerifyState::VerificationFailed => Some("VERIFICATION_FAILED"),
            VerifyState::Verified | VerifyState::NotVerified => None,
        },
        series: document.series().map(str::to_owned),
        number: document.number().to_owned(),
        issue_date: document.issued_on().map(date::spell),
        issue_id: document.issuer_code().map(|code| code.digits()),
        issued_by: document.issued_by().map(ToString::to_string),
        expiry_date: document.expires_on().map(date::spell),
        act_no: document.act_number().map(ToString::to_string),
        act_date: document.act_date().map(date::spell),
        status: registry_status(document),
        last_name: document.latin_last_name().map(ToString::to_string),
        first_name: document.latin_first_name().map(ToString::to_string),
        medical_org: document.medical_organisation().map(ToString::to_string),
        united_number: document.united_number().map(|number| number.to_string()),
        fms_valid,
        fms_state,
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
