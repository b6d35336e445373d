//! Files that are served as they are: the style sheet, and the certificate and key that tokens are checked with.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{ServiceConfig, get, resource};

use crate::web::Site;
use crate::web::error::Problem;

const STYLE: &str = include_str!("../../assets/portal.css");

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/assets/portal.css").route(get().to(style)))
        .service(resource("/public/esia.pem").route(get().to(certificate)))
        .service(resource("/public/esia.pub.pem").route(get().to(public_key)));
}

async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header(("Cache-Control", "max-age=3600"))
        .body(STYLE)
}

async fn certificate(site: Site) -> HttpResponse {
    pem(site.realm.keyring.certificate().to_pem())
}

async fn public_key(site: Site) -> HttpResponse {
    match site.realm.keyring.public_key_pem() {
        Some(text) => pem(text),
        None => Problem::not_found("this realm's key has no PEM form").answer(),
    }
}

fn pem(text: String) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, "application/x-pem-file")).body(text)
}
