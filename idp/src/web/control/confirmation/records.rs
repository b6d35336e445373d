//! The records of the two simulated registers: who is known, which document is valid.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::app::account::registers::{self, Record, RecordKey};
use crate::app::{Missing, Moment, Stop};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, FullName, Gender, Snils};
use crate::domain::register::{PassportRecord, PassportStanding, PensionRecord, number_key};
use crate::web::control::api::answer::{Answer, Done, Json, Listed};
use crate::web::control::api::at::{At, InPath, text_schema};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::{run, sure};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let (pension, ministry) = ("/registers/pension-fund/{snils}", "/registers/interior-ministry/{number}");
    api.get(
        "/registers/pension-fund",
        "listPensionRecords",
        "List what the Pension Fund knows",
        pension_fund,
    );
    api.put(pension, "putPensionRecord", "Put a person into the Pension Fund's register", put_pension);
    api.delete(
        pension,
        "removePensionRecord",
        "Take a person out of the Pension Fund's register",
        remove_pension,
    );
    api.get(
        "/registers/interior-ministry",
        "listPassportRecords",
        "List the documents the Interior Ministry knows of",
        interior_ministry,
    );
    api.put(
        ministry,
        "putPassportRecord",
        "Put a document into the Interior Ministry's register",
        put_passport,
    );
    api.delete(
        ministry,
        "removePassportRecord",
        "Take a document out of the Interior Ministry's register",
        remove_passport,
    );
}

/// What the Pension Fund knows of a person.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PensionRecordJson {
    /// `XXX-XXX-XXX XX`; in a request the address says it.
    #[serde(default)]
    snils: String,
    /// Surname.
    last_name: String,
    /// Given name.
    first_name: String,
    /// Patronymic, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    middle_name: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: String,
    /// `M` or `F`; not compared when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    /// Whether the register never answers for this person.
    #[serde(default)]
    silent: bool,
}

/// How a document stands with the Interior Ministry.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassportRecordJson {
    /// Kind, series and number; in a request the address says it.
    #[serde(default)]
    document: String,
    /// `RF_PASSPORT` when left out, `FID_DOC` or `FRGN_PASS`.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "type")]
    #[schema(value_type = Option<DocumentKind>)]
    kind: Option<String>,
    /// How it stands.
    standing: PassportStanding,
}

/// Every record of the Pension Fund.
#[derive(Serialize, ToSchema)]
pub struct PensionFundJson {
    /// By SNILS.
    records: Vec<PensionRecordJson>,
}

/// Every record of the Interior Ministry.
#[derive(Serialize, ToSchema)]
pub struct InteriorMinistryJson {
    /// By document.
    records: Vec<PassportRecordJson>,
}

impl PensionRecordJson {
    fn parse(&self, snils: Snils) -> Result<PensionRecord, Problem> {
        fn field<T: std::str::FromStr<Err: ToString>>(name: &str, text: &str) -> Result<T, Problem> {
            text.parse().map_err(|error: T::Err| Problem::field(name, error.to_string()))
        }
        let middle = self.middle_name.as_deref().filter(|middle| !middle.trim().is_empty());
        Ok(PensionRecord {
            snils,
            name: FullName {
                last: field("last_name", &self.last_name)?,
                first: field("first_name", &self.first_name)?,
                middle: middle.map(|middle| field("middle_name", middle)).transpose()?,
            },
            birth_date: field("birth_date", &self.birth_date)?,
            gender: self.gender,
            silent: self.silent,
        })
    }

    fn of(record: &PensionRecord) -> Self {
        Self {
            snils: record.snils.to_string(),
            last_name: record.name.last.to_string(),
            first_name: record.name.first.to_string(),
            middle_name: record.name.middle.as_ref().map(ToString::to_string),
            birth_date: record.birth_date.to_string(),
            gender: record.gender,
            silent: record.silent,
        }
    }
}

impl PassportRecordJson {
    fn parse(&self, number: &str) -> Result<PassportRecord, Problem> {
        let kind = self.kind.as_deref().unwrap_or("RF_PASSPORT");
        Ok(PassportRecord { key: document_key(kind, number)?, standing: self.standing })
    }

