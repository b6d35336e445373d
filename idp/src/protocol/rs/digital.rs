//! A person and the SNILS of children, as the digital profile shows them (DP 5.1.1, 5.2.36).

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::family::Card;
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::protocol::rs::address::{self, AddressResource, Version};
use crate::protocol::rs::contact;
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::person::PersonResource;

/// The mobile phone among the contacts of the data API.
const MOBILE: &str = "MBT";
/// The address of residence among the addresses of the data API.
const HOME: &str = "PLV";

/// A person (DP 5.1.1).
// SIM: the SNILS of the real profile may be masked; under which condition is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct PsoResource {
    /// A text, though it is a number in the data API.
    pub oid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_address: Option<AddressResource>,
    pub trusted: bool,
}

/// What the data API shows of a person, in the form of the digital profile.
pub fn person(account: &Account, shown: PersonResource, sees: &Disclosed, now: Timestamp) -> PsoResource {
    let mobile = contact::contacts(account, sees, now).into_iter().find(|one| one.kind == MOBILE);
    let home = address::addresses(account, sees, Version::One).into_iter().find(|one| one.kind == HOME);
    PsoResource {
        oid: account.oid.to_string(),
        first_name: shown.first_name,
        last_name: shown.last_name,
        middle_name: shown.middle_name,
        snils: shown.snils,
        inn: shown.inn,
        gender: shown.gender,
        birth_date: shown.birth_date,
        birth_place: shown.birth_place,
        mobile_phone: mobile.map(|one| one.value),
        home_address: home,
        trusted: shown.trusted,
    }
}

/// The SNILS of a parent's children (DP 5.2.36, `KID_SNILS_DOC`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct KidSnilses {
    /// The parent's: a number, as the table has it, though the sample prints a text.
    pub oid: u64,
    pub snilses: Vec<KidSnils>,
}

/// The SNILS of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct KidSnils {
    /// A number, as the table has it, though the sample prints a text.
    pub kid_id: u64,
    pub snils: String,
    pub status: &'static str,
    /// Milliseconds, though the data API counts in seconds.
    pub updated_on: i64,
}

/// The SNILS of the children whose cards were checked; nothing where none was (DP 5.2.36: 404).
pub fn kid_snilses<'c>(parent: Oid, cards: impl Iterator<Item = &'c Card>) -> Option<KidSnilses> {
    let spell = |card: &Card| KidSnils {
        kid_id: card.id,
        snils: card.child.snils.to_string(),
        status: "verified_by_request",
        updated_on: card.updated_at().as_millis(),
    };
    let snilses: Vec<_> = cards.filter(|card| card.is_checked()).map(spell).collect();
    (!snilses.is_empty()).then_some(KidSnilses { oid: parent.number(), snilses })
}
