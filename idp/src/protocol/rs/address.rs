//! Addresses, as the data API shows them.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::person::Address;
use crate::domain::person::address::AddressKind;
use crate::domain::scope::Disclosure;
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::disclosed::Disclosed;

/// A version of the data API (MR А.2): `/rs` and `/esia-rs/api/public/v1` are the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// The first.
    #[default]
    One,
    /// The second.
    Two,
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct AddressResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected: Option<bool>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addition_area: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addition_area_street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrf_ddt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_type_full: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fias_code_level: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

impl Numbered for AddressResource {
    fn id(&self) -> u64 {
        self.id
    }
}

/// The addresses a token opens; version 2 has the temporary registration too (MR А.2).
pub fn addresses(account: &Account, sees: &Disclosed, version: Version) -> Vec<AddressResource> {
    let open = sees.contains(&Disclosure::Addresses);
    of_version(account, version).filter(|_| open).map(address).collect()
}

/// The addresses that a version of the data API has.
pub(super) fn of_version(account: &Account, version: Version) -> impl Iterator<Item = &Address> {
    let has = move |one: &&Address| version == Version::Two || one.kind != AddressKind::Temporary;
    account.profile.addresses.iter().filter(has)
}

pub(super) fn address(address: &Address) -> AddressResource {
    let text = |part: &Option<_>| part.as_ref().map(ToString::to_string);
    let mut resource = AddressResource {
        state_facts: ["Identifiable"],
        id: address.id,
        kind: address.kind.wire(),
        selected: address.selected,
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
        district: text(&address.district),
        settlement: text(&address.settlement),
        addition_area: text(&address.addition_area),
        addition_area_street: text(&address.addition_area_street),
        building: text(&address.building),
        vrf_ddt: address.quality_codes.as_ref().map(ToString::to_string),
        room: text(&address.room),
        house_type: text(&address.house_type),
        house_type_full: text(&address.house_type_full),
        frame_type: text(&address.frame_type),
        fias_code_level: address.fias_code_level.map(|level| level.to_string()),
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
