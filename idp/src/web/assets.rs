//! Files that are served as they are: the style sheet, and the certificates and keys that tokens are checked with.

use std::io::{Cursor, Write as _};

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Path, ServiceConfig, get, resource};
use zip::write::SimpleFileOptions;

use crate::crypto::keyring::RingKey;
use crate::crypto::{Algorithm, Jwk, JwkSet};
use crate::web::Site;
use crate::web::error::Problem;

const STYLE: &str = include_str!("../../assets/portal.css");

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/assets/portal.css").route(get().to(style)))
        .service(resource("/public/esia.zip").route(get().to(archive)))
        .service(resource("/public/jwks.json").route(get().to(key_set)))
        .service(resource("/public/{file}").route(get().to(file)));
}

async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header(("Cache-Control", "max-age=3600"))
        .body(STYLE)
}

/// The short name of an algorithm in file names.
fn short(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rs256 => "rsa",
        Algorithm::Gost2012_256 => "gost256",
        Algorithm::Gost2012_512 => "gost512",
    }
}

/// `esia.pem` and `esia.pub.pem` are the RS256 key's certificate and bare public key; `esia-gost256.pem` and so on
/// are those of the others.
async fn file(site: Site, file: Path<String>) -> HttpResponse {
    let unknown = || {
        Problem::not_found("no such file")
            .about("path", "esia.pem, esia.pub.pem, esia-gost256.pem, esia.zip, jwks.json")
    };
    let Some(name) = file.strip_prefix("esia") else { return unknown().answer() };
    let wanted = |algorithm: &Algorithm| match name.split('.').next() {
        Some("") => *algorithm == Algorithm::Rs256,
        Some(own) => own.strip_prefix('-') == Some(short(*algorithm)),
        None => false,
    };
    let key =
        Algorithm::ALL.iter().copied().find(wanted).and_then(|algorithm| site.realm.keyring.key(algorithm));
    let text = key.and_then(|key| match name.split_once('.').map(|(_, ending)| ending) {
        Some("pem") => Some(key.certificate().to_pem()),
        Some("pub.pem") => key.public().to_spki_pem().ok(),
        _ => None,
    });
    match text {
        Some(text) => HttpResponse::Ok().insert_header((CONTENT_TYPE, "application/x-pem-file")).body(text),
        None => unknown().answer(),
    }
}

/// The keys as a JWK set.
// SIM: the real system publishes none; one client looks for it.
async fn key_set(site: Site) -> HttpResponse {
    let keys = site
        .realm
        .keyring
        .all()
        .iter()
        .filter_map(|key| Jwk::of_certificate(key.certificate()).ok())
        .collect();
    HttpResponse::Ok().json(JwkSet { keys })
}

/// What the real system publishes its certificates in: `/public/esia.zip`.
async fn archive(site: Site) -> HttpResponse {
    match zipped(&site.realm.keyring.all()) {
        Ok(bytes) => HttpResponse::Ok().insert_header((CONTENT_TYPE, "application/zip")).body(bytes),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

fn zipped(keys: &[RingKey]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (number, key) in keys.iter().enumerate() {
        let name = format!("{}_SIM_{}", short(key.algorithm()).to_uppercase(), number + 1);
        archive.start_file(format!("{name}.cer"), stored)?;
        archive.write_all(key.certificate().der())?;
        if let Ok(jwk) = Jwk::of_certificate(key.certificate()) {
            archive.start_file(format!("{name}_JWK.jwk"), stored)?;
            archive.write_all(&serde_json::to_vec_pretty(&jwk).unwrap_or_default())?;
        }
    }
    Ok(archive.finish()?.into_inner())
}
