//! Files that are served as they are: the style sheet, and the certificates and keys that tokens are checked with.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Path, ServiceConfig, get, resource};

use crate::app::rest::published;
use crate::web::Site;
use crate::web::problem::Problem;
use crate::web::site::perform;

const STYLE: &str = include_str!("../../assets/portal.css");
const CONSOLE_STYLE: &str = include_str!("../../assets/console.css");
const CONSOLE_SCRIPT: &str = include_str!("../../assets/console.js");

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/assets/portal.css").route(get().to(|| kept("text/css", STYLE))))
        .service(resource("/assets/console.css").route(get().to(|| kept("text/css", CONSOLE_STYLE))))
        .service(resource("/assets/console.js").route(get().to(|| kept("text/javascript", CONSOLE_SCRIPT))))
        .service(resource("/public/{file}").route(get().to(file)));
}

async fn kept(kind: &str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format!("{kind}; charset=utf-8")))
        .insert_header(("Cache-Control", "max-age=3600"))
        .body(text)
}

async fn file(site: Site, name: Path<String>) -> HttpResponse {
    let name = name.into_inner();
    let found = perform::<_, Infallible, _>(&site, move |moment| Ok(published::file(moment.realm, &name)));
    match found.await.unwrap_or_default() {
        Some(file) => HttpResponse::Ok().insert_header((CONTENT_TYPE, file.kind)).body(file.bytes),
        None => {
            let fix = "esia.pem, esia.pub.pem, esia-gost256.pem, esia-gost512.pem, esia.zip, jwks.json";
            Problem::not_found("no such file").about("path", fix).answer()
        }
    }
}
