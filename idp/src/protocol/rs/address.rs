//! Addresses, as the data API shows them.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::person::Address;
use crate::domain::person::address::AddressKind;
use crate::domain::scope::Disclosure;
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::disclosed::Disclosed;

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

impl Numbered for AddressResource {
    fn id(&self) -> u64 {
        self.id
    }
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
