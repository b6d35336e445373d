//! Requests that reach no use case: a path that leads nowhere, a method nobody takes, a body nobody can read.

use std::time::Duration;

use actix_web::body::{BodySize, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest as _, HttpMessage as _, HttpRequest, HttpResponse, ResponseError as _};

use crate::app::{Stop, journal, rest};
use crate::domain::journal::{Why, reason};
use crate::protocol::oauth::error;
use crate::protocol::oauth::token::TokenError;
use crate::protocol::params::Params;
use crate::protocol::rs;
use crate::web::Site;
use crate::web::error::failed;
use crate::web::pages::notices::Trouble;
use crate::web::portal::reply::Early;
use crate::web::problem::Problem;
use crate::web::request::front::{Arrival, Excess};
use crate::web::rs::bearer;
use crate::web::site::perform;

/// Who is told, each in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Control,
    Tokens,
    Data,
    Pages,
}

/// What the addresses of the data API, the consent platform and the digital profile begin with.
const OF_DATA: [&str; 6] =
    ["/rs/", "/esia-rs/api/", "/digital/api/", "/categories/", "/digital-org/api/", "/org-grant/api/"];

impl Face {
    fn of(path: &str) -> Self {
        match path {
            path if path.starts_with("/aas/oauth2/") && path.ends_with("/te") => Self::Tokens,
            path if path.starts_with("/control/") => Self::Control,
            path if OF_DATA.iter().any(|face| path.starts_with(face)) => Self::Data,
            _ => Self::Pages,
        }
    }
}

/// A path that leads nowhere.
pub async fn not_found(site: Site) -> HttpResponse {
    match Face::of(&site.about.path) {
        Face::Control => Problem::not_found("no operation has this path and method")
            .about("path", "GET {control}/openapi.json lists the operations")
            .answer(),
        Face::Data => HttpResponse::NotFound().json(rs::error::NOT_FOUND),
        Face::Tokens | Face::Pages => failed(&site, Trouble::NotFound, "", ""),
    }
}

/// What the server's own machinery refused, told again in the words of the face that was asked.
pub async fn retold(response: ServiceResponse) -> ServiceResponse {
    let late = response.request().extensions().get::<Arrival>().and_then(Arrival::late);
    let failed = response.response().error().is_some();
    // A body that stalls is a fault of reading to the extractor that waited for it.
    let status = if failed && late.is_some() { StatusCode::REQUEST_TIMEOUT } else { response.status() };
    let bare = matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0));
    let early = |error: &actix_web::Error| error.as_error::<Early>().is_some();
    let failure = response.response().error();
    if failure.is_some_and(early) {
        return response;
    }
    let machinery = failure.is_some() || (status == StatusCode::METHOD_NOT_ALLOWED && bare);
    // What has the form of a problem was told already.
    let told =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    if !machinery || told || !status.is_client_error() {
        return response;
    }
    let request = response.request();
    let Ok(site) = Site::extract(request).await else { return response };
    let in_time = |within: Duration| format!("the body was not there within {} ms", within.as_millis());
    let detail = late.map(in_time).or_else(|| response.response().error().map(ToString::to_string));
    let allowed = response.headers().get(header::ALLOW).cloned();
    let mut answer = tell(&site, request, status, detail).await;
    if let Some(allowed) = allowed {
        answer.headers_mut().insert(header::ALLOW, allowed);
    }
    response.into_response(answer)
}

/// The answer to a request that the front end does not let in.
pub async fn turned_away(request: &HttpRequest, excess: &Excess) -> HttpResponse {
    let Excess { status, what, seen, max } = excess;
    let detail = format!("the {what} has {seen} bytes, more than {max}");
    match Site::extract(request).await {
        Ok(site) => tell(&site, request, *status, Some(detail)).await,
        Err(no_realm) => no_realm.error_response(),
    }
}

async fn tell(
    site: &Site,
    request: &HttpRequest,
    status: StatusCode,
    detail: Option<String>,
) -> HttpResponse {
    let why = explained(&site.about.method, status, detail);
    let face = Face::of(&site.about.path);
    let (seen, code) = (why.clone(), code(face));
    match face {
        Face::Control => {
            let field = if status == StatusCode::BAD_REQUEST { "query" } else { "" };
            let text = why.facts.get("detail").cloned().unwrap_or_else(|| why.reason.clone());
            return Problem::new(status, "the request cannot be read", text).about(field, &why.fix).answer();
        }
        Face::Tokens | Face::Data | Face::Pages => {
            let bearer = bearer(request);
            let named = Params::read(request.query_string(), b"").client().map(str::to_owned);
            let written = perform::<_, std::convert::Infallible, _>(site, move |moment| {
                let client = match face {
                    Face::Data => rest::client_of(moment, bearer.as_deref()),
                    _ => named,
                };
                moment.names_client(client);
                journal::refused(moment, code, seen);
                Ok(())
            });
            if let Err(Stop::Broken(broken)) = written.await {
                return crate::web::error::broken_problem(site, &broken).answer();
            }
        }
    }
    match face {
        Face::Tokens => HttpResponse::build(status).json(TokenError {
            error: error::INVALID_REQUEST.error,
            error_description: error::INVALID_REQUEST.description(&[]),
            state: None,
        }),
        Face::Data => HttpResponse::build(status).json(rs::error::BAD_REQUEST),
        Face::Control | Face::Pages => {
            let is_method = status == StatusCode::METHOD_NOT_ALLOWED;
            let trouble = if is_method { Trouble::WrongMethod } else { Trouble::BadRequest };
            let mut page = failed(site, trouble, "", "");
            *page.status_mut() = status;
            page
        }
    }
}

fn code(face: Face) -> Option<String> {
    match face {
        Face::Tokens => Some(error::INVALID_REQUEST.journal_code()),
        Face::Data => Some(rs::error::BAD_REQUEST.code.to_owned()),
        Face::Control | Face::Pages => None,
    }
}

fn explained(method: &str, status: StatusCode, detail: Option<String>) -> Why {
    let why = match status {
        StatusCode::METHOD_NOT_ALLOWED => Why::new(reason::METHOD),
        StatusCode::REQUEST_TIMEOUT => Why::new(reason::BODY_TOO_SLOW),
        StatusCode::URI_TOO_LONG => Why::new(reason::REQUEST_LINE_TOO_LONG),
        StatusCode::PAYLOAD_TOO_LARGE => Why::new(reason::BODY_TOO_LARGE),
        _ => Why::new(reason::REQUEST_UNREADABLE),
    };
    detail.into_iter().fold(why.with("method", method), |why, detail| why.with("detail", detail))
}
