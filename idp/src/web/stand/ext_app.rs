//! `/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn`: a token for an organisation's API-Key.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::oauth::token::api_key;
use crate::protocol::oauth::error;
use crate::web::site::{Site, perform_to_seal};
use crate::web::stand::answer::{broken, refused};

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    let path = "/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn";
    config.service(resource(path).route(get().to(token)));
}

/// What stands behind `?`.
#[derive(Deserialize)]
struct Signature {
    #[serde(default)]
    signature: String,
}

// SIM: the statuses and the texts of the refusals are not documented (MR table 92 has the codes).
async fn token(site: Site, key: Path<String>, query: Query<Signature>) -> HttpResponse {
    let (key, signature) = (key.into_inner(), query.into_inner().signature);
    match perform_to_seal(&site, move |moment| api_key::token(moment, &key, &signature)).await {
        Ok(token) => HttpResponse::Ok().json(serde_json::json!({ "accessTkn": token })),
        Err(Stop::Refused(refusal)) => {
            let missing = refusal.error == error::PARAMETERS_WRONG;
            let status = if missing { StatusCode::BAD_REQUEST } else { StatusCode::UNAUTHORIZED };
            let description = refusal.description();
            let (code, message) = description.split_once(": ").unwrap_or(("", &description));
            refused(status, code, message)
        }
        Err(Stop::Broken(why)) => broken(&site, &why),
    }
}
