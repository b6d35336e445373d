//! What other bodies tell of an organisation, and its consents, as a tester writes them down.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::people::belongings::VehicleForm;
use crate::app::people::fault::{self, FieldFault, each, fault};
use crate::app::people::organisations::fields::{or_none, text};
use crate::domain::organisation::papers::{
    Activity, Certainty, ConsentScope, ConsentState, Licence, OrganisationConsent, Place, ProfileDocument,
    Relevance, Work,
};
use crate::domain::person::{Vehicle, date};
use crate::domain::time::Timestamp;

/// A document of the digital profile.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganisationProfileDocument)]
pub struct ProfileDocumentForm {
    /// Its name in addresses, such as `srchis`, `accredited-it-company`, `usn`, `income-tax`, `debt`, `paid-tax`.
    pub name: String,
    /// What the body tells: the member `data` of the answer.
    #[schema(value_type = Object)]
    pub data: Value,
    /// The year of a declaration; documents with a year are a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// `VERIFIED_BY_REQUEST` when left out; `VERIFIED_BY_VALIDATE`, `VERIFIED_BY_PUSH`, `UNVERIFIED`, `NO_DATA`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `ACTUAL` when left out; `EXPIRED`, `INVALID`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
    /// Of which day the data are, `dd.MM.yyyy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_on: Option<String>,
}

/// A licence.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = OrganisationLicence)]
pub struct LicenceForm {
    /// Its registration number.
    pub number: String,
    /// Who gave it.
    pub issuer: String,
    /// The registration number of who gave it.
    pub issuer_ogrn: String,
    /// The taxpayer number of who gave it.
    pub issuer_inn: String,
    /// `dd.MM.yyyy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<String>,
    /// `dd.MM.yyyy`; from when it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins_on: Option<String>,
    /// `dd.MM.yyyy`; until when it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<String>,
    /// Its status in words; «действующая» when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `dd.MM.yyyy`; since when it has the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_since: Option<String>,
    /// `dd.MM.yyyy`; until when it has the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_until: Option<String>,
    /// What it allows.
    pub activities: Vec<ActivityForm>,
}

/// What a licence allows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LicensedActivity)]
pub struct ActivityForm {
    /// Its name.
    pub name: String,
    /// Where.
    #[serde(default)]
    pub places: Vec<PlaceForm>,
    /// Of which works it consists.
    #[serde(default)]
    pub works: Vec<WorkForm>,
}

/// A work that is part of a licensed activity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LicensedWork)]
pub struct WorkForm {
    /// Its name.
    pub name: String,
    /// Where.
    #[serde(default)]
    pub places: Vec<PlaceForm>,
}

/// Where something licensed is done.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LicensedPlace)]
pub struct PlaceForm {
    /// The address in one line.
    pub address: String,
    /// The address's number in ФИАС.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fias: Option<String>,
}

