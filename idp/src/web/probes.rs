//! Probes of those who keep the server running: whether the process lives, whether it can serve.
//!
//! They answer under any host name: a probe calls an address, and learns nothing but this.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig, get, resource};
use serde_json::json;

use crate::app::Stop;
use crate::app::rest::published;
use crate::web::Site;
use crate::web::readiness::Readiness;
use crate::web::site::{Unserved, perform};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/healthz").route(get().to(lives)))
        .service(resource("/readyz").route(get().to(serves)));
}

async fn lives() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "alive": true }))
}

/// Whether the realm of the address answers: the default one, where the address names none.
async fn serves(site: Result<Site, Unserved>, readiness: Option<Data<Readiness>>) -> HttpResponse {
    if readiness.is_some_and(|readiness| readiness.is_draining()) {
        return unready("the server is about to end");
    }
    let site = match site {
        Ok(site) => site,
        Err(unserved) => return unready(&unserved.to_string()),
    };
    let asked = perform::<_, Infallible, _>(&site, |moment| {
        moment.read()?;
        Ok((published::rs256(moment.realm).is_some(), moment.realm.check()))
    });
    match asked.await {
        Ok((true, Err(why))) => unready(&why.to_string()),
        Ok((true, Ok(()))) => {
            HttpResponse::Ok().json(json!({ "ready": true, "realm": site.realm.id.to_string() }))
        }
        Ok((false, _)) => unready("the realm has no key to sign tokens with"),
        Err(Stop::Broken(broken)) => unready(&broken.to_string()),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn unready(why: &str) -> HttpResponse {
    HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE).json(json!({ "ready": false, "reason": why }))
}
