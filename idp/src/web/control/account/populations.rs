//! Populations: so many made-up people declared by one call, each made when somebody first asks for them.

use actix_web::HttpRequest;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::people::populations::{self, Declared, Population, PopulationForm, Told};
use crate::app::people::{MadePerson, PersonForm};
use crate::app::{Moment, Stop};
use crate::web::control::account::people::fault;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Listed, Made};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/populations", "listPopulations", "List populations, by their numbers", list);
    api.post(
        "/populations",
        "declarePopulation",
        "Declare so many made-up people, each of whom is made when first asked for",
        declare,
    );
}

/// A population.
#[derive(Serialize, ToSchema)]
#[schema(as = Population)]
pub struct PopulationJson {
    /// The oid of its first person. That of person number `i`, counted from 1, is `first_oid + i - 1`.
    first_oid: u64,
    /// The oid of its last person.
    last_oid: u64,
    /// How many people it has.
    count: u32,
    /// When it was declared, which is when its people registered; RFC 3339.
    declared_at: String,
}

/// A population in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedPopulation)]
pub struct ListedPopulationJson {
    #[serde(flatten)]
    population: PopulationJson,
    /// How many of its people something was written of: they have rows of their own and cost memory.
    touched: u64,
    /// What was asked of each person; what is not told was left open.
    #[schema(value_type = PersonForm)]
    mould: Value,
}

/// Populations.
#[derive(Serialize, ToSchema)]
#[schema(as = PopulationList)]
pub struct PopulationsJson {
    /// By their numbers.
    populations: Vec<ListedPopulationJson>,
}

/// A population that was declared.
#[derive(Serialize, ToSchema)]
#[schema(as = DeclaredPopulation)]
pub struct DeclaredJson {
    #[serde(flatten)]
    population: PopulationJson,
    /// Its first person, with the password that all have.
    first: PersonJson,
    /// Its last person.
    last: PersonJson,
}

impl PopulationJson {
    fn of(population: &Population) -> Self {
        Self {
            first_oid: population.first.number(),
            last_oid: population.last().number(),
            count: population.people,
            declared_at: population.declared_at.to_string(),
        }
    }
}

impl ListedPopulationJson {
    fn of(told: &Told) -> Self {
        let mut mould = serde_json::to_value(&told.wishes).expect("invariant: wishes are plain values");
        if let Value::Object(wishes) = &mut mould {
            wishes.retain(|_, wish| !wish.is_null() && *wish != Value::Array(Vec::new()));
        }
        Self { population: PopulationJson::of(&told.population), touched: told.touched, mould }
    }
}

async fn declare(site: Site, Body(form): Body<PopulationForm>) -> Answer<Made<DeclaredJson>> {
    let new = form.parse().map_err(fault)?;
    let Declared { population, first, last } =
        run(&site, move |moment| populations::declare(moment, &new), fault).await?;
    let person = |made: MadePerson| PersonJson::of(&made.account).with_password(made.password);
    Ok(Made(DeclaredJson {
        population: PopulationJson::of(&population),
        first: person(first),
        last: person(last),
    }))
}

async fn list(
    site: Site,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<PopulationsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let first = |told: &Told| told.population.first.number();
    let read = move |moment: &Moment<'_>, _| {
        page::after_number(populations::list(moment)?, after.as_deref(), first).map_err(Stop::refused)
    };
    let spell =
        |all: Vec<Told>| PopulationsJson { populations: all.iter().map(ListedPopulationJson::of).collect() };
    page.list(&site, read, |told| told.population.first.to_string(), spell, |problem| problem).await
}
