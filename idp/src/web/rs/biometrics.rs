//! Where a biometric system sends what it found (MR Б.8: `ext_vrf_url` of the token).

use actix_web::web::{Bytes, ServiceConfig, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::rest::{self, biometrics};
use crate::domain::journal::{Why, reason};
use crate::domain::person::extras::Match;
use crate::protocol::rs::error;
use crate::web::rs::answer::{answer, spelled};
use crate::web::site::Site;

/// The routes of this part.
// SIM: what a biometric system sends and how it tells the token to the relying party lies outside the document; here
// the three numbers of the token's `match` are sent, and `verify_token` is the answer.
pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(resource("/esia-rs/api/public/v1/ext/vrf/result").route(post().to(result)));
}

/// The token under which the relying party asks for the result.
#[derive(Serialize)]
struct Kept {
    verify_token: String,
}

async fn result(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let found: Option<Match> = serde_json::from_slice(&body).ok();
    answer(&site, &request, move |moment, bearer| {
        let Some(found) = found else {
            let why = Why::new(reason::PARAMETER_MISSING)
                .with_fix("send voice, face and overall, each a text such as \"0.95\"; overall is needed");
            return Err(rest::refused(error::BAD_REQUEST, why));
        };
        let verify_token = biometrics::keep(moment, bearer, found)?;
        Ok(spelled("vrf/Result-1", &Kept { verify_token }))
    })
    .await
}
