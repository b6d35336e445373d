//! Who may reach the server: host names, origins of pages, the control token, proxies. One decision before any route.

pub mod cors;
pub mod decide;
pub mod refuse;

use std::net::IpAddr;

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, ORIGIN, TRANSFER_ENCODING,
};

use crate::web::middleware::access::decide::{Admitted, Area, Asked, Denied, decide};
use crate::web::request::access::Access;
use crate::web::request::caller::{Caller, caller_of};
use crate::web::request::reached::{Reached, sent_host};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Remembers the address at which the client reached the server, for routes and links. A call of the console has it already.
pub fn locate(access: &Access, request: &ServiceRequest) {
    if request.extensions().contains::<Reached>() {
        return;
    }
    let reached = Reached::of(access, request);
    request.extensions_mut().insert(reached);
}

/// Decides about a request whose address and realm are known and whose path is in the form the routes know; remembers
/// who sent it.
///
/// # Errors
/// It is not served, and why.
pub fn judge(access: &Access, listen: IpAddr, request: &ServiceRequest) -> Result<Admitted, Denied> {
    let path = request.match_info().as_str();
    let caller = if Area::of(path).is_guarded() { caller_of(access, request) } else { Caller::Anybody };
    let judged = judge_of(access, listen, request, &caller);
    request.extensions_mut().insert(caller);
    judged
}

fn judge_of(
    access: &Access,
    listen: IpAddr,
    request: &ServiceRequest,
    caller: &Caller,
) -> Result<Admitted, Denied> {
    let extensions = request.extensions();
    let reached = extensions.get::<Reached>().expect("invariant: the address is remembered first");
    let text = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let length = text(CONTENT_LENGTH).is_some_and(|length| length != "0");
    decide(
        access,
        listen,
        &Asked {
            method: request.method().as_str(),
            // Decoded, as the routes compare it: `/%63ontrol` is the control API too.
            path: request.match_info().as_str(),
            sent_host: sent_host(request),
            reached,
            origin: text(ORIGIN),
            fetch_site: text(SEC_FETCH_SITE),
            requested_method: text(ACCESS_CONTROL_REQUEST_METHOD),
            caller,
            content_type: text(CONTENT_TYPE),
            has_body: length || request.headers().contains_key(TRANSFER_ENCODING),
        },
    )
}
