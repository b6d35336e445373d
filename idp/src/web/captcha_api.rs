//! `/captcha/api/public/v2`: puzzles as the script of the login page asks for them and hands them in.

use std::convert::Infallible;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::web::{Bytes, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::credentials::captcha;
use crate::domain::id::CaptchaId;
use crate::web::error::broken_problem;
use crate::web::pages::puzzle;
use crate::web::site::{Site, perform};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    let api = |path: &str| resource(format!("/captcha/api/public/v2{path}"));
    config
        .service(api("/type").route(get().to(make)))
        .service(api("/renew").route(get().to(make)).route(post().to(make)))
        .service(api("/image").route(get().to(image)))
        .service(api("/verify").route(post().to(verify)));
}

/// The puzzle that a request names in its header.
fn named(request: &HttpRequest) -> Option<CaptchaId> {
    request.headers().get("captchasession")?.to_str().ok()?.parse().ok()
}

async fn make(site: Site) -> HttpResponse {
    let made = perform::<_, Infallible, _>(&site, |moment| Ok(captcha::make(moment)?));
    match made.await {
        Ok(made) => HttpResponse::Ok()
            .json(serde_json::json!({ "captchaSession": made.id.to_string(), "captchaType": "esiacaptcha" })),
        Err(Stop::Broken(why)) => broken_problem(&site, &why).answer(),
        Err(Stop::Refused(never)) => match never {},
    }
}

// SIM: the real picture is a bitmap; ours is SVG.
async fn image(site: Site, request: HttpRequest) -> HttpResponse {
    let id = named(&request);
    let found = perform::<_, Infallible, _>(&site, move |moment| {
        Ok(id.map(|id| captcha::find(moment, id)).transpose()?.flatten())
    });
    match found.await {
        Ok(Some(found)) => HttpResponse::Ok()
            .content_type("image/svg+xml")
            .insert_header(("Cache-Control", "no-store"))
            .body(puzzle::svg(&found.answer, found.noise)),
        Ok(None) => gone(),
        Err(Stop::Broken(why)) => broken_problem(&site, &why).answer(),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn gone() -> HttpResponse {
    HttpResponse::NotFound().json(serde_json::json!({ "error": "CAPTCHA_SESSION_NOT_FOUND" }))
}

/// An answer.
#[derive(Deserialize)]
struct AnswerBody {
    answer: String,
}

async fn verify(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let (Some(id), Ok(body)) = (named(&request), serde_json::from_slice::<AnswerBody>(&body)) else {
        return gone();
    };
    match perform(&site, move |moment| captcha::answer(moment, id, &body.answer)).await {
        // The puzzle's own name is the token: it counts once, and only because it was solved.
        Ok(()) => HttpResponse::Ok().json(serde_json::json!({ "verify_token": id.to_string() })),
        Err(Stop::Refused(_)) => HttpResponse::Ok().json(serde_json::json!({ "error": "INVALID_ANSWER" })),
        Err(Stop::Broken(why)) => broken_problem(&site, &why).answer(),
    }
}
