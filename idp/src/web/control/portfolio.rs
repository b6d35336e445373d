//! School portfolios: what came, and how the portfolio answers diaries.

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::{Moment, Stop, portfolio};
use crate::domain::id::Oid;
use crate::domain::portfolio::{Availability, Kept};
use crate::web::control::api::answer::{Answer, Json, Listed};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, ROWS_MAX, Way};
use crate::web::control::api::run::sure;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let availability = "/portfolio/availability";
    api.get("/portfolio", "readPortfolio", "List a person's school portfolio", read);
    api.get(availability, "showPortfolioAvailability", "Show how the portfolio answers diaries", show);
    api.put(
        availability,
        "setPortfolioAvailability",
        "Say how the portfolio answers diaries from now on",
        set,
    );
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
    #[param(minimum = 1, maximum = 1000, example = 100)]
    pub limit: Option<u32>,
}

/// A mark in a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SchoolMark)]
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
    /// Which way.
    pub mode: Availability,
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

async fn read(
    site: Site,
    request: HttpRequest,
    Query(PortfolioQuery { person, after, limit }): Query<PortfolioQuery>,
) -> Answer<Listed<PortfolioJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = portfolio::of_person(moment, Oid::new(person))?;
        page::counted(all, after.as_deref()).map_err(Stop::refused)
    };
    let spell = |all: Vec<(usize, Kept)>| PortfolioJson {
        marks: all.into_iter().map(|(_, kept)| mark(kept)).collect(),
    };
    page.list(&site, read, |(place, _)| place.to_string(), spell, |problem| problem).await
}

async fn show(site: Site) -> Answer<Json<AvailabilityJson>> {
    let mode = sure(&site, |moment| Ok(portfolio::availability(moment)?)).await?;
    Ok(Json(AvailabilityJson { mode }))
}

async fn set(site: Site, Body(json): Body<AvailabilityJson>) -> Answer<Json<AvailabilityJson>> {
    let mode = json.mode;
    sure(&site, move |moment| Ok(portfolio::set_availability(moment, mode)?)).await?;
    Ok(Json(json))
}
