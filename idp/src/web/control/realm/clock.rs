//! The realm's clock.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::Moment;
use crate::app::realms::travel::{self, ClockState, Happened};
use crate::domain::time::Timestamp;
use crate::web::control::api::answer::{Answer, Json};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::{run, sure};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/clock", "showClock", "Show the clock", show);
    api.put(
        "/clock",
        "setClock",
        "Set the clock, or with the mode system give it back to the machine; what is due by then happens first, in order",
        set,
    );
    api.post(
        "/clock/advance",
        "advanceClock",
        "Move the clock forward; what falls due on the way happens at its own moment, in order",
        advance,
    );
}

/// What a clock shows and whether it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockJson {
    /// RFC 3339; needed for a frozen clock; the machine's time when left out for a running one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// Whether it runs; running when left out.
    #[serde(default)]
    pub mode: ClockMode,
}

/// Whether a clock runs; `system` gives it back to the machine's time and takes no `now`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClockMode {
    /// It runs.
    #[default]
    Running,
    /// It stands still.
    Frozen,
    /// It shows the machine's time; answers say `running`.
    System,
}

/// How far to move the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockAdvance)]
pub struct AdvanceJson {
    /// An ISO 8601 duration such as `P14D`.
    pub by: String,
}

/// A clock after it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MovedClock)]
pub struct MovedJson {
    /// RFC 3339.
    pub now: String,
    /// Whether it runs.
    pub mode: ClockMode,
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

impl ClockJson {
    /// The state the JSON describes.
    ///
    /// # Errors
    /// A field does not hold what it should.
    pub fn parse(&self) -> Result<ClockState, Problem> {
        let runs = self.mode != ClockMode::Frozen;
        match &self.now {
            Some(_) if self.mode == ClockMode::System => {
                Err(Problem::field("now", "the machine's own time cannot be chosen")
                    .about("now", "leave now out, or change mode to running or frozen"))
            }
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

    fn of(moment: &Moment<'_>) -> Self {
        Self::showing(moment.now, moment.realm.clock.state().is_running())
    }

    /// A clock that shows a moment.
    pub(crate) fn showing(now: Timestamp, is_running: bool) -> Self {
        let mode = if is_running { ClockMode::Running } else { ClockMode::Frozen };
        Self { now: Some(now.to_string()), mode }
    }
}

async fn show(site: Site) -> Answer<Json<ClockJson>> {
    Ok(Json(shown(&site).await?))
}

/// The clock as it stands after what was done to it.
async fn shown(site: &Site) -> Result<ClockJson, Problem> {
    sure(site, |moment| Ok(ClockJson::of(moment))).await
}

async fn set(site: Site, Body(json): Body<ClockJson>) -> Answer<Json<ClockJson>> {
    let state = json.parse()?;
    sure(&site, move |moment| Ok(travel::set(moment.realm, state)?)).await?;
    Ok(Json(shown(&site).await?))
}

async fn advance(site: Site, Body(json): Body<AdvanceJson>) -> Answer<Json<MovedJson>> {
    let work = move |moment: &Moment<'_>| travel::advance(moment.realm, &json.by);
    let happened = run(&site, work, |refusal| Problem::field("by", refusal)).await?;
    let ClockJson { now, mode } = shown(&site).await?;
    let happened = happened.into_iter().map(happened_json).collect();
    Ok(Json(MovedJson { now: now.unwrap_or_default(), mode, happened }))
}

fn happened_json(happened: Happened) -> HappenedJson {
    HappenedJson {
        at: happened.at.to_string(),
        what: happened.deadline.name(),
        person: happened.deadline.person().number(),
    }
}
