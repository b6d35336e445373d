//! People: made at any level, read, changed.

use std::convert::Infallible;

use actix_web::web::{Path, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::people::{self, Change, Made, MadePerson, PersonFault, PersonFilter, PersonForm};
use crate::app::{Missing, Moment, Stop};
use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::person::Snils;
use crate::domain::time::Timestamp;
use crate::web::control::input::body::Body;
use crate::web::control::input::query::Query;
use crate::web::control::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::person_json::PersonJson;
use crate::web::control::{Answer, failure, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people").route(get().to(list)).route(post().to(make)))
        .service(
            resource("/control/v1/people/{oid}")
                .route(get().to(show))
                .route(actix_web::web::patch().to(change)),
        )
        .service(resource("/control/v1/people/{oid}/events").route(get().to(events)));
}

/// Several people.
#[derive(Serialize, ToSchema)]
pub struct PeopleJson {
    /// Oldest first.
    people: Vec<PersonJson>,
}

/// What a call that makes many people answers: the first and the last, to keep the answer small.
#[derive(Serialize, ToSchema)]
pub struct MadeJson {
    /// How many were made.
    count: u32,
    /// Their numbers are consecutive, from the first one's.
    first: PersonJson,
    /// The last one.
    last: PersonJson,
}

/// What making people answers.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum MadeOneOrManyJson {
    /// The person, when no count was asked for.
    One(Box<PersonJson>),
    /// The first and the last.
    Many(Box<MadeJson>),
}

/// Which people to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// Only those with this SNILS, with or without separators.
    snils: Option<String>,
    /// Only the one who signs in by this.
    login: Option<String>,
    /// Only those with a greater number.
    after: Option<u64>,
    /// At most so many, and at most 1000; 100 when left out.
    #[param(maximum = 1000)]
    limit: Option<u32>,
}

/// Something that happened to an account.
#[derive(Serialize, ToSchema)]
pub struct EventJson {
    /// RFC 3339.
    at: String,
    /// What.
    event: &'static str,
}

/// What happened to an account, oldest first.
#[derive(Serialize, ToSchema)]
pub struct EventsJson {
    /// Oldest first.
    events: Vec<EventJson>,
}

pub(crate) fn fault(fault: PersonFault) -> Problem {
    Problem::field(&fault.field, fault.expected)
}

pub(crate) fn no_person() -> Problem {
    Problem::not_found("no account has this oid").about("oid", "GET {control}/people lists them")
}

pub(crate) fn named(oid: &str) -> Result<Oid, Problem> {
    oid.parse().map_err(|error| Problem::field("oid", error))
}

/// Makes a person at a level, or many at once.
#[utoipa::path(post, path = "/people", tag = "people", request_body = PersonForm,
    responses((status = 201, body = MadeOneOrManyJson, description = "the person; with `count`, the first and the last"),
        (status = 400, description = "a field is wrong")))]
pub(crate) async fn make(site: Site, Body(form): Body<PersonForm>) -> Answer {
    let (person, counted) = (form.parse().map_err(fault)?, form.count.is_some());
    match perform(&site, move |moment| people::make(moment, &person)).await {
        Ok(made) => Ok(HttpResponse::Created().json(made_json(&made, counted))),
        Err(stop) => Err(failure(&site, stop, fault)),
    }
}

fn made_json(made: &Made, counted: bool) -> MadeOneOrManyJson {
    let json = |made: &MadePerson| PersonJson::of(&made.account).with_password(made.password.clone());
    if counted {
        let (first, last) = (json(&made.first), json(&made.last));
        MadeOneOrManyJson::Many(Box::new(MadeJson { count: made.count, first, last }))
    } else {
        MadeOneOrManyJson::One(Box::new(json(&made.first)))
    }
}

/// Lists people, oldest first.
#[utoipa::path(get, path = "/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = PeopleJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn list(site: Site, request: HttpRequest, query: Query<PeopleQuery>) -> Answer {
    let PeopleQuery { snils, login, after, limit } = query.0;
    let page = Page::asked(&site, &request, limit, 100, Way::Onward)?;
    let snils = snils.map(|text| text.parse::<Snils>().map_err(|why| Problem::field("snils", why)));
    let snils = snils.transpose()?.map(|snils| snils.to_string());
    let after = after.map(Oid::new);
    let read = move |moment: &Moment<'_>, limit| {
        Ok::<_, Stop<Infallible>>(people::list(moment, &PersonFilter { snils, login, after, limit })?)
    };
    let cursor = |account: &Account| account.oid.to_string();
    let spell = |all: Vec<Account>| PeopleJson { people: all.iter().map(PersonJson::of).collect() };
    page.tell(&site, read, cursor, spell, |never| match never {}).await
}

/// Shows a person.
#[utoipa::path(get, path = "/people/{oid}", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 404, description = "no such person")))]
pub(crate) async fn show(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform(&site, move |moment| people::find(moment, oid)?.ok_or(Stop::refused(Missing))).await;
    tell(&site, done.map(|account| PersonJson::of(&account)), |Missing| no_person())
}

/// Changes a person by the tester's own word: no register is asked.
#[utoipa::path(patch, path = "/people/{oid}", tag = "people", request_body = Change,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person")))]
pub(crate) async fn change(site: Site, oid: Path<String>, Body(change): Body<Change>) -> Answer {
    let oid = named(&oid)?;
    match perform(&site, move |moment| people::change(moment, oid, &change)).await {
        Ok(None) => Err(no_person()),
        other => {
            let told = other.map(|account| account.as_ref().map(PersonJson::of));
            tell(&site, told, fault)
        }
    }
}

/// Lists what happened to an account, oldest first.
#[utoipa::path(get, path = "/people/{oid}/events", tag = "people",
    params(("oid" = u64, Path, description = "the account's number"), PageQuery),
    responses((status = 200, body = EventsJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong"), (status = 404, description = "no such person")))]
pub(crate) async fn events(
    site: Site,
    request: HttpRequest,
    oid: Path<String>,
    query: Query<PageQuery>,
) -> Answer {
    let (oid, PageQuery { limit, after }) = (named(&oid)?, query.0);
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = people::events(moment, oid)?.ok_or_else(|| Stop::refused(no_person()))?;
        page::counted(all, after.as_deref()).map_err(Stop::refused)
    };
    let spell = |all: Vec<(usize, (Timestamp, Event))>| EventsJson {
        events: all
            .iter()
            .map(|(_, (at, event))| EventJson { at: at.to_string(), event: event.name() })
            .collect(),
    };
    page.tell(&site, read, |(place, _)| place.to_string(), spell, |problem| problem).await
}
