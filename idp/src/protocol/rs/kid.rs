//! A child on a parent's card, as the data API shows it to those whom the parent let see it.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::family::Card;
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{Document, DocumentKind};
use crate::domain::scope::Disclosure;
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::{Collection, Numbered, tag};
use crate::protocol::rs::contact::{ContactResource, contact};
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::document::{DocumentResource, document};

/// A child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names, as clients read them")]
pub struct KidResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Collection<DocumentResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Collection<ContactResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_data: Option<SchoolResource>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// What a parent allowed to be known of a child's school.
// SIM: no sample of the real answer to `kid_school_data` was found; it is there only while the parent's consent is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names follow those of the wire")]
pub struct SchoolResource {
    pub consent: bool,
    pub consent_date: i64,
}

impl Numbered for KidResource {
    fn id(&self) -> u64 {
        self.id
    }
}

/// A child on a card, with the account that is linked, as a token opens it; below an address.
pub fn kid(
    card: &Card,
    account: Option<&Account>,
    sees: &Disclosed,
    address: &str,
    school_consent: Option<Timestamp>,
    now: Timestamp,
) -> KidResource {
    let child = &card.child;
    let open = |what: Disclosure| sees.contains(&what).then_some(());
    let name = open(Disclosure::KidFullName).map(|()| &child.name);
    let address = format!("{address}/{}", card.id);
    let papers = documents(card, sees);
    let reached = contacts(account, sees, now);
    let mut resource = KidResource {
        state_facts: ["EntityRoot"],
        id: card.id,
        first_name: name.map(|name| name.first.to_string()),
        last_name: name.map(|name| name.last.to_string()),
        middle_name: name.and_then(|name| name.middle.as_ref()).map(ToString::to_string),
        birth_date: open(Disclosure::KidBirthDate).map(|()| child.birth_date.to_string()),
        gender: open(Disclosure::KidGender).map(|()| child.gender.to_string()),
        snils: open(Disclosure::KidSnils).map(|()| child.snils.to_string()),
        inn: open(Disclosure::KidInn).and(child.inn).map(|inn| inn.to_string()),
        documents: opens_documents(sees).then(|| Collection::new(&format!("{address}/docs"), papers, true)),
        contacts: (!reached.is_empty()).then(|| Collection::new(&format!("{address}/ctts"), reached, true)),
        school_data: open(Disclosure::KidSchool)
            .and(school_consent)
            .map(|at| SchoolResource { consent: true, consent_date: at.as_secs() }),
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}

/// The documents of a child that a token opens.
pub fn documents(card: &Card, sees: &Disclosed) -> Vec<DocumentResource> {
    let opens = |one: &&Document| {
        let kind = one.kind();
        (sees.contains(&Disclosure::KidBirthCertificate)
            && (kind.is_birth_certificate() || kind == DocumentKind::ForeignBirthCertificate))
            || (sees.contains(&Disclosure::KidMedicalPolicy) && kind == DocumentKind::MedicalPolicy)
    };
    card.child.documents.iter().filter(opens).map(|one| document(one, None)).collect()
}

/// Whether a token opens any document of a child at all.
pub fn opens_documents(sees: &Disclosed) -> bool {
    sees.contains(&Disclosure::KidBirthCertificate) || sees.contains(&Disclosure::KidMedicalPolicy)
}

fn contacts(account: Option<&Account>, sees: &Disclosed, now: Timestamp) -> Vec<ContactResource> {
    let all = account.map(|account| account.profile.contacts.as_slice()).unwrap_or_default();
    let opens = |kind: ContactKind| match kind {
        ContactKind::Mobile => sees.contains(&Disclosure::KidMobile),
        ContactKind::Email => sees.contains(&Disclosure::KidEmail),
        ContactKind::Home | ContactKind::WorkEmail => false,
    };
    all.iter().filter(|one| opens(one.kind())).map(|one| contact(one, now)).collect()
}
