//! People: made at any level, read, changed.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::people::{
    self, Change, FieldFault, Made as MadePeople, MadePerson, PersonFilter, PersonForm,
};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Event};
use crate::domain::id::Oid;
use crate::domain::person::Snils;
use crate::domain::time::Timestamp;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Json, Listed, Made};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/people", "listPeople", "List people, oldest first", list);
    api.post("/people", "makePerson", "Make a person at a level, or many at once", make);
    api.get("/people/{oid}", "showPerson", "Show a person", show);
    api.patch(
        "/people/{oid}",
        "changePerson",
        "Change a person by the tester's own word: no register is asked",
        change,
    );
    api.get(
        "/people/{oid}/events",
        "listPersonEvents",
        "List what happened to an account, oldest first",
        events,
    );
}

/// Several people.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonList)]
pub struct PeopleJson {
    /// Oldest first.
    people: Vec<PersonJson>,
}

/// What a call that makes many people answers: the first and the last, to keep the answer small.
#[derive(Serialize, ToSchema)]
#[schema(as = ManyMade)]
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
    /// Only those whose surname begins so; after a blank, the beginning of the first name. Letter case is of no account.
    name: Option<String>,
    /// Only those with a greater number.
    after: Option<u64>,
    /// At most so many, and at most 1000; 100 when left out.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

/// Something that happened to an account.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountEvent)]
pub struct EventJson {
    /// RFC 3339.
    at: String,
    /// What.
    event: &'static str,
}

/// What happened to an account, oldest first.
#[derive(Serialize, ToSchema)]
#[schema(as = EventList)]
pub struct EventsJson {
    /// Oldest first.
    events: Vec<EventJson>,
}

pub(crate) fn fault(fault: FieldFault) -> Problem {
    Problem::field(&fault.field, fault.expected)
}

pub(crate) fn no_person() -> Problem {
    Problem::not_found("no account has this oid").about("oid", "GET {control}/people lists them")
}

/// The account of an oid, for what is told of one.
pub(crate) fn find(moment: &Moment<'_>, oid: Oid) -> Result<Account, Stop<Problem>> {
    people::find(moment, oid)?.ok_or_else(|| Stop::refused(no_person()))
}

async fn make(site: Site, Body(form): Body<PersonForm>) -> Answer<Made<MadeOneOrManyJson>> {
    let (person, counted) = (form.parse().map_err(fault)?, form.count.is_some());
    let made = run(&site, move |moment| people::make(moment, &person), fault).await?;
    Ok(Made(made_json(&made, counted)))
}

fn made_json(made: &MadePeople, counted: bool) -> MadeOneOrManyJson {
    let json = |made: &MadePerson| PersonJson::of(&made.account).with_password(made.password.clone());
    if counted {
        let (first, last) = (json(&made.first), json(&made.last));
        MadeOneOrManyJson::Many(Box::new(MadeJson { count: made.count, first, last }))
    } else {
        MadeOneOrManyJson::One(Box::new(json(&made.first)))
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    Query(query): Query<PeopleQuery>,
) -> Answer<Listed<PeopleJson>> {
    let PeopleQuery { snils, login, name, after, limit } = query;
    let page = Page::asked(&site, &request, limit, 100, Way::Onward)?;
    let snils = snils.map(|text| text.parse::<Snils>().map_err(|why| Problem::field("snils", why)));
    let snils = snils.transpose()?.map(|snils| snils.to_string());
    let (after, name) = (after.map(Oid::new), name.map(|name| people::as_written(&name)));
    let read = move |moment: &Moment<'_>, limit| {
        Ok::<_, Stop<Infallible>>(people::list(
            moment,
            &PersonFilter { snils, login, name, after, limit, touched: false },
        )?)
    };
    let cursor = |account: &Account| account.oid.to_string();
    let spell = |all: Vec<Account>| PeopleJson { people: all.iter().map(PersonJson::of).collect() };
    page.list(&site, read, cursor, spell, |never| match never {}).await
}

async fn show(site: Site, At(oid): At<Oid>) -> Answer<Json<PersonJson>> {
    let account = run(&site, move |moment| find(moment, oid), |problem| problem).await?;
    Ok(Json(PersonJson::of(&account)))
}

async fn change(site: Site, At(oid): At<Oid>, Body(change): Body<Change>) -> Answer<Json<PersonJson>> {
    let changed = run(&site, move |moment| people::change(moment, oid, &change), fault).await?;
    Ok(Json(PersonJson::of(&changed.ok_or_else(no_person)?)))
}

async fn events(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<EventsJson>> {
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
    page.list(&site, read, |(place, _)| place.to_string(), spell, |problem| problem).await
}
