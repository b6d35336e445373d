//! The realm's clock.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post, put, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::door;
use crate::app::travel::{self, ClockState, Happened, TravelRefusal};
use crate::app::{Realm, Stop};
use crate::domain::time::Timestamp;
use crate::web::control::input::body::Body;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/clock").route(get().to(show)).route(put().to(set)))
        .service(resource("/control/v1/clock/advance").route(post().to(advance)));
}

/// What a clock shows and whether it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockJson {
    /// RFC 3339; needed for a frozen clock; the machine's time when left out for a running one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// `running`, `frozen`, or `system`: back to the machine's time, which takes no `now`.
    #[serde(default = "running")]
    pub mode: String,
}

/// How far to move the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceJson {
    /// An ISO 8601 duration such as `P14D`.
    pub by: String,
}

/// A clock after it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MovedJson {
    /// RFC 3339.
    pub now: String,
    /// `running` or `frozen`.
    pub mode: &'static str,
    /// What fell due on the way, in order.
    pub happened: Vec<HappenedJson>,
}

/// Something that fell due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HappenedJson {
    /// RFC 3339.
    pub at: String,
    /// What happened.
    pub what: &'static str,
    /// Whom it concerns.
    pub person: u64,
}

fn running() -> String {
    "running".to_owned()
}

impl ClockJson {
    /// The state the JSON describes.
    ///
    /// # Errors
    /// A field does not hold what it should.
    pub fn parse(&self) -> Result<ClockState, Problem> {
        let runs = match self.mode.as_str() {
            "running" => true,
            "frozen" => false,
            "system" if self.now.is_some() => {
                return Err(Problem::field("now", "the machine's own time cannot be chosen")
                    .about("now", "leave now out, or change mode to running or frozen"));
            }
            "system" => true,
            other => return Err(Problem::choice("mode", other, &["running", "frozen", "system"])),
        };
        match &self.now {
            Some(text) => {
                let now: Timestamp = text.parse().map_err(|error| Problem::field("now", error))?;
                Ok(ClockState::showing(now, runs))
            }
            None if runs => Ok(ClockState::SYSTEM),
            None => Err(Problem::field("now", "expected an RFC 3339 moment for a frozen clock").about(
                "now",
                "add now, such as 2018-12-01T09:00:00Z, or change mode to system for the machine's time",
            )),
        }
    }

    fn of(realm: &Realm) -> Self {
        Self { now: Some(door::now(realm).to_string()), mode: mode(realm).to_owned() }
    }
}

fn mode(realm: &Realm) -> &'static str {
    if realm.clock.state().is_running() { "running" } else { "frozen" }
}

/// Shows the clock.
#[utoipa::path(get, path = "/clock", tag = "clock", responses((status = 200, body = ClockJson)))]
pub(crate) async fn show(site: Site) -> HttpResponse {
    HttpResponse::Ok().json(ClockJson::of(&site.realm))
}

/// Sets the clock, or with the mode `system` gives it back to the machine. What is due by then happens first, in order.
#[utoipa::path(put, path = "/clock", tag = "clock", request_body = ClockJson,
    responses((status = 200, body = ClockJson), (status = 400, description = "a field is wrong")))]
pub(crate) async fn set(site: Site, Body(json): Body<ClockJson>) -> Answer {
    let state = json.parse()?;
    let done =
        perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(travel::set(moment.realm, state)?));
    let told = done.await.map(|_| ClockJson::of(&site.realm));
    tell(&site, told, |never| match never {})
}

/// Moves the clock forward. What falls due on the way happens at its own moment, in order.
#[utoipa::path(post, path = "/clock/advance", tag = "clock", request_body = AdvanceJson,
    responses((status = 200, body = MovedJson), (status = 400, description = "a field is wrong")))]
pub(crate) async fn advance(site: Site, Body(json): Body<AdvanceJson>) -> Answer {
    let done: Result<(Vec<Happened>, Timestamp), Stop<TravelRefusal>> = perform(&site, move |moment| {
        let happened = travel::advance(moment.realm, &json.by)?;
        Ok((happened, door::now(moment.realm)))
    })
    .await;
    let told = done.map(|(happened, now)| MovedJson {
        now: now.to_string(),
        mode: mode(&site.realm),
        happened: happened.into_iter().map(happened_json).collect(),
    });
    tell(&site, told, |refusal| Problem::field("by", refusal))
}

fn happened_json(happened: Happened) -> HappenedJson {
    HappenedJson {
        at: happened.at.to_string(),
        what: happened.deadline.name(),
        person: happened.deadline.person().number(),
    }
}
