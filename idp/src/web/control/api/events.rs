//! Server-sent events: an answer that goes on as long as there is something to tell.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::Method;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use serde_json::json;

use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::Output;
use crate::web::idle::Connection;
use crate::web::request::head::sent_method;

/// One event.
pub(crate) struct Event<'a, T> {
    /// What a client that comes back has seen.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: &'static str,
    /// What it tells, as JSON.
    pub(crate) data: &'a T,
}

impl<T: Serialize> fmt::Display for Event<'_, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = serde_json::to_string(self.data).map_err(|_| fmt::Error)?;
        write!(out, "id: {}\nevent: {}\ndata: {data}\n\n", self.id, self.name)
    }
}

/// The next piece of a stream and the state after it.
type Step<S> = Pin<Box<dyn Future<Output = Option<(String, S)>>>>;

/// 200 with events.
pub struct Events(BoxBody);

/// A stream that is made piece by piece, each when the one before is taken.
struct Pieces<S, F> {
    first: Option<String>,
    step: Option<Step<S>>,
    next: F,
    connection: Connection,
}

impl Events {
    /// A stream that begins with a text and goes on with what `next` tells of its state.
    pub(crate) fn of<S, F, N>(request: HttpRequest, first: String, state: S, next: F) -> Self
    where
        S: 'static,
        F: Fn(S) -> N + Unpin + 'static,
        N: Future<Output = Option<(String, S)>> + 'static,
    {
        if sent_method(&request) == Method::HEAD {
            return Self(BoxBody::new(()));
        }
        let next = move |state| -> Step<S> { Box::pin(next(state)) };
        let step = Some(next(state));
        let connection = Connection::of(&request);
        Self(BoxBody::new(Pieces { first: Some(first), step, next, connection }))
    }
}

impl<S, F: Fn(S) -> Step<S> + Unpin> MessageBody for Pieces<S, F> {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        // Who is asked for more has taken what was handed over; who leaves it unread is not asked, and is let go in time.
        self.connection.waits();
        if let Some(first) = self.first.take() {
            self.connection.handed();
            return Poll::Ready(Some(Ok(Bytes::from(first))));
        }
        let Some(step) = &mut self.step else { return Poll::Ready(None) };
        match step.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(None) => {
                self.step = None;
                self.connection.handed();
                Poll::Ready(None)
            }
            Poll::Ready(Some((told, state))) => {
                let next = (self.next)(state);
                self.step = Some(next);
                self.connection.handed();
                Poll::Ready(Some(Ok(Bytes::from(told))))
            }
        }
    }
}

impl Responder for Events {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/event-stream"))
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(self.0)
    }
}

impl Output for Events {
    fn describe(draft: &mut Draft) {
        let about = "Events, each with `id`, `event` and one line of JSON as `data`: `journal` (a JournalEntry), `outbox` (a \
            Message), `clock` (a Clock), `realm` (it was `reset`, and its numbers begin anew, or `dropped`, and the stream \
            ends), `lost` (journal entries between two numbers are no longer kept: the reader was too slow or away). While \
            nothing happens a comment comes every 15 s; a reader that leaves what was sent unread for 10 s is let go.";
        let content = json!({ "text/event-stream": { "schema": { "type": "string" } } });
        draft.answers.insert(200, json!({ "description": about, "content": content }));
    }
}
