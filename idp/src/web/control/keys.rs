//! The provider's own keys: which are in force, and changing them.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::Stop;
use crate::app::rotation::{self, KeyShown};
use crate::web::control::input::body::Body;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/keys").route(get().to(list)))
        .service(resource("/control/v1/keys/rotate").route(post().to(rotate)));
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeyJson {
    /// The JOSE name of its algorithm.
    pub algorithm: &'static str,
    /// `in-force`, `waiting` or `retired`.
    pub state: &'static str,
    /// Until when tokens signed with it are taken; retired keys only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Its certificate, PEM.
    pub certificate: String,
}

/// The keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeysJson {
    /// In the order in which they come into force.
    pub keys: Vec<KeyJson>,
}

/// Which key to change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateJson {
    /// The JOSE name of the algorithm; RS256 when left out.
    #[serde(default)]
    pub algorithm: Option<String>,
    /// How long tokens of the old key are still taken: an ISO 8601 duration; none when left out.
    #[serde(default)]
    pub overlap: Option<String>,
}

fn all(site: &Site) -> KeysJson {
    let json = |key: KeyShown| KeyJson {
        algorithm: key.algorithm,
        state: key.state,
        until: key.until.map(|until| until.to_string()),
        certificate: key.certificate,
    };
    KeysJson { keys: rotation::list(&site.realm).into_iter().map(json).collect() }
}

/// Lists the keys.
#[utoipa::path(get, path = "/keys", tag = "keys", responses((status = 200, body = KeysJson)))]
pub(crate) async fn list(site: Site) -> HttpResponse {
    HttpResponse::Ok().json(all(&site))
}

/// Takes the next key of an algorithm into force; the old one is checked with while the overlap lasts.
#[utoipa::path(post, path = "/keys/rotate", tag = "keys", request_body = RotateJson,
    responses((status = 200, body = KeysJson), (status = 400, description = "a field is wrong"),
        (status = 409, description = "no other key of the algorithm is waiting")))]
pub(crate) async fn rotate(site: Site, Body(json): Body<RotateJson>) -> Answer {
    let algorithm = json.algorithm.unwrap_or_else(|| "RS256".to_owned());
    let overlap = json.overlap.unwrap_or_else(|| "PT0S".to_owned());
    let done: Result<(), Stop<rotation::RotationRefusal>> =
        perform(&site, move |moment| rotation::rotate(moment, &algorithm, &overlap)).await;
    let told = done.map(|()| all(&site));
    tell(&site, told, |refusal| match refusal {
        rotation::RotationRefusal::Algorithm(error) => Problem::field("algorithm", error),
        rotation::RotationRefusal::Overlap(error) => Problem::field("overlap", error),
        rotation::RotationRefusal::NoNextKey => {
            Problem::conflict(refusal).about("algorithm", "reset the realm to have its keys back")
        }
    })
}
