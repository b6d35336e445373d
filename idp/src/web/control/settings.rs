//! The settings of a realm: all of them read, any of them changed.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, patch, resource};
use serde_json::Value;

use crate::domain::settings::Settings;
use crate::web::control::input::body::{Body, from_tree};
use crate::web::control::ranges;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/settings").route(get().to(show)).route(patch().to(change)));
}

/// Shows every setting; `docs/SETTINGS.md` says what each means.
#[utoipa::path(get, path = "/settings", tag = "settings",
    responses((status = 200, description = "the settings, as docs/SETTINGS.md lists them", body = Object)))]
pub(crate) async fn show(site: Site) -> HttpResponse {
    HttpResponse::Ok().json(&*site.realm.settings())
}

/// Changes settings; what is left out or null stays.
#[utoipa::path(patch, path = "/settings", tag = "settings", request_body = Object,
    responses((status = 200, description = "all settings after the change", body = Object),
        (status = 400, description = "a setting is unknown or does not hold what it should")))]
pub(crate) async fn change(site: Site, Body(change): Body<Value>) -> Answer {
    ranges::check(&change)?;
    // What is wrong with the request does not depend on the settings that others may change meanwhile.
    changed(&site.realm.settings(), change.clone())?;
    let done = perform::<_, Problem, _>(&site, move |moment| {
        let alter = |settings: &mut Settings| {
            if let Ok(after) = changed(settings, change) {
                *settings = after;
            }
        };
        Ok(Settings::clone(&*moment.realm.alter_settings(alter)?))
    });
    tell(&site, done.await, |problem| problem)
}

/// The settings after a change, or what is wrong with it.
fn changed(settings: &Settings, change: Value) -> Result<Settings, Problem> {
    let mut all = serde_json::to_value(settings).unwrap_or_default();
    merge(&mut all, change);
    from_tree(all)
}

/// Objects are merged, everything else is replaced; null changes nothing.
fn merge(into: &mut Value, change: Value) {
    match (into, change) {
        (_, Value::Null) => {}
        (Value::Object(into), Value::Object(change)) => {
            for (name, value) in change {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change,
    }
}
