//! What other bodies tell of an organisation, as the data API shows it: documents of the digital profile, licences (MR А.7).

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::organisation::papers::{Activity, Licence, Place, ProfileDocument, Refresh, Work};
use crate::domain::organisation::{ContactKind, Kind, Organisation};
use crate::domain::time::Timestamp;
use crate::protocol::rs::collection::Collection;

/// A document of the digital profile; the data are whatever the body tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct ProfileDocumentResource<D> {
    pub id: String,
    pub org_oid: u64,
    pub data: D,
    pub relevance: &'static str,
    pub status: &'static str,
    pub version: u32,
    pub created_on: String,
    pub updated_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<String>,
    /// Files of the body; empty where none came (MR А.7.3).
    // SIM: no files come with a document here.
    pub attachments: [&'static str; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
}

/// Spells a document: the number of its place among those of the organisation is in its own.
pub fn document<D>(
    organisation: &Organisation,
    document: &ProfileDocument,
    place: usize,
    data: D,
) -> ProfileDocumentResource<D> {
    ProfileDocumentResource {
        id: format!("{:08x}-0000-4000-8000-{:012}", place + 1, organisation.oid.number()),
        org_oid: organisation.oid.number(),
        data,
        relevance: document.relevance.wire(),
        status: document.status.wire(),
        version: document.version,
        created_on: document.created_at.to_local(),
        updated_on: document.updated_at.to_local(),
        verified_on: document.verified_on.map(|day| day.to_string()),
        attachments: [],
        year: document.year.map(|year| year.to_string()),
    }
}

/// A refresh that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct RefreshResource {
    pub request_ids: [u64; 1],
    pub org_oid: u64,
    pub expires_on: String,
}

/// Spells a refresh.
pub fn refresh(organisation: &Organisation, refresh: &Refresh) -> RefreshResource {
    RefreshResource {
        request_ids: [refresh.id],
        org_oid: organisation.oid.number(),
        expires_on: refresh.until.to_offset(),
    }
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct LicenceResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    pub issuer_org_name: String,
    pub issuer_org_ogrn: String,
    pub issuer_org_inn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sp_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_full_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_short_name: Option<String>,
    pub ogrn: String,
    pub inn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tel_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub registration_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<i64>,
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_date: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_start_date: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_end_date: Option<i64>,
    pub created_on: i64,
    pub updated_on: i64,
    pub license_type_activities: Collection<ActivityResource>,
}

/// What a licence allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct ActivityResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    pub license_id: u64,
    pub name: String,
    pub license_type_activity_places: Collection<ActivityPlaceResource>,
    pub license_type_activity_works: Collection<WorkResource>,
}

/// Where a licensed activity is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct ActivityPlaceResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "licenseTAId")]
    pub activity: u64,
    pub address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addr_fias: Option<String>,
}

/// A work that is part of a licensed activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct WorkResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "licenseTAId")]
    pub activity: u64,
    pub name: String,
    pub license_type_activity_work_places: Collection<WorkPlaceResource>,
}

/// Where such a work is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct WorkPlaceResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(rename = "licenseTAWId")]
    pub work: u64,
    pub address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addr_fias: Option<String>,
}

/// Spells a licence.
pub fn licence(organisation: &Organisation, licence: &Licence) -> LicenceResource {
    let alone = organisation.kind == Kind::SoleProprietor;
    let name = |name: &dyn ToString| (!alone).then(|| name.to_string());
    let contact = |kind: ContactKind| {
        let mut all = organisation.contacts.iter();
        all.find(|one| one.kind == kind).map(|one| one.value.to_string())
    };
    let (day, updated_on) =
        (|day: Date| Timestamp::start_of(day).as_secs(), organisation.updated_at.as_secs());
    LicenceResource {
        state_facts: ["Identifiable"],
        id: licence.id,
        issuer_org_name: licence.issuer.to_string(),
        issuer_org_ogrn: licence.issuer_ogrn.to_string(),
        issuer_org_inn: licence.issuer_inn.to_string(),
        sp_name: alone.then(|| organisation.full_name.to_string()),
        org_full_name: name(&organisation.full_name),
        org_short_name: name(&organisation.short_name),
        ogrn: organisation.ogrn.to_string(),
        inn: organisation.inn.to_string(),
        address: organisation.addresses.first().map(|one| one.line.to_string()),
        tel_number: contact(ContactKind::Phone),
        email: contact(ContactKind::Email),
        registration_number: licence.number.to_string(),
        issue_date: licence.issued_on.map(day),
        start_date: licence.begins_on.or(licence.issued_on).map(day),
        end_date: licence.ends_on.map(day),
        status: licence.status.to_string(),
        status_date: licence.status_since.or(licence.issued_on).map(day),
        status_start_date: licence.status_since.or(licence.issued_on).map(day),
        status_end_date: licence.status_until.map(day),
        created_on: updated_on,
        updated_on,
        license_type_activities: Collection::of_objects(
            licence.activities.iter().map(|one| activity(licence.id, one)).collect(),
        ),
    }
}

fn activity(licence: u64, activity: &Activity) -> ActivityResource {
    let place = |place: &Place| ActivityPlaceResource {
        state_facts: ["ReadOnly"],
        id: place.id,
        activity: activity.id,
        address: place.address.to_string(),
        addr_fias: place.fias.as_ref().map(ToString::to_string),
    };
    ActivityResource {
        state_facts: ["ReadOnly"],
        id: activity.id,
        license_id: licence,
        name: activity.name.to_string(),
        license_type_activity_places: Collection::of_objects(activity.places.iter().map(place).collect()),
        license_type_activity_works: Collection::of_objects(
            activity.works.iter().map(|one| work(activity.id, one)).collect(),
        ),
    }
}

fn work(activity: u64, work: &Work) -> WorkResource {
    let place = |place: &Place| WorkPlaceResource {
        state_facts: ["ReadOnly"],
        id: place.id,
        work: work.id,
        address: place.address.to_string(),
        addr_fias: place.fias.as_ref().map(ToString::to_string),
    };
    WorkResource {
        state_facts: ["ReadOnly"],
        id: work.id,
        activity,
        name: work.name.to_string(),
        license_type_activity_work_places: Collection::of_objects(work.places.iter().map(place).collect()),
    }
}
