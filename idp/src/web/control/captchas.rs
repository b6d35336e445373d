//! Puzzles, with their answers: what a test needs to pass one.

use actix_web::web::{Path, ServiceConfig, get, resource};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{Missing, Stop, captcha};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/captchas/{id}").route(get().to(show)));
}

/// A puzzle.
#[derive(Serialize, ToSchema)]
pub struct CaptchaJson {
    /// The form's `captcha_id`, or `captchaSession` of the JSON interface.
    id: String,
    /// What the picture shows.
    answer: String,
    /// When it is forgotten, RFC 3339.
    expires_at: String,
}

/// Shows a puzzle with its answer.
#[utoipa::path(get, path = "/captchas/{id}", tag = "credentials",
    params(("id" = String, Path, description = "the puzzle's name")),
    responses((status = 200, body = CaptchaJson), (status = 404, description = "no such puzzle")))]
pub(crate) async fn show(site: Site, id: Path<String>) -> Answer {
    let id = id.parse().ok();
    let found = perform(&site, move |moment| {
        let found = id.map(|id| captcha::find(moment, id)).transpose()?.flatten();
        found.ok_or(Stop::refused(Missing))
    });
    let told = found.await.map(|captcha| CaptchaJson {
        id: captcha.id.to_string(),
        answer: captcha.answer,
        expires_at: captcha.expires_at.to_string(),
    });
    tell(&site, told, |Missing| {
        Problem::not_found("no puzzle has this name, or it has expired")
            .about("id", "take captcha_id from the page, or captchaSession from the JSON interface")
    })
}
