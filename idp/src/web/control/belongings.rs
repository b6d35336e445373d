//! What a person has beside the identity document: other documents and vehicles, as the data API will show them.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::{self, DocumentForm, PersonFault, VehicleForm};
use crate::app::{Missing, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::person::{Document, Vehicle, date};
use crate::web::control::input::body::Body;
use crate::web::control::people::{fault, named, no_person};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    let post = actix_web::web::post;
    config
        .service(
            resource("/control/v1/people/{oid}/documents")
                .route(get().to(documents))
                .route(post().to(give_document)),
        )
        .service(resource("/control/v1/people/{oid}/documents/{id}").route(delete().to(take_document)))
        .service(
            resource("/control/v1/people/{oid}/vehicles")
                .route(get().to(vehicles))
                .route(post().to(give_vehicle)),
        )
        .service(resource("/control/v1/people/{oid}/vehicles/{id}").route(delete().to(take_vehicle)));
}

/// A document.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentJson {
    /// Its number, as under `/rs/prns/{oid}/docs`; in a request it is left out.
    #[serde(default)]
    id: u64,
    /// The kind by its name on the wire: `RF_DRIVING_LICENSE`, `MDCL_PLCY`, `FRGN_PASS`, `MLTR_ID` and the others.
    #[serde(rename = "type")]
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
    /// `NOT_VERIFIED`, `VERIFYING`, `VERIFIED` or `VERIFICATION_FAILED`; not verified when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
}

/// The documents of a person.
#[derive(Serialize, ToSchema)]
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
    certificate: RegistrationJson,
}

/// A registration certificate.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationJson {
    /// Four signs.
    series: String,
    /// Six digits.
    number: String,
}

/// The vehicles of a person.
#[derive(Serialize, ToSchema)]
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
            state: self.state,
        }
    }
}

impl VehicleJson {
    fn of(vehicle: &Vehicle) -> Self {
        let (series, number) = vehicle.certificate.clone().into();
        Self {
            id: vehicle.id,
            name: vehicle.name.as_ref().map(ToString::to_string),
            number_plate: vehicle.plate.to_string(),
            certificate: RegistrationJson { series, number },
        }
    }

    fn form(self) -> VehicleForm {
        let RegistrationJson { series, number } = self.certificate;
        VehicleForm { name: self.name, number_plate: self.number_plate, series, number }
    }
}

/// Lists a person's documents.
#[utoipa::path(get, path = "/people/{oid}/documents", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = DocumentsJson), (status = 404, description = "no such person")))]
pub(crate) async fn documents(site: Site, oid: Path<String>) -> Answer {
    let told = |account: Account| DocumentsJson {
        documents: account.profile.documents.iter().map(DocumentJson::of).collect(),
    };
    list(&site, &oid, told).await
}

/// Gives a person a document beside the one that proves the identity.
#[utoipa::path(post, path = "/people/{oid}/documents", tag = "people", request_body = DocumentJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 201, body = DocumentJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person")))]
pub(crate) async fn give_document(site: Site, oid: Path<String>, Body(json): Body<DocumentJson>) -> Answer {
    let give = |moment: &Moment<'_>, oid, json: DocumentJson| {
        Ok(people::give_document(moment, oid, &json.form())?.as_ref().map(DocumentJson::of))
    };
    give_one(&site, &oid, json, give).await
}

/// Takes a document away, unless it is the one that proves the identity.
#[utoipa::path(delete, path = "/people/{oid}/documents/{id}", tag = "people",
    params(("oid" = u64, Path, description = "the account's number"), ("id" = u64, Path, description = "the document's")),
    responses((status = 204), (status = 400, description = "it proves the identity"),
        (status = 404, description = "no such person or document")))]
pub(crate) async fn take_document(site: Site, path: Path<(String, String)>) -> Answer {
    take(&site, path.into_inner(), people::take_document).await
}

/// Lists a person's vehicles.
#[utoipa::path(get, path = "/people/{oid}/vehicles", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = VehiclesJson), (status = 404, description = "no such person")))]
pub(crate) async fn vehicles(site: Site, oid: Path<String>) -> Answer {
    let told = |account: Account| VehiclesJson {
        vehicles: account.profile.vehicles.iter().map(VehicleJson::of).collect(),
    };
    list(&site, &oid, told).await
}

/// Gives a person a vehicle.
#[utoipa::path(post, path = "/people/{oid}/vehicles", tag = "people", request_body = VehicleJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 201, body = VehicleJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person")))]
pub(crate) async fn give_vehicle(site: Site, oid: Path<String>, Body(json): Body<VehicleJson>) -> Answer {
    let give = |moment: &Moment<'_>, oid, json: VehicleJson| {
        Ok(people::give_vehicle(moment, oid, &json.form())?.as_ref().map(VehicleJson::of))
    };
    give_one(&site, &oid, json, give).await
}

/// Takes a vehicle away.
#[utoipa::path(delete, path = "/people/{oid}/vehicles/{id}", tag = "people",
    params(("oid" = u64, Path, description = "the account's number"), ("id" = u64, Path, description = "the vehicle's")),
    responses((status = 204), (status = 404, description = "no such person or vehicle")))]
pub(crate) async fn take_vehicle(site: Site, path: Path<(String, String)>) -> Answer {
    take(&site, path.into_inner(), people::take_vehicle).await
}

async fn list<T: Serialize + Send + 'static>(
    site: &Site,
    oid: &str,
    told: impl FnOnce(Account) -> T + Send + 'static,
) -> Answer {
    let oid = named(oid)?;
    let done =
        perform(site, move |moment| people::find(moment, oid)?.map(told).ok_or(Stop::refused(Missing)));
    tell(site, done.await, |Missing| no_person())
}

async fn give_one<T: Serialize + Send + 'static>(
    site: &Site,
    oid: &str,
    json: T,
    give: impl FnOnce(&Moment<'_>, Oid, T) -> Result<Option<T>, Stop<PersonFault>> + Send + 'static,
) -> Answer {
    let oid = named(oid)?;
    match perform(site, move |moment| give(moment, oid, json)).await {
        Ok(Some(given)) => Ok(HttpResponse::Created().json(given)),
        Ok(None) => Err(no_person()),
        Err(stop) => tell(site, Err::<(), _>(stop), fault),
    }
}

/// Takes something of a number away from an account; tells whether there was anything.
type Take = fn(&Moment<'_>, Oid, u64) -> Result<Option<bool>, Stop<PersonFault>>;

async fn take(site: &Site, (oid, id): (String, String), take: Take) -> Answer {
    let oid = named(&oid)?;
    let id = id.parse().unwrap_or_default();
    match perform(site, move |moment| take(moment, oid, id)).await {
        Ok(Some(true)) => Ok(HttpResponse::NoContent().finish()),
        Ok(Some(false)) => Err(Problem::not_found("the person has nothing of this number")
            .about("id", "GET the same path without the number: it lists them")),
        Ok(None) => Err(no_person()),
        Err(stop) => tell(site, Err::<(), _>(stop), fault),
    }
}
