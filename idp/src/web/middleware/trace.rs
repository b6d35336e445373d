//! The answer of a request that the journal speaks of, kept for the explainer.

use std::sync::Arc;

use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION};
use actix_web::{HttpMessage as _, web};

use crate::app::exchange::{Answered, Trace};
use crate::app::{Realm, journal};

/// Keeps the answer when the journal has an entry about the request, where other nodes are asked for it too; the answer
/// itself stays as it is.
pub async fn keep(
    realm: Option<&Arc<Realm>>,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let trace = response.request().extensions().get::<Trace>().filter(|one| one.is_journaled()).cloned();
    let Some(trace) = trace else { return response };
    let response = keep_in(&trace, response);
    if let Some(realm) = realm.filter(|realm| realm.shared().is_some()).cloned() {
        let _ = web::block(move || journal::share(&realm, &trace)).await;
    }
    response
}

fn keep_in(trace: &Trace, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
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
