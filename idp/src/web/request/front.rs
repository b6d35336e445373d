//! The front end before the provider: how long a request line and its headers may be, and until when a body is there.
//!
//! **Invariant:** a connection whose body was not read to its end is closed with the answer, so that none stays open
//! after its deadline.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpMessage as _;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::rt::time::{Sleep, sleep};
use actix_web::web::{Bytes, Data};
use futures_core::Stream;

use crate::app::realms::Realms;
use crate::domain::settings::FrontTerms;
use crate::web::request::realm_path::NamedRealm;

/// What a request has too much of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// The answer of a front end.
    pub status: StatusCode,
    /// What is too long.
    pub what: &'static str,
    /// How many bytes it has.
    pub seen: usize,
    /// How many it may have.
    pub max: usize,
}

/// The body of a request while it is read, and whether it was there in time.
struct Arriving {
    payload: Payload,
    deadline: Pin<Box<Sleep>>,
    within: Duration,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    UnderWay,
    Whole,
    Late,
}

/// The one body of a request, shared by whoever reads it and by the answer.
#[derive(Clone)]
pub struct Arrival(Rc<RefCell<Arriving>>);

/// The stream that handlers read instead of the connection's own.
struct Timed(Arrival);

impl Stream for Timed {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut arriving = self.0.0.borrow_mut();
        if arriving.state == State::Late {
            return Poll::Ready(None);
        }
        let arrived = Pin::new(&mut arriving.payload).poll_next(context);
        match &arrived {
            Poll::Ready(None) => arriving.state = State::Whole,
            // A drop at a time must not keep a connection: the deadline is looked at with each of them.
            Poll::Pending | Poll::Ready(Some(_)) => {
                if arriving.deadline.as_mut().poll(context).is_ready() {
                    arriving.state = State::Late;
                    return Poll::Ready(Some(Err(PayloadError::Io(std::io::ErrorKind::TimedOut.into()))));
                }
            }
        }
        arrived
    }
}

impl Arrival {
    /// How long the body had, when it was not there in time.
    pub fn late(&self) -> Option<Duration> {
        let arriving = self.0.borrow();
        (arriving.state == State::Late).then_some(arriving.within)
    }

    fn is_whole(&self) -> bool {
        self.0.borrow().state == State::Whole
    }
}

/// Puts a deadline on the body of a request, or says what of the request is too long.
// SIM: whether the real front end bounds a body's time as a whole is not known; nginx bounds the pause between reads.
pub fn admit(request: &mut ServiceRequest) -> Option<Excess> {
    let terms = terms(request);
    let payload = request.take_payload();
    if !matches!(payload, Payload::None) {
        // The peer sends in real time, so the deadline is real; the realm's clock may stand still.
        let within = Duration::from_millis(u64::from(terms.body_real_ms_max));
        let deadline = Box::pin(sleep(within));
        let arriving = Arriving { payload, deadline, within, state: State::UnderWay };
        let arrival = Arrival(Rc::new(RefCell::new(arriving)));
        request.extensions_mut().insert(arrival.clone());
        request.set_payload(Payload::Stream { payload: Box::pin(Timed(arrival)) });
    }
    excess(request, &terms)
}

/// What the front end of a request's realm lets through.
fn terms(request: &ServiceRequest) -> FrontTerms {
    let named = request.extensions().get::<NamedRealm>().and_then(|named| named.id.clone().ok());
    let realm = named.and_then(|id| request.app_data::<Data<Realms>>()?.find(&id));
    realm.map_or_else(FrontTerms::default, |realm| realm.settings().front)
}

/// What is longer than the front end's buffers.
fn excess(request: &ServiceRequest, terms: &FrontTerms) -> Option<Excess> {
    let max = usize::try_from(terms.line_bytes_max).unwrap_or(usize::MAX);
    // The method, the target, the version, two blanks and the line's end.
    let line = request.method().as_str().len() + target_length(request) + "  HTTP/1.1\r\n".len();
    if line > max {
        return Some(Excess { status: StatusCode::URI_TOO_LONG, what: "request line", seen: line, max });
    }
    let length = |(name, value): (&actix_web::http::header::HeaderName, &_)| {
        name.as_str().len() + actix_web::http::header::HeaderValue::as_bytes(value).len() + ": \r\n".len()
    };
    let headers = request.headers();
    let (longest, all) =
        headers.iter().map(length).fold((0, 0), |(longest, all), one| (one.max(longest), all + one));
    let status = StatusCode::BAD_REQUEST;
    if longest > max {
        return Some(Excess { status, what: "header", seen: longest, max });
    }
    let max = max.saturating_mul(HEADER_BUFFERS);
    (all > max).then_some(Excess { status, what: "headers together", seen: all, max })
}

/// nginx `large_client_header_buffers`: by default four buffers of 8k, and no line is longer than one of them.
const HEADER_BUFFERS: usize = 4;

fn target_length(request: &ServiceRequest) -> usize {
    request.head().uri.path_and_query().map_or(0, |target| target.as_str().len())
}

/// Keeps what is left of an unread body until the answer is out: the server then closes the connection, while it
/// would read a chunked body that nobody holds for as long as the peer sends it.
pub fn release(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let arrival = response.request().extensions().get::<Arrival>().cloned();
    match arrival.filter(|arrival| !arrival.is_whole()) {
        Some(unread) => response.map_body(|_, body| BoxBody::new(Holding { body, _unread: unread })),
        None => response,
    }
}

/// A body of an answer that keeps the body of its request.
struct Holding {
    body: BoxBody,
    _unread: Arrival,
}

impl MessageBody for Holding {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
