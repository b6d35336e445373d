//! HEAD wherever GET is (RFC 9110 section 9.1): the routes see GET, the connection leaves the body out.

use actix_web::HttpMessage as _;
use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderMap, HeaderValue};

/// The mark of a request that was a HEAD.
struct AskedHead;

/// Turns HEAD into GET for the routes.
pub fn as_get(request: &mut ServiceRequest) {
    if *request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(AskedHead);
    }
}

/// The method that the client sent.
pub fn sent_method(request: &HttpRequest) -> Method {
    if request.extensions().contains::<AskedHead>() { Method::HEAD } else { request.method().clone() }
}

/// Names HEAD where GET is allowed.
pub fn allow(headers: &mut HeaderMap) {
    let allowed = headers.get(ALLOW).and_then(|allowed| allowed.to_str().ok()).map(str::to_owned);
    let Some(allowed) = allowed else { return };
    let has = |method: &str| allowed.split(',').any(|one| one.trim() == method);
    if has("GET")
        && !has("HEAD")
        && let Ok(value) = HeaderValue::from_str(&format!("{allowed}, HEAD"))
    {
        headers.insert(ALLOW, value);
    }
}
