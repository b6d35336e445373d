//! Owns the test control of a rehearsal: the diary's clock, set from outside.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::diary::world::World;

/// The clock as the test control shows and takes it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Setting {
    /// A moment in RFC 3339.
    now: String,
    mode: Mode,
}

/// Whether time passes.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Frozen,
    Running,
}

/// What the diary's clock shows.
pub(crate) async fn clock(world: Data<World>) -> HttpResponse {
    if !world.test_api {
        return HttpResponse::NotFound().finish();
    }
    let mode = if world.clock.is_frozen() { Mode::Frozen } else { Mode::Running };
    HttpResponse::Ok().json(Setting { now: world.clock.now().to_string(), mode })
}

/// Puts the diary's clock at a moment, standing or running.
pub(crate) async fn set_clock(world: Data<World>, setting: Json<Setting>) -> HttpResponse {
    if !world.test_api {
        return HttpResponse::NotFound().finish();
    }
    let Ok(now) = setting.now.parse::<Timestamp>() else {
        return HttpResponse::BadRequest().body("`now`: a moment such as 2018-11-20T09:00:00Z is wanted\n");
    };
    match setting.mode {
        Mode::Frozen => world.clock.freeze(now),
        Mode::Running => world.clock.run_from(now),
    }
    clock(world).await
}
