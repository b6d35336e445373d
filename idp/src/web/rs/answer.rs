//! Answers of the data API: the bearer's token, the JSON, the form of errors.

use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::oauth::faults;
use crate::app::rest::RsRefusal;
use crate::app::{Moment, Stop};
use crate::protocol::rs::error::{self, RsError};
use crate::web::error::incident;
use crate::web::rs::headers;
use crate::web::site::{Site, perform};

/// An answer ready to be sent: its schema and its JSON.
pub(super) struct Spelled {
    pub(super) schema: String,
    pub(super) body: String,
}

/// A resource as it is sent.
pub(super) fn spelled(schema: &str, resource: &impl Serialize) -> Spelled {
    let body =
        serde_json::to_string(resource).expect("invariant: resources are plain values and always serialise");
    Spelled { schema: schema.to_owned(), body }
}

/// Does the work with the bearer's token, and tells refusals in the face's own form.
pub(super) async fn answer<W>(site: &Site, request: &HttpRequest, work: W) -> HttpResponse
where
    W: FnOnce(&Moment<'_>, Option<&str>) -> Result<Spelled, Stop<RsRefusal>> + Send + 'static,
{
    let bearer = bearer(request);
    let shown = perform(site, move |moment| {
        let shown = work(moment, bearer.as_deref());
        shown.map(|one| Spelled { body: faults::distort_resource(moment, one.body), ..one })
    });
    match shown.await {
        Ok(spelled) => headers::answer(site, request, &spelled.schema, spelled.body),
        Err(Stop::Refused(refusal)) => refused(refusal.error),
        Err(Stop::Broken(broken)) => {
            let incident = incident(site, &broken);
            HttpResponse::InternalServerError()
                .json(serde_json::json!({"code": "ESIA-005000", "message": incident}))
        }
    }
}

fn refused(error: RsError) -> HttpResponse {
    HttpResponse::build(status(error)).json(error)
}

/// The HTTP status that carries an error of the data API.
pub(crate) fn status(error: RsError) -> StatusCode {
    match error {
        error::SCOPE_NOT_ALLOWED => StatusCode::FORBIDDEN,
        error::NOT_FOUND | error::NO_DATA | error::NO_AVATAR => StatusCode::NOT_FOUND,
        _ if error::CONSENTS.contains(&error) => StatusCode::NOT_FOUND,
        error::NO_ORGANISATION_CONSENT => StatusCode::NOT_FOUND,
        error::NO_TOKEN => StatusCode::UNAUTHORIZED,
        _ if error::ORGANISATIONS.contains(&error) => StatusCode::BAD_REQUEST,
        error::BAD_REQUEST => StatusCode::BAD_REQUEST,
        _ => StatusCode::UNAUTHORIZED,
    }
}

/// The token of the header `Authorization`.
pub(crate) fn bearer(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
