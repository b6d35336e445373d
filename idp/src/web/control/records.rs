//! The records of the two simulated registers: who is known, which document is valid.

use std::convert::Infallible;

use actix_web::web::{Path, ServiceConfig, delete, get, put, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::registers::{self, Record, RecordKey};
use crate::app::{Missing, Moment, Stop};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, FullName, Snils};
use crate::domain::register::{PassportRecord, PassportStanding, PensionRecord, number_key};
use crate::web::control::input::body::Body;
use crate::web::control::input::query::Query;
use crate::web::control::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    let pension = resource("/control/v1/registers/pension-fund/{snils}");
    let ministry = resource("/control/v1/registers/interior-ministry/{number}");
    config
        .service(resource("/control/v1/registers/pension-fund").route(get().to(pension_fund)))
        .service(pension.route(put().to(put_pension)).route(delete().to(remove_pension)))
        .service(resource("/control/v1/registers/interior-ministry").route(get().to(interior_ministry)))
        .service(ministry.route(put().to(put_passport)).route(delete().to(remove_passport)));
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
    gender: Option<String>,
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
    kind: Option<String>,
    /// `valid`, `replaced`, `invalid`, `unknown`, `holder-unknown` or `silent`.
    standing: String,
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
            gender: self.gender.as_deref().map(|gender| field("gender", gender)).transpose()?,
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
            gender: record.gender.map(|gender| gender.to_string()),
            silent: record.silent,
        }
    }
}

impl PassportRecordJson {
    fn parse(&self, number: &str) -> Result<PassportRecord, Problem> {
        let kind = self.kind.as_deref().unwrap_or("RF_PASSPORT");
        let standing = PassportStanding::of(&self.standing).ok_or_else(|| {
            Problem::choice("standing", &self.standing, &PassportStanding::ALL.map(PassportStanding::name))
        })?;
        Ok(PassportRecord { key: document_key(kind, number)?, standing })
    }

    fn of(record: &PassportRecord) -> Self {
        Self { document: record.key.clone(), kind: None, standing: record.standing.name().to_owned() }
    }
}

fn snils_of(text: &str) -> Result<Snils, Problem> {
    text.parse().map_err(|error| Problem::field("snils", error))
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

/// Lists what the Pension Fund knows.
#[utoipa::path(get, path = "/registers/pension-fund", tag = "registers", params(PageQuery),
    responses((status = 200, body = PensionFundJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn pension_fund(site: Site, request: HttpRequest, query: Query<PageQuery>) -> Answer {
    let PageQuery { limit, after } = query.0;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let cursor = |one: &PensionRecord| one.snils.to_string();
    let read = move |moment: &Moment<'_>, _| {
        let all = registers::pension_fund(moment)?;
        Ok::<_, Stop<Infallible>>(page::following(all, after.as_deref(), cursor))
    };
    let spell = |all: Vec<PensionRecord>| PensionFundJson {
        records: all.iter().map(PensionRecordJson::of).collect(),
    };
    page.tell(&site, read, cursor, spell, |never| match never {}).await
}

/// Lists the documents the Interior Ministry knows of.
#[utoipa::path(get, path = "/registers/interior-ministry", tag = "registers", params(PageQuery),
    responses((status = 200, body = InteriorMinistryJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn interior_ministry(site: Site, request: HttpRequest, query: Query<PageQuery>) -> Answer {
    let PageQuery { limit, after } = query.0;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let cursor = |one: &PassportRecord| one.key.clone();
    let read = move |moment: &Moment<'_>, _| {
        let all = registers::interior_ministry(moment)?;
        Ok::<_, Stop<Infallible>>(page::following(all, after.as_deref(), cursor))
    };
    let spell = |all: Vec<PassportRecord>| InteriorMinistryJson {
        records: all.iter().map(PassportRecordJson::of).collect(),
    };
    page.tell(&site, read, cursor, spell, |never| match never {}).await
}

/// Puts a person into the Pension Fund's register.
#[utoipa::path(put, path = "/registers/pension-fund/{snils}", tag = "registers", request_body = PensionRecordJson,
    params(("snils" = String, Path, description = "the SNILS, with or without separators")),
    responses((status = 200, body = PensionRecordJson), (status = 400, description = "a field is wrong")))]
pub(crate) async fn put_pension(
    site: Site,
    snils: Path<String>,
    Body(json): Body<PensionRecordJson>,
) -> Answer {
    let record = snils_of(&snils).and_then(|snils| json.parse(snils))?;
    let answer = PensionRecordJson::of(&record);
    keep(&site, Record::Pension(record), answer).await
}

/// Puts a document into the Interior Ministry's register.
#[utoipa::path(put, path = "/registers/interior-ministry/{number}", tag = "registers",
    request_body = PassportRecordJson,
    params(("number" = String, Path, description = "ten digits, or series and number with a dash between")),
    responses((status = 200, body = PassportRecordJson), (status = 400, description = "a field is wrong")))]
pub(crate) async fn put_passport(
    site: Site,
    number: Path<String>,
    Body(json): Body<PassportRecordJson>,
) -> Answer {
    let record = json.parse(&number)?;
    let answer = PassportRecordJson::of(&record);
    keep(&site, Record::Passport(record), answer).await
}

async fn keep<T: Serialize>(site: &Site, record: Record, answer: T) -> Answer {
    let done =
        perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(registers::put(moment, &record)?));
    tell(site, done.await.map(|()| answer), |never| match never {})
}

/// Takes a person out of the Pension Fund's register.
#[utoipa::path(delete, path = "/registers/pension-fund/{snils}", tag = "registers",
    params(("snils" = String, Path, description = "the SNILS")),
    responses((status = 204), (status = 400, description = "the address is wrong"),
        (status = 404, description = "no such record")))]
pub(crate) async fn remove_pension(site: Site, snils: Path<String>) -> Answer {
    match snils_of(&snils) {
        Ok(snils) => remove(&site, RecordKey::Pension(snils)).await,
        Err(problem) => Err(problem),
    }
}

/// Which kind of document.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct KindQuery {
    /// `RF_PASSPORT` when left out.
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Takes a document out of the Interior Ministry's register.
#[utoipa::path(delete, path = "/registers/interior-ministry/{number}", tag = "registers",
    params(("number" = String, Path, description = "ten digits, or series and number with a dash between"),
        KindQuery),
    responses((status = 204), (status = 400, description = "the address is wrong"),
        (status = 404, description = "no such record")))]
pub(crate) async fn remove_passport(
    site: Site,
    number: Path<String>,
    Query(query): Query<KindQuery>,
) -> Answer {
    match document_key(query.kind.as_deref().unwrap_or("RF_PASSPORT"), &number) {
        Ok(key) => remove(&site, RecordKey::Passport(key)).await,
        Err(problem) => Err(problem),
    }
}

async fn remove(site: &Site, key: RecordKey) -> Answer {
    match perform(site, move |moment| registers::remove(moment, &key)).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(stop) => tell::<(), _>(site, Err(stop), |Missing| {
            Problem::not_found("the register has no such record")
                .about("record", "GET the register without a key: it lists its records")
        }),
    }
}
