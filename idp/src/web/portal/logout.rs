//! Leaving the portal, by its own link or by a relying party's.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::oauth::logout::{self, LogoutRefusal};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::notices::{SignedOut, Trouble};
use crate::web::portal::cookies;
use crate::web::site::{SESSION_COOKIE, Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/idp/ext/Logout").route(get().to(leave_for)))
        .service(resource("/logout").route(get().to(leave)));
}

/// What may stand behind `?`; one client writes `redirect_uri`.
#[derive(Debug, Default, Deserialize)]
struct LogoutQuery {
    client_id: Option<String>,
    redirect_url: Option<String>,
    redirect_uri: Option<String>,
}

/// The portal's own link.
async fn leave(site: Site) -> HttpResponse {
    let session = site.session;
    let done = perform::<_, Infallible, _>(&site, move |moment| Ok(logout::leave(moment, session)?));
    match done.await {
        Ok(()) => left(&site, None),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

/// A relying party's request (MR Б.6.7).
async fn leave_for(site: Site, query: Query<LogoutQuery>) -> HttpResponse {
    let query = query.into_inner();
    let session = site.session;
    let done = perform(&site, move |moment| {
        let back_to = query.redirect_url.or(query.redirect_uri);
        logout::leave_for(moment, session, query.client_id.as_deref(), back_to.as_deref())
    });
    match done.await {
        Ok(to) => left(&site, to),
        Err(Stop::Refused(refusal)) => not_left(&site, &refusal),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

fn left(site: &Site, to: Option<String>) -> HttpResponse {
    let mut answer = match to {
        Some(to) => HttpResponse::Found().insert_header((header::LOCATION, to)).finish(),
        None => html(StatusCode::OK, &SignedOut { frame: site.frame() }),
    };
    let _ = answer.add_cookie(&cookies::ended(site, SESSION_COOKIE));
    answer
}

fn not_left(site: &Site, refusal: &LogoutRefusal) -> HttpResponse {
    let (trouble, detail) = match refusal {
        LogoutRefusal::NoClient => {
            (Trouble::BadRequest, "Запрос на выход не называет систему: нет параметра client_id.")
        }
        LogoutRefusal::UnknownClient(_) => {
            (Trouble::Forbidden, "Система, которая просит о выходе, не зарегистрирована.")
        }
    };
    failed(site, trouble, detail, "")
}
