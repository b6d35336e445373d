//! What a person has beside the identity document: other documents and vehicles, as the data API will show them.

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::people::{self, CertificateForm, DocumentForm, VehicleForm};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::person::document::VerifyState;
use crate::domain::person::{Document, DocumentKind, Vehicle, date};
use crate::web::control::account::people::{fault, find, no_person};
use crate::web::control::api::answer::{Answer, Done, Listed, Made};
use crate::web::control::api::at::{At, InPath, number, number_schema};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let (documents, vehicles) = ("/people/{oid}/documents", "/people/{oid}/vehicles");
    api.get(documents, "listDocuments", "List a person's documents", list_documents);
    api.post(
        documents,
        "giveDocument",
        "Give a person a document beside the one that proves the identity",
        give_document,
    );
    api.delete(
        "/people/{oid}/documents/{id}",
        "takeDocument",
        "Take a document away, unless it is the one that proves the identity",
        take_document,
    );
    api.get(vehicles, "listVehicles", "List a person's vehicles", list_vehicles);
    api.post(vehicles, "giveVehicle", "Give a person a vehicle", give_vehicle);
    api.delete("/people/{oid}/vehicles/{id}", "takeVehicle", "Take a vehicle away", take_vehicle);
}

/// A document.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentJson {
    /// Its number, as under `/rs/prns/{oid}/docs`; in a request it is left out.
    #[serde(default)]
    id: u64,
    /// The kind by its name on the wire.
    #[serde(rename = "type")]
    #[schema(value_type = DocumentKind)]
    kind: String,
    /// Series, when the kind has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    /// Number.
    number: String,
    /// `dd.MM.yyyy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
    /// `dd.MM.yyyy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_on: Option<String>,
    /// Six digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer_code: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_by: Option<String>,
    /// The number of the civil registry act, of birth certificates and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    act_number: Option<String>,
    /// `dd.MM.yyyy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    act_date: Option<String>,
    /// The surname in Latin letters, of `FRGN_PASS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    latin_last_name: Option<String>,
    /// The first name in Latin letters, of `FRGN_PASS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    latin_first_name: Option<String>,
    /// The insurance organisation, of `MDCL_PLCY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    medical_organisation: Option<String>,
    /// Sixteen digits that all policies of a person share, of `MDCL_PLCY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    united_number: Option<String>,
    /// How its check stands; not verified when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<VerifyState>)]
    state: Option<String>,
}

/// The documents of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = DocumentList)]
pub struct DocumentsJson {
    /// In the order in which they were given; the identity document is among them.
    documents: Vec<DocumentJson>,
}

/// A vehicle.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleJson {
    /// Its number, as under `/rs/prns/{oid}/vhls`; in a request it is left out.
    #[serde(default)]
    id: u64,
    /// What the owner calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The number plate, as in `А000АА000`.
    number_plate: String,
    /// The registration certificate.
    certificate: CertificateForm,
}

/// The vehicles of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = VehicleList)]
pub struct VehiclesJson {
    /// In the order in which they were given.
    vehicles: Vec<VehicleJson>,
}

impl DocumentJson {
    fn of(document: &Document) -> Self {
        let text = |part: Option<&dyn ToString>| part.map(ToString::to_string);
        Self {
            id: document.id(),
            kind: document.kind().to_string(),
            series: document.series().map(str::to_owned),
            number: document.number().to_owned(),
            issued_on: document.issued_on().map(date::spell),
            expires_on: document.expires_on().map(date::spell),
            issuer_code: document.issuer_code().map(|code| code.to_string()),
            issued_by: text(document.issued_by().map(|part| part as _)),
            act_number: text(document.act_number().map(|part| part as _)),
            act_date: document.act_date().map(date::spell),
            latin_last_name: text(document.latin_last_name().map(|part| part as _)),
            latin_first_name: text(document.latin_first_name().map(|part| part as _)),
            medical_organisation: text(document.medical_organisation().map(|part| part as _)),
            united_number: document.united_number().map(|number| number.to_string()),
            state: Some(document.state().wire().to_owned()),
        }
    }

    fn form(self) -> DocumentForm {
        DocumentForm {
            kind: self.kind,
            series: self.series,
            number: self.number,
            issued_on: self.issued_on,
            expires_on: self.expires_on,
            issuer_code: self.issuer_code,
            issued_by: self.issued_by,
            act_number: self.act_number,
            act_date: self.act_date,
            latin_last_name: self.latin_last_name,
            latin_first_name: self.latin_first_name,
            medical_organisation: self.medical_organisation,
            united_number: self.united_number,
            state: self.state,
        }
    }
}

impl VehicleJson {
    fn of(vehicle: &Vehicle) -> Self {
        let VehicleForm { name, number_plate, certificate } = VehicleForm::of(vehicle);
        Self { id: vehicle.id, name, number_plate, certificate }
    }

    fn form(self) -> VehicleForm {
        VehicleForm { name: self.name, number_plate: self.number_plate, certificate: self.certificate }
    }
}

/// The number of a document or of a vehicle, in an address.
pub(super) struct ItemId(pub(super) u64);

impl InPath for ItemId {
    const NAME: &'static str = "id";
    const ABOUT: &'static str = "The number of the document or of the vehicle.";

    fn schema() -> Value {
        number_schema(1)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        number(Self::NAME, text).map(Self)
    }
}

async fn list_documents(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<DocumentsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = find(moment, oid)?.profile.documents;
        page::after_number(all, after.as_deref(), Document::id).map_err(Stop::refused)
    };
    let spell = |all: Vec<Document>| DocumentsJson { documents: all.iter().map(DocumentJson::of).collect() };
    page.list(&site, read, |one| one.id().to_string(), spell, |problem| problem).await
}

async fn give_document(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<DocumentJson>,
) -> Answer<Made<DocumentJson>> {
    let given = run(&site, move |moment| people::give_document(moment, oid, &json.form()), fault).await?;
    Ok(Made(DocumentJson::of(&given.ok_or_else(no_person)?)))
}

async fn take_document(site: Site, At(oid): At<Oid>, At(ItemId(id)): At<ItemId>) -> Answer<Done> {
    taken(run(&site, move |moment| people::take_document(moment, oid, id), fault).await?)
}

async fn list_vehicles(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<VehiclesJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = find(moment, oid)?.profile.vehicles;
        page::after_number(all, after.as_deref(), |one| one.id).map_err(Stop::refused)
    };
    let spell = |all: Vec<Vehicle>| VehiclesJson { vehicles: all.iter().map(VehicleJson::of).collect() };
    page.list(&site, read, |one| one.id.to_string(), spell, |problem| problem).await
}

async fn give_vehicle(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<VehicleJson>,
) -> Answer<Made<VehicleJson>> {
    let given = run(&site, move |moment| people::give_vehicle(moment, oid, &json.form()), fault).await?;
    Ok(Made(VehicleJson::of(&given.ok_or_else(no_person)?)))
}

async fn take_vehicle(site: Site, At(oid): At<Oid>, At(ItemId(id)): At<ItemId>) -> Answer<Done> {
    taken(run(&site, move |moment| people::take_vehicle(moment, oid, id), fault).await?)
}

/// What taking something away comes to: there was one, there was none, there is no such person.
fn taken(had: Option<bool>) -> Answer<Done> {
    if had.ok_or_else(no_person)? {
        return Ok(Done);
    }
    Err(Problem::not_found("the person has nothing of this number")
        .about("id", "GET the same path without the number: it lists them"))
}
