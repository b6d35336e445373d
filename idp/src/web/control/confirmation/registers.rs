//! The two simulated registers that check a profile.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::{Moment, Stop};
use crate::domain::settings::{RegisterAnswer, Registers};
use crate::domain::time::Span;
use crate::web::control::api::answer::{Answer, Json};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/registers", "showRegisters", "Show how the registers answer", show);
    api.put("/registers", "setRegisters", "Say how the registers answer from now on", set);
}

/// How the registers answer; in a request, what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegistersJson {
    /// About SNILS with name and birth date.
    pub pension_fund: Option<RegisterAnswer>,
    /// About the passport.
    pub interior_ministry: Option<RegisterAnswer>,
    /// How long they take: an ISO 8601 duration.
    pub delay: Option<String>,
}

impl RegistersJson {
    fn apply(&self, to: Registers) -> Result<Registers, Problem> {
        let delay_ms = match &self.delay {
            None => to.delay_ms,
            Some(text) => {
                let delay = text.parse().map_err(|error| Problem::field("delay", error))?;
                if delay < Span::ZERO {
                    return Err(Problem::field("delay", "expected a duration that is not negative"));
                }
                delay
            }
        };
        Ok(Registers {
            pension_fund: self.pension_fund.unwrap_or(to.pension_fund),
            interior_ministry: self.interior_ministry.unwrap_or(to.interior_ministry),
            delay_ms,
        })
    }

    fn of(registers: Registers) -> Self {
        Self {
            pension_fund: Some(registers.pension_fund),
            interior_ministry: Some(registers.interior_ministry),
            delay: Some(registers.delay_ms.to_string()),
        }
    }
}

async fn show(site: Site) -> Json<RegistersJson> {
    Json(RegistersJson::of(site.realm.settings().registers))
}

async fn set(site: Site, Body(json): Body<RegistersJson>) -> Answer<Json<RegistersJson>> {
    let work = move |moment: &Moment<'_>| {
        // What is wrong with the request does not depend on the settings that others may change meanwhile.
        json.apply(moment.settings.registers).map_err(Stop::refused)?;
        Ok(moment.realm.alter_settings(|settings| {
            settings.registers = json.apply(settings.registers).unwrap_or(settings.registers);
        })?)
    };
    let settings = run(&site, work, |problem| problem).await?;
    Ok(Json(RegistersJson::of(settings.registers)))
}
