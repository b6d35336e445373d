//! What the calls of the stand have in common: bodies, refusals, the citizen of the session.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::Stop;
use crate::app::oauth::login;
use crate::domain::account::Account;
use crate::protocol::rs::error::{self, RsError};
use crate::web::error::incident;
use crate::web::site::{Site, perform};

/// What a refused call answers: the two fields of the data API.
// SIM: the portal's own error codes are not published; these are named after what is wrong.
#[derive(Debug, Serialize)]
struct Told<'t> {
    code: &'t str,
    message: &'t str,
}

pub(super) fn refused(status: StatusCode, code: &str, message: &str) -> HttpResponse {
    HttpResponse::build(status).json(Told { code, message })
}

pub(super) fn broken(site: &Site, why: &crate::app::Broken) -> HttpResponse {
    let message = format!("incident {}", incident(site, why));
    refused(StatusCode::INTERNAL_SERVER_ERROR, "SIM-BROKEN", &message)
}

pub(super) fn unauthorised() -> HttpResponse {
    let RsError { code, message, .. } = error::INVALID_TOKEN;
    refused(StatusCode::UNAUTHORIZED, code, message)
}

/// Reads a JSON body; no body at all is an empty object.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, HttpResponse> {
    let text: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(text)
        .map_err(|fault| refused(StatusCode::BAD_REQUEST, "SIM-BODY", &fault.to_string()))
}

/// The account of the citizen whose session the browser carries.
pub(super) async fn citizen(site: &Site) -> Result<Account, HttpResponse> {
    let Some(session) = site.session else { return Err(unauthorised()) };
    let found =
        perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(login::signed_in(moment, session)?));
    match found.await {
        Ok(Some((_, account))) => Ok(account),
        Ok(None) => Err(unauthorised()),
        Err(Stop::Broken(why)) => Err(broken(site, &why)),
        Err(Stop::Refused(never)) => match never {},
    }
}