/// A consent that another organisation asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganisationConsent)]
pub struct OrganisationConsentForm {
    /// Its number; in a request it is left out.
    #[serde(default)]
    pub id: u64,
    /// The mnemonic of its kind, such as `REG_QUESTIONNAIRE`.
    pub mnemonic: String,
    /// The name of its kind.
    pub name: String,
    /// What the data are for; the name of the kind when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Who asked.
    pub object: String,
    /// The registration number of who asked.
    pub object_ogrn: String,
    /// What was asked for.
    pub scopes: Vec<ConsentScopeForm>,
    /// How long it acts once it is given, in minutes; half a year when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// `W` asked for, when left out; `A` given, `D` taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// A piece of data that a consent of an organisation is about.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganisationConsentScope)]
pub struct ConsentScopeForm {
    /// The scope.
    pub sysname: String,
    /// What it opens, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the kind demands it.
    #[serde(default)]
    pub required: bool,
}

/// Half a year: what the sample of DP 4.1 has.
const MINUTES: u32 = 262_800;

type Read<T> = Result<T, FieldFault>;

fn next(item: &mut u64) -> u64 {
    *item += 1;
    *item - 1
}

fn day(name: &str, given: Option<&String>) -> Read<Option<Date>> {
    fault::day(name, given.map(|text| text.trim()).filter(|text| !text.is_empty()))
}

/// The vehicles of a form.
pub(super) fn vehicles(forms: &[VehicleForm], item: &mut u64) -> Read<Vec<Vehicle>> {
    each("vehicles", forms, |form| form.parse(next(item)))
}

/// The documents of a form.
pub(super) fn documents(forms: &[ProfileDocumentForm], now: Timestamp) -> Read<Vec<ProfileDocument>> {
    each("documents", forms, |form| {
        Ok(ProfileDocument {
            name: text("name", &form.name)?,
            data: form.data.to_string(),
            year: form.year,
            status: named("status", form.status.as_ref(), &Certainty::ALL, Certainty::wire)?,
            relevance: named("relevance", form.relevance.as_ref(), &Relevance::ALL, Relevance::wire)?,
            version: 1,
            verified_on: day("verified_on", form.verified_on.as_ref())?,
            created_at: now,
            updated_at: now,
        })
    })
}

/// The value of a name on the wire; the usual one where none is given.
fn named<T: Copy + Default>(
    field: &str,
    given: Option<&String>,
    all: &[T],
    wire: fn(T) -> &'static str,
) -> Read<T> {
    let Some(given) = given else { return Ok(T::default()) };
    let found = all.iter().copied().find(|one| wire(*one) == given.trim());
    let names: Vec<_> = all.iter().map(|one| wire(*one)).collect();
    found.ok_or_else(|| fault(field, names.join(", ")))
}

/// The licences of a form.
pub(super) fn licences(forms: &[LicenceForm], item: &mut u64) -> Read<Vec<Licence>> {
    each("licences", forms, |form| {
        let status = form.status.clone().unwrap_or_else(|| "действующая".to_owned());
        Ok(Licence {
            id: next(item),
            issuer: text("issuer", &form.issuer)?,
            issuer_ogrn: text("issuer_ogrn", &form.issuer_ogrn)?,
            issuer_inn: text("issuer_inn", &form.issuer_inn)?,
            number: text("number", &form.number)?,
            issued_on: day("issued_on", form.issued_on.as_ref())?,
            begins_on: day("begins_on", form.begins_on.as_ref())?,
            ends_on: day("ends_on", form.ends_on.as_ref())?,
            status: text("status", &status)?,
            status_since: day("status_since", form.status_since.as_ref())?,
            status_until: day("status_until", form.status_until.as_ref())?,
            activities: each("activities", &form.activities, |one| activity(one, item))?,
        })
    })
}

fn activity(form: &ActivityForm, item: &mut u64) -> Read<Activity> {
    Ok(Activity {
        id: next(item),
        name: text("name", &form.name)?,
        places: places(&form.places, item)?,
        works: each("works", &form.works, |work| {
            Ok(Work { id: next(item), name: text("name", &work.name)?, places: places(&work.places, item)? })
        })?,
    })
}

fn places(forms: &[PlaceForm], item: &mut u64) -> Read<Vec<Place>> {
    each("places", forms, |form| {
        let fias = or_none("fias", form.fias.as_ref(), None)?;
        Ok(Place { id: next(item), address: text("address", &form.address)?, fias })
    })
}

/// The consents of a form.
pub(super) fn consents(
    forms: &[OrganisationConsentForm],
    item: &mut u64,
    now: Timestamp,
) -> Read<Vec<OrganisationConsent>> {
    each("consents", forms, |form| {
        let state = match form.status.as_deref() {
            None | Some("W") => ConsentState::Asked,
            Some("A") => ConsentState::Given { at: now },
            Some("D") => ConsentState::Withdrawn { given_at: now, at: now },
            Some(_) => return Err(fault("status", "W, A or D")),
        };
        Ok(OrganisationConsent {
            id: next(item),
            mnemonic: text("mnemonic", &form.mnemonic)?,
            name: text("name", &form.name)?,
            purpose: text("purpose", form.purpose.as_ref().unwrap_or(&form.name))?,
            object: text("object", &form.object)?,
            object_ogrn: text("object_ogrn", &form.object_ogrn)?,
            scopes: each("scopes", &form.scopes, |scope| {
                let name = or_none("name", scope.name.as_ref(), None)?;
                Ok(ConsentScope { sysname: text("sysname", &scope.sysname)?, name, required: scope.required })
            })?,
            minutes: form.minutes.unwrap_or(MINUTES),
            asked_at: now,
            state,
        })
    })
}

impl ProfileDocumentForm {
    /// The form that describes a document.
    pub(crate) fn of(document: &ProfileDocument) -> Self {
        Self {
            name: document.name.to_string(),
            data: serde_json::from_str(&document.data).unwrap_or(Value::Null),
            year: document.year,
            status: Some(document.status.wire().to_owned()),
            relevance: Some(document.relevance.wire().to_owned()),
            verified_on: document.verified_on.map(date::spell),
        }
    }
}

impl LicenceForm {
    /// The form that describes a licence.
    pub(crate) fn of(licence: &Licence) -> Self {
        let place = |place: &Place| PlaceForm {
            address: place.address.to_string(),
            fias: place.fias.as_ref().map(ToString::to_string),
        };
        let places = |all: &[Place]| all.iter().map(place).collect();
        let work = |work: &Work| WorkForm { name: work.name.to_string(), places: places(&work.places) };
        let activity = |one: &Activity| ActivityForm {
            name: one.name.to_string(),
            places: places(&one.places),
            works: one.works.iter().map(work).collect(),
        };
        Self {
            number: licence.number.to_string(),
            issuer: licence.issuer.to_string(),
            issuer_ogrn: licence.issuer_ogrn.to_string(),
            issuer_inn: licence.issuer_inn.to_string(),
            issued_on: licence.issued_on.map(date::spell),
            begins_on: licence.begins_on.map(date::spell),
            ends_on: licence.ends_on.map(date::spell),
            status: Some(licence.status.to_string()),
            status_since: licence.status_since.map(date::spell),
            status_until: licence.status_until.map(date::spell),
            activities: licence.activities.iter().map(activity).collect(),
        }
    }
}

impl OrganisationConsentForm {
    /// The form that describes a consent.
    pub(crate) fn of(consent: &OrganisationConsent) -> Self {
        let scope = |one: &ConsentScope| ConsentScopeForm {
            sysname: one.sysname.to_string(),
            name: one.name.as_ref().map(ToString::to_string),
            required: one.required,
        };
        Self {
            id: consent.id,
            mnemonic: consent.mnemonic.to_string(),
            name: consent.name.to_string(),
            purpose: Some(consent.purpose.to_string()),
            object: consent.object.to_string(),
            object_ogrn: consent.object_ogrn.to_string(),
            scopes: consent.scopes.iter().map(scope).collect(),
            minutes: Some(consent.minutes),
            status: Some(consent.status().to_owned()),
        }
    }
}
