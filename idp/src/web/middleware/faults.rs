//! Faults of the HTTP exchange: late, broken, wrong answers at `ac`, `te` and `/rs`.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, DATE, HeaderValue, LOCATION};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, rt, web};

use crate::app::Realm;
use crate::app::armed;
use crate::app::door;
use crate::app::realm::armed::Asked;
use crate::domain::fault::{Armed, Fault, FaultPoint, Place};
use crate::domain::time::Span;
use crate::web::site::Site;

/// What stands where JSON was expected.
pub const FAULT_PAGE: &str = "<!doctype html><title>esia-sim</title><p>Симулятор ЕСИА: заказанный сбой.</p>";

/// A body that breaks off.
struct Cut {
    start: Option<Bytes>,
    promised: u64,
}

impl MessageBody for Cut {
    type Error = std::io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.promised)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let start = self.start.take().filter(|start| !start.is_empty());
        Poll::Ready(Some(start.ok_or_else(|| std::io::Error::other("an armed fault breaks the connection"))))
    }
}

/// A body without a length, in pieces: HTTP/1.1 sends each as a chunk.
struct Pieces {
    rest: Bytes,
    each: usize,
}

impl MessageBody for Pieces {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let next = self.each.min(self.rest.len());
        let piece = self.rest.split_to(next);
        Poll::Ready((!piece.is_empty()).then_some(Ok(piece)))
    }
}

/// The answer with the faults that are armed for its path.
pub async fn commit(
    realm: &Arc<Realm>,
    path: &str,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let Some(place) = Place::of_path(path) else { return response };
    let mut response = response;
    for armed in due(realm, place).await {
        response = distort(realm, armed, response).await;
    }
    response
}

/// What is to be committed; where nodes count it together, away from the threads that serve connections.
async fn due(realm: &Arc<Realm>, place: Place) -> Vec<Armed> {
    let (point, now) = (FaultPoint::Transport, door::now(realm));
    let asked = move || Asked { point, client: None, person: None, place: Some(place), now };
    if !armed::counts_for_all(realm, asked()) {
        return armed::take(realm, asked());
    }
    let realm = Arc::clone(realm);
    web::block(move || armed::take(&realm, asked())).await.unwrap_or_default()
}

async fn distort(
    realm: &Realm,
    armed: Armed,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let amount = armed.amount;
    match armed.fault {
        Fault::TransportSlow => {
            // The relying party waits on the machine's clock, so this delay is real.
            rt::time::sleep(Duration::from_millis(u64::from(amount.unwrap_or(3_000)))).await;
            response
        }
        Fault::TransportUnavailable => {
            let body = HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE).body("Service Unavailable");
            response.into_response(body)
        }
        Fault::TransportHtml => {
            let body = HttpResponse::Ok().content_type("text/html; charset=utf-8").body(FAULT_PAGE);
            response.into_response(body)
        }
        Fault::TransportCut => cut(response, amount.unwrap_or(20)),
        Fault::TransportChunked => in_pieces(response, amount.unwrap_or(16)),
        Fault::TransportRedirect => led_elsewhere(response),
        Fault::TransportWrongDate => wrong_date(realm, amount.unwrap_or(7_200), response),
        _ => response,
    }
}

fn cut(response: ServiceResponse<BoxBody>, amount: u32) -> ServiceResponse<BoxBody> {
    response.map_body(|head, body| {
        let bytes = body.try_into_bytes().unwrap_or_default();
        let kept = usize::try_from(amount).unwrap_or(usize::MAX).min(bytes.len());
        head.headers_mut().remove(CONTENT_TYPE);
        let promised = u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_add(1);
        BoxBody::new(Cut { start: Some(bytes.slice(..kept)), promised })
    })
}

fn in_pieces(response: ServiceResponse<BoxBody>, each: u32) -> ServiceResponse<BoxBody> {
    response.map_body(|_, body| {
        let rest = body.try_into_bytes().unwrap_or_default();
        BoxBody::new(Pieces { rest, each: usize::try_from(each).unwrap_or(usize::MAX).max(1) })
    })
}

/// Leads to the same place at another host. What arrives there is marked: the journal then tells what a client took along.
fn led_elsewhere(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let request = response.request();
    let Ok(site) = Site::of(request) else { return response };
    let query = request.query_string();
    let mark = if query.is_empty() { "?" } else { "&" };
    let asked = if query.is_empty() { String::new() } else { format!("?{query}") };
    let to = format!("{}{}{asked}{mark}redirected=1", site.elsewhere(), request.path());
    let answer = HttpResponse::TemporaryRedirect().insert_header((LOCATION, to)).finish();
    response.into_response(answer)
}

fn wrong_date(
    realm: &Realm,
    amount: u32,
    mut response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let shown = door::now(realm) + Span::from_secs(i64::from(amount));
    if let Ok(date) = HeaderValue::from_str(&shown.to_http_date()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}
