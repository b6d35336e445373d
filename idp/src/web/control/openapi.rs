//! The control API mounted, and its OpenAPI document: both from the same list of operations.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, resource};
use serde_json::Value;

use crate::web::control::api::document::Document;
use crate::web::control::api::routes::{CONTROL, Routes};
use crate::web::control::operations;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// Made once: it is the same as long as the program runs.
static DOCUMENT: LazyLock<(Value, String)> = LazyLock::new(|| {
    let mut document = Document::default();
    operations::list(&mut document);
    let value = document.finish();
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    (value, text + "\n")
});

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    let mut routes = Routes::default();
    operations::list(&mut routes);
    routes.mount(config);
    config.service(resource(format!("{CONTROL}/openapi.json")).route(get().to(show)));
}

/// The document as JSON, readable.
pub fn document() -> &'static str {
    &DOCUMENT.1
}

/// The document.
pub fn description() -> &'static Value {
    &DOCUMENT.0
}

/// The document is the same in each realm; a realm that is not there has none.
async fn show(_: Site) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().content_type("application/json").body(document()))
}
