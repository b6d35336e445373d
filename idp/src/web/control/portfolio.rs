//! School portfolios: what came, and how the portfolio answers diaries.

use std::convert::Infallible;

use actix_web::HttpRequest;
use actix_web::web::{ServiceConfig, get, put, resource};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::portfolio;
use crate::domain::id::Oid;
use crate::domain::portfolio::{Availability, Kept};
use crate::web::control::input::body::Body;
use crate::web::control::input::query::Query;
use crate::web::control::page::{self, Page, ROWS_MAX, Way};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/portfolio").route(get().to(read)))
        .service(resource("/control/v1/portfolio/availability").route(get().to(show)).route(put().to(set)));
}

/// Whose portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PortfolioQuery {
    /// The account's number.
    pub person: u64,
    /// Only marks that follow so many.
    pub after: Option<String>,
    /// At most so many, and at most 1000, which is also the default.
    #[param(maximum = 1000)]
    pub limit: Option<u32>,
}

/// A mark in a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkJson {
    /// The number that the diary gave it.
    pub id: String,
    /// The relying party that handed it in.
    pub client: String,
    /// RFC 3339, on the realm's clock: when it came first.
    pub received_at: String,
    /// The name of the school.
    pub school: String,
    /// The subject.
    pub subject: String,
    /// yyyy-MM-dd.
    pub date: String,
    /// From 1 to 5.
    pub mark: u8,
    /// What it was given for.
    pub work: String,
}

/// A person's marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PortfolioJson {
    /// In the order in which they came.
    pub marks: Vec<MarkJson>,
}

/// How the portfolio answers diaries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityJson {
    /// `answers`, `down`, or `loses-answers`: marks are kept, and diaries do not hear of it.
    pub mode: String,
}

fn mark(kept: Kept) -> MarkJson {
    MarkJson {
        id: kept.id,
        client: kept.client,
        received_at: kept.received_at.to_string(),
        school: kept.mark.school,
        subject: kept.mark.subject,
        date: kept.mark.date.to_string(),
        mark: kept.mark.mark,
        work: kept.mark.work,
    }
}

/// Lists a person's school portfolio.
#[utoipa::path(get, path = "/portfolio", tag = "portfolio", params(PortfolioQuery),
    responses((status = 200, body = PortfolioJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "person is missing")))]
pub(crate) async fn read(site: Site, request: HttpRequest, query: Query<PortfolioQuery>) -> Answer {
    let PortfolioQuery { person, after, limit } = query.0;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &crate::app::Moment<'_>, _| {
        let all = portfolio::of_person(moment, Oid::new(person))?;
        page::counted(all, after.as_deref()).map_err(crate::app::Stop::refused)
    };
    let spell = |all: Vec<(usize, Kept)>| PortfolioJson {
        marks: all.into_iter().map(|(_, kept)| mark(kept)).collect(),
    };
    page.tell(&site, read, |(place, _)| place.to_string(), spell, |problem| problem).await
}

/// Shows how the portfolio answers diaries.
#[utoipa::path(get, path = "/portfolio/availability", tag = "portfolio",
    responses((status = 200, body = AvailabilityJson)))]
pub(crate) async fn show(site: Site) -> Answer {
    let done = perform::<_, Infallible, _>(&site, |moment| Ok(portfolio::availability(moment)?)).await;
    tell(&site, done.map(|mode| AvailabilityJson { mode: word(mode).to_owned() }), |never| match never {})
}

/// Says how the portfolio answers diaries from now on.
#[utoipa::path(put, path = "/portfolio/availability", tag = "portfolio", request_body = AvailabilityJson,
    responses((status = 200, body = AvailabilityJson), (status = 400, description = "mode is wrong")))]
pub(crate) async fn set(site: Site, Body(json): Body<AvailabilityJson>) -> Answer {
    let modes = [Availability::Answers, Availability::Down, Availability::LosesAnswers];
    let Some(mode) = modes.into_iter().find(|mode| word(*mode) == json.mode) else {
        return Err(Problem::choice("mode", &json.mode, &modes.map(word)));
    };
    let set = move |moment: &crate::app::Moment<'_>| Ok(portfolio::set_availability(moment, mode)?);
    let done = perform::<_, Infallible, _>(&site, set).await;
    tell(&site, done.map(|()| json), |never| match never {})
}

fn word(mode: Availability) -> &'static str {
    match mode {
        Availability::Answers => "answers",
        Availability::Down => "down",
        Availability::LosesAnswers => "loses-answers",
    }
}
