//! The answer of a request that the journal speaks of, kept for the explainer.

use actix_web::HttpMessage as _;
use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};

use crate::app::exchange::{Answered, Trace};

/// Keeps the answer when the journal has an entry about the request; the answer itself stays as it is.
pub fn keep(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let trace = response.request().extensions().get::<Trace>().filter(|one| one.is_journaled()).cloned();
    let Some(trace) = trace else { return response };
    response.map_body(|head, body| {
        let text = |name: HeaderName| text(head.headers(), &name);
        let length = match body.size() {
            BodySize::Sized(length) => usize::try_from(length).unwrap_or(usize::MAX),
            BodySize::None | BodySize::Stream => 0,
        };
        let mut answered = Answered {
            status: head.status.as_u16(),
            location: text(LOCATION),
            kind: text(CONTENT_TYPE),
            body: None,
            length,
        };
        let body = match body.try_into_bytes() {
            Ok(bytes) => {
                let is_json = answered.kind.as_deref().is_some_and(|kind| kind.contains("json"));
                answered.body = is_json.then(|| String::from_utf8_lossy(&bytes).into_owned());
                BoxBody::new(bytes)
            }
            Err(body) => body,
        };
        trace.answered(answered);
        body
    })
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
