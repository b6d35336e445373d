//! The faces of the provider: OAuth, data API, pages, control API. The only place that names actix.

pub mod aas;
pub mod assets;
pub mod captcha_api;
pub mod consents;
pub mod console;
pub mod control;
pub mod error;
pub mod following;
pub mod idle;
pub mod listeners;
pub mod login_api;
pub mod lost;
pub mod metrics;
pub mod middleware;
pub mod pages;
pub mod portal;
pub mod portfolio;
pub mod probes;
pub mod problem;
pub mod readiness;
pub mod request;
pub mod request_log;
pub mod rs;
pub mod site;
pub mod stand;

use actix_web::web::ServiceConfig;

pub use site::{Server, Site};

/// Everything the server answers, one line a face.
pub fn mount(config: &mut ServiceConfig) {
    aas::mount(config);
    login_api::mount(config);
    captcha_api::mount(config);
    consents::mount(config);
    rs::mount(config);
    portal::mount(config);
    stand::mount(config);
    portfolio::mount(config);
    assets::mount(config);
    probes::mount(config);
    metrics::mount(config);
    console::mount(config);
    control::openapi::mount(config);
}
