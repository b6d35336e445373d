//! The provider's own keys: which one signs, and the change to the next one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::oauth::rotation::{self, KeyShown, RotationRefusal};
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::control::api::words::AlgorithmName;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/keys", "listKeys", "List the keys", list);
    api.post(
        "/keys/rotate",
        "rotateKey",
        "Take the next key of an algorithm into force; the old one is checked with while the overlap lasts",
        rotate,
    );
}

/// How a key stands.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only the schema is used: the use case names the states")]
enum KeyState {
    /// It signs.
    InForce,
    /// It comes next.
    Waiting,
    /// It is only checked with.
    Retired,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KeyJson {
    /// The JOSE name of its algorithm.
    #[schema(value_type = AlgorithmName)]
    pub algorithm: &'static str,
    /// How it stands.
    #[schema(value_type = KeyState)]
    pub state: &'static str,
    /// Until when tokens signed with it are taken; retired keys only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Its certificate, PEM.
    pub certificate: String,
}

/// The keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = KeyList)]
pub struct KeysJson {
    /// In the order in which they come into force.
    pub keys: Vec<KeyJson>,
}

/// Which key to change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KeyRotation)]
pub struct RotateJson {
    /// The JOSE name of the algorithm; RS256 when left out.
    #[serde(default)]
    #[schema(value_type = Option<AlgorithmName>)]
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

async fn list(site: Site) -> Json<KeysJson> {
    Json(all(&site))
}

async fn rotate(site: Site, Body(json): Body<RotateJson>) -> Answer<Json<KeysJson>, OrConflict> {
    let algorithm = json.algorithm.unwrap_or_else(|| "RS256".to_owned());
    let overlap = json.overlap.unwrap_or_else(|| "PT0S".to_owned());
    run(&site, move |moment| rotation::rotate(moment, &algorithm, &overlap), problem).await?;
    Ok(Json(all(&site)))
}

fn problem(refusal: RotationRefusal) -> Problem {
    match refusal {
        RotationRefusal::Algorithm(error) => Problem::field("algorithm", error),
        RotationRefusal::Overlap(error) => Problem::field("overlap", error),
        RotationRefusal::NoNextKey => {
            Problem::conflict(refusal).about("algorithm", "reset the realm to have its keys back")
        }
    }
}
