//! Leaving the portal, by its own link or by a relying party's.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::{Stop, logout};
use crate::web::error::{broken_page, html};
use crate::web::pages::notices::SignedOut;
use crate::web::portal::cookies;
use crate::web::site::{SESSION_COOKIE, Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/idp/ext/Logout").route(get().to(leave)))
        .service(resource("/logout").route(get().to(leave)));
}

/// What may stand behind `?`; one client writes `redirect_uri`.
#[derive(Debug, Default, Deserialize)]
struct LogoutQuery {
    client_id: Option<String>,
    redirect_url: Option<String>,
    redirect_uri: Option<String>,
}

async fn leave(site: Site, query: Query<LogoutQuery>) -> HttpResponse {
    let query = query.into_inner();
    let session = site.session;
    let done = perform::<_, std::convert::Infallible, _>(&site, move |moment| {
        let back_to = query.redirect_url.or(query.redirect_uri);
        Ok(logout::leave(moment, session, query.client_id.as_deref(), back_to.as_deref())?)
    });
    let mut answer = match done.await {
        Ok(Some(to)) => HttpResponse::Found().insert_header((header::LOCATION, to)).finish(),
        Ok(None) => html(StatusCode::OK, &SignedOut { frame: site.frame() }),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    };
    let _ = answer.add_cookie(&cookies::ended(&site, SESSION_COOKIE));
    answer
}
