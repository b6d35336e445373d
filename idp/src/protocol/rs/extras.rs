//! What other systems know of a person, as the data API passes it on: categories, biometrics, a foreigner's paper.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::person::document::ForeignPaper;
use crate::domain::person::extras::{Category, SelfEmployed};
use crate::domain::person::{Document, date};
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::Collection;

/// That a person is self-employed (MR А.2, table 3, row 1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct SelfEmployedResource {
    pub confirmed: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_date: Option<String>,
}

/// A category of a self-employed person or of an organisation (MR А.2, table 4; А.4, table 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct CategoryResource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    pub cat_name: String,
    pub cat_id: String,
    pub cat_confirm: &'static str,
    pub status: &'static str,
    /// Milliseconds.
    pub confirm_date: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_org_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_org_oid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_org_value_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_org_val: Option<String>,
}

/// A biometric with its end (MR А.2, table 3, row 16).
// SIM: the document tells that texts and ends come, not under which names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct BiometricResource {
    pub bio_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<String>,
}

/// An attribute of a foreigner's document (MR А.2, table 3, row 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct AttributeResource {
    pub name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_value: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_value: Option<i64>,
    /// Seconds.
    pub updated_on: i64,
}

/// Whether the person is self-employed, as far as that is known.
pub fn self_employed(account: &Account) -> Option<SelfEmployedResource> {
    account.profile.extras.self_employed.as_ref().map(|known: &SelfEmployed| SelfEmployedResource {
        // The document writes the two words in quotes.
        confirmed: if known.confirmed { "true" } else { "false" },
        confirm_date: known.confirmed_on.map(date::spell),
    })
}

/// The list of categories.
pub fn categories(all: &[Category]) -> Collection<CategoryResource> {
    Collection::of_objects(all.iter().map(category).collect())
}

fn category(one: &Category) -> CategoryResource {
    let by = one.confirmed_by.as_ref();
    CategoryResource {
        parent_name: one.parent_name.as_ref().map(ToString::to_string),
        parent_id: one.parent_id.as_ref().map(ToString::to_string),
        cat_name: one.name.to_string(),
        cat_id: one.id.to_string(),
        cat_confirm: if by.is_some() { "Y" } else { "N" },
        status: "OK",
        confirm_date: one.confirmed_at.as_millis(),
        confirm_org_name: by.map(|by| by.name.to_string()),
        confirm_org_oid: by.map(|by| by.oid.to_string()),
        confirm_org_value_type: by.map(|_| "OGRN"),
        confirm_org_val: by.map(|by| by.ogrn.to_string()),
    }
}

/// The texts of the biometrics that are active.
pub fn biometric_texts(account: &Account, now: Timestamp) -> Collection<String> {
    Collection::of_objects(biometrics(account, now).into_iter().map(|one| one.bio_type).collect())
}

/// The biometrics that are active, with their ends.
pub fn biometrics_with_ends(account: &Account, now: Timestamp) -> Collection<BiometricResource> {
    Collection::of_objects(biometrics(account, now))
}

fn biometrics(account: &Account, now: Timestamp) -> Vec<BiometricResource> {
    let all = account.profile.extras.biometrics.iter();
    let active = all.filter(|one| one.expires_on.is_none_or(|last| last >= now.date()));
    let told = active.map(|one| BiometricResource {
        bio_type: one.text.to_string(),
        expiry_date: one.expires_on.map(date::spell),
    });
    told.collect()
}

/// The attributes of a document; none where the Social Fund told nothing of it.
pub fn attributes(document: &Document) -> Collection<AttributeResource> {
    Collection::of_objects(document.foreign_paper().map(attributes_of).unwrap_or_default())
}

fn attributes_of(paper: &ForeignPaper) -> Vec<AttributeResource> {
    let (code, described) = paper.kind.wire();
    let texts = [
        ("authority.issuedBy", paper.issued_by.as_ref().map(ToString::to_string)),
        ("authority.series", paper.series.as_ref().map(ToString::to_string)),
        ("authority.number", paper.number.as_ref().map(ToString::to_string)),
        ("subType.code", Some(code.to_owned())),
        ("subType.name", Some(described.to_owned())),
    ];
    let updated_on = paper.updated_at.as_secs();
    let as_text = |(name, text): (&'static str, Option<String>)| {
        let string_value = Some(text?);
        Some(AttributeResource { name, string_value, date_value: None, updated_on })
    };
    let mut all: Vec<_> = texts.into_iter().filter_map(as_text).collect();
    // SIM: at which hour a day begins is not told; here at midnight in Moscow, as in lists of consents.
    all.extend(paper.issued_on.map(|day| AttributeResource {
        name: "authority.issueDate",
        string_value: None,
        date_value: Some(Timestamp::start_of(day).as_secs()),
        updated_on,
    }));
    all
}
