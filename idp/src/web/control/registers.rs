//! The two simulated registers that check a profile.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::Stop;
use crate::domain::settings::{RegisterAnswer, Registers};
use crate::domain::time::Span;
use crate::web::control::input::body::Body;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(
        resource("/control/v1/registers").route(get().to(show)).route(actix_web::web::put().to(set)),
    );
}

/// How the registers answer; in a request, what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegistersJson {
    /// `agree`, `refuse` or `silent`: SNILS with name and birth date.
    pub pension_fund: Option<String>,
    /// `agree`, `refuse` or `silent`: the passport.
    pub interior_ministry: Option<String>,
    /// How long they take: an ISO 8601 duration.
    pub delay: Option<String>,
}

impl RegistersJson {
    fn apply(&self, to: Registers) -> Result<Registers, Problem> {
        let answer = |name: &str, text: &Option<String>, old: RegisterAnswer| match text.as_deref() {
            None => Ok(old),
            Some("agree") => Ok(RegisterAnswer::Agree),
            Some("refuse") => Ok(RegisterAnswer::Refuse),
            Some("silent") => Ok(RegisterAnswer::Silent),
            Some(other) => Err(Problem::choice(name, other, &["agree", "refuse", "silent"])),
        };
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
            pension_fund: answer("pension_fund", &self.pension_fund, to.pension_fund)?,
            interior_ministry: answer("interior_ministry", &self.interior_ministry, to.interior_ministry)?,
            delay_ms,
        })
    }

    fn of(registers: Registers) -> Self {
        let name = |answer| {
            Some(
                match answer {
                    RegisterAnswer::Agree => "agree",
                    RegisterAnswer::Refuse => "refuse",
                    RegisterAnswer::Silent => "silent",
                }
                .to_owned(),
            )
        };
        Self {
            pension_fund: name(registers.pension_fund),
            interior_ministry: name(registers.interior_ministry),
            delay: Some(registers.delay_ms.to_string()),
        }
    }
}

/// Shows how the registers answer.
#[utoipa::path(get, path = "/registers", tag = "registers", responses((status = 200, body = RegistersJson)))]
pub(crate) async fn show(site: Site) -> HttpResponse {
    HttpResponse::Ok().json(RegistersJson::of(site.realm.settings().registers))
}

/// Says how the registers answer from now on.
#[utoipa::path(put, path = "/registers", tag = "registers", request_body = RegistersJson,
    responses((status = 200, body = RegistersJson), (status = 400, description = "a field is wrong")))]
pub(crate) async fn set(site: Site, Body(json): Body<RegistersJson>) -> Answer {
    let done = perform::<_, Problem, _>(&site, move |moment| {
        // What is wrong with the request does not depend on the settings that others may change meanwhile.
        json.apply(moment.settings.registers).map_err(Stop::refused)?;
        Ok(moment.realm.alter_settings(|settings| {
            settings.registers = json.apply(settings.registers).unwrap_or(settings.registers);
        })?)
    });
    tell(&site, done.await.map(|settings| RegistersJson::of(settings.registers)), |problem| problem)
}