    fn of(record: &PassportRecord) -> Self {
        Self { document: record.key.clone(), kind: None, standing: record.standing }
    }
}

/// The key of a document written as `1234567890` or `series-number`.
fn document_key(kind: &str, number: &str) -> Result<String, Problem> {
    let kind: DocumentKind = kind.parse().map_err(|error| Problem::field("type", error))?;
    let (series, number) =
        number.split_once('-').map_or((None, number), |(series, number)| (Some(series), number));
    let number =
        DocumentNumber::parse(kind, series, number).map_err(|error| Problem::field("number", error))?;
    Ok(number_key(&number))
}

/// A document's number in an address.
struct PaperNumber(String);

impl InPath for PaperNumber {
    const NAME: &'static str = "number";
    const ABOUT: &'static str = "Ten digits, or series and number with a dash between.";

    fn schema() -> Value {
        text_schema("0102-000001")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        Ok(Self(text.to_owned()))
    }
}

async fn pension_fund(
    site: Site,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<PensionFundJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let cursor = |one: &PensionRecord| one.snils.to_string();
    let read = move |moment: &Moment<'_>, _| {
        let all = registers::pension_fund(moment)?;
        Ok::<_, Stop<Infallible>>(page::following(all, after.as_deref(), cursor))
    };
    let spell = |all: Vec<PensionRecord>| PensionFundJson {
        records: all.iter().map(PensionRecordJson::of).collect(),
    };
    page.list(&site, read, cursor, spell, |never| match never {}).await
}

async fn interior_ministry(
    site: Site,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<InteriorMinistryJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let cursor = |one: &PassportRecord| one.key.clone();
    let read = move |moment: &Moment<'_>, _| {
        let all = registers::interior_ministry(moment)?;
        Ok::<_, Stop<Infallible>>(page::following(all, after.as_deref(), cursor))
    };
    let spell = |all: Vec<PassportRecord>| InteriorMinistryJson {
        records: all.iter().map(PassportRecordJson::of).collect(),
    };
    page.list(&site, read, cursor, spell, |never| match never {}).await
}

async fn put_pension(
    site: Site,
    At(snils): At<Snils>,
    Body(json): Body<PensionRecordJson>,
) -> Answer<Json<PensionRecordJson>> {
    let record = json.parse(snils)?;
    let answer = PensionRecordJson::of(&record);
    sure(&site, move |moment| Ok(registers::put(moment, &Record::Pension(record))?)).await?;
    Ok(Json(answer))
}

async fn put_passport(
    site: Site,
    At(PaperNumber(number)): At<PaperNumber>,
    Body(json): Body<PassportRecordJson>,
) -> Answer<Json<PassportRecordJson>> {
    let record = json.parse(&number)?;
    let answer = PassportRecordJson::of(&record);
    sure(&site, move |moment| Ok(registers::put(moment, &Record::Passport(record))?)).await?;
    Ok(Json(answer))
}

async fn remove_pension(site: Site, At(snils): At<Snils>) -> Answer<Done> {
    remove(&site, RecordKey::Pension(snils)).await
}

/// Which kind of document.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct KindQuery {
    /// `RF_PASSPORT` when left out.
    #[serde(rename = "type")]
    #[param(value_type = Option<DocumentKind>)]
    kind: Option<String>,
}

async fn remove_passport(
    site: Site,
    At(PaperNumber(number)): At<PaperNumber>,
    Query(KindQuery { kind }): Query<KindQuery>,
) -> Answer<Done> {
    let key = document_key(kind.as_deref().unwrap_or("RF_PASSPORT"), &number)?;
    remove(&site, RecordKey::Passport(key)).await
}

async fn remove(site: &Site, key: RecordKey) -> Answer<Done> {
    let told = |Missing| {
        Problem::not_found("the register has no such record")
            .about("record", "GET the register without a key: it lists its records")
    };
    run(site, move |moment| registers::remove(moment, &key), told).await?;
    Ok(Done)
}
