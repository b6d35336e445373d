//! The picture of a profile (MR А.10): its address for whoever has the scope, the picture for everybody.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Path, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::rest::{self, avatar};
use crate::app::{Moment, Stop, journal};
use crate::domain::journal::{Why, reason};
use crate::protocol::rs::avatar::Form;
use crate::protocol::rs::error;
use crate::web::error::incident;
use crate::web::rs::answer::{answer, spelled};
use crate::web::rs::shown::not_found;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(
            resource("/esia-rs/api/public/v1/pso/{oid}/avt/{form:circle|square}").route(get().to(address)),
        )
        .service(resource("/useravatar/{path:.+}").route(get().to(picture)));
}

async fn address(site: Site, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (oid, form) = path.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let Some((oid, form)) = oid.parse().ok().zip(Form::of(&form)) else {
            moment.names_client(rest::client_of(moment, bearer));
            return Err(not_found());
        };
        let Some(found) = avatar::address(moment, bearer, oid, form)? else {
            return Err(rest::refused(error::NO_AVATAR, Why::new(reason::NO_SUCH_RESOURCE)));
        };
        journal::answered(moment);
        Ok(spelled("pso/Avatar-1", &found))
    })
    .await
}

async fn picture(site: Site, path: Path<String>) -> HttpResponse {
    let found = perform(&site, move |moment: &Moment<'_>| {
        avatar::picture(moment, &path).map_err(Stop::<rest::RsRefusal>::from)
    });
    match found.await {
        Ok(Some(bytes)) => HttpResponse::Ok()
            .content_type("image/png")
            .insert_header((CACHE_CONTROL, "public, max-age=3600"))
            .body(bytes),
        Ok(None) | Err(Stop::Refused(_)) => HttpResponse::NotFound().finish(),
        Err(Stop::Broken(why)) => HttpResponse::InternalServerError().body(incident(&site, &why)),
    }
}
