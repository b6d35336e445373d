//! Puzzles, with their answers: what a test needs to pass one.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::credentials::captcha;
use crate::app::{Missing, Moment, Stop};
use crate::domain::id::CaptchaId;
use crate::web::control::api::answer::{Answer, Json};
use crate::web::control::api::at::{At, InPath, text_schema};
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/captchas/{id}", "showCaptcha", "Show a puzzle with its answer", show);
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

impl InPath for CaptchaId {
    const NAME: &'static str = "id";
    const ABOUT: &'static str = "The name of the puzzle.";

    fn schema() -> Value {
        text_schema("018f3f4e-0000-7000-8000-000000000000")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|_| no_puzzle())
    }
}

fn no_puzzle() -> Problem {
    Problem::not_found("no puzzle has this name, or it has expired")
        .about("id", "take captcha_id from the page, or captchaSession from the JSON interface")
}

async fn show(site: Site, At(id): At<CaptchaId>) -> Answer<Json<CaptchaJson>> {
    let work = move |moment: &Moment<'_>| captcha::find(moment, id)?.ok_or(Stop::refused(Missing));
    let captcha = run(&site, work, |Missing| no_puzzle()).await?;
    Ok(Json(CaptchaJson {
        id: captcha.id.to_string(),
        answer: captcha.answer,
        expires_at: captcha.expires_at.to_string(),
    }))
}
