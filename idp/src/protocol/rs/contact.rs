//! Contacts, as the data API shows them.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::person::Contact;
use crate::domain::person::contact::ContactKind;
use crate::domain::scope::Disclosure;
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::disclosed::Disclosed;

/// A contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

impl Numbered for ContactResource {
    fn id(&self) -> u64 {
        self.id
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
