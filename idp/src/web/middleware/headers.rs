//! Headers of every answer: that this is a simulator, and what time it is in the realm.

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{DATE, HeaderName, HeaderValue};

use crate::domain::time::Timestamp;

/// Names the simulator in every answer, so that it never passes for the real portal.
const SIMULATOR: HeaderName = HeaderName::from_static("x-simulator");

/// Adds the headers. Some clients set their clock by `Date`, so it is the realm's.
pub fn add<B: MessageBody>(response: &mut ServiceResponse<B>, now: Option<Timestamp>) {
    let headers = response.headers_mut();
    headers.insert(SIMULATOR, HeaderValue::from_static("esia-sim"));
    if let Some(date) = now.and_then(|now| HeaderValue::from_str(&now.to_http_date()).ok()) {
        headers.insert(DATE, date);
    }
}
