//! The front page, for the developer who opens the simulator in a browser.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, get, resource};

use crate::web::Site;
use crate::web::error::html;
use crate::web::pages::notices::Index;

/// The routes of this page.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/").route(get().to(index)));
}

async fn index(site: Site) -> HttpResponse {
    let page = Index {
        frame: site.frame(),
        realm: site.realm.id.to_string(),
        control_url: format!("{}/control/v1", site.base()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    html(StatusCode::OK, &page)
}
