//! The way from the console to the control API of its own server: requests without a network, through every check.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use actix_http::{Payload, Request};
use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LINK, USER_AGENT,
};
use actix_web::{Error, HttpMessage as _, HttpRequest};
use serde_json::Value;

use crate::web::request::reached::Reached;

/// An answer under way.
type Answering = Pin<Box<dyn Future<Output = Result<ServiceResponse, Error>>>>;
/// The routes of the server.
pub type Served = Rc<dyn Fn(Request) -> Answering>;
/// The routes being set up.
type Opening = Pin<Box<dyn Future<Output = Option<Served>>>>;

/// The server's own routes, set up at the first call of each thread.
pub struct Inner {
    /// Whether the control API wants a token.
    pub has_token: bool,
    open: Box<dyn Fn() -> Opening>,
    served: RefCell<Option<Served>>,
}

/// What a request carries.
#[derive(Default)]
pub struct Sent {
    /// The body and its kind.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// An access token, in the place of what the browser showed.
    pub bearer: Option<String>,
}

/// What a call came to.
#[derive(Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The query of the next page of a list.
    pub next: Option<String>,
    /// The body; null when there is none.
    pub json: Value,
}

impl Reply {
    /// Whether the call did what it says.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What the server did not answer.
    fn none() -> Self {
        Self { status: 500, next: None, json: Value::Null }
    }
}

impl Inner {
    /// The routes that `open` sets up.
    pub fn new(has_token: bool, open: impl Fn() -> Opening + 'static) -> Self {
        Self { has_token, open: Box::new(open), served: RefCell::default() }
    }

    async fn served(&self) -> Option<Served> {
        let ready = self.served.borrow().clone();
        if ready.is_some() {
            return ready;
        }
        let opened = (self.open)().await?;
        *self.served.borrow_mut() = Some(Rc::clone(&opened));
        Some(opened)
    }

    /// Sends a request as the browser of `outer` would send it, with what the browser showed.
    pub async fn send(
        &self,
        outer: &HttpRequest,
        method: &str,
        target: &str,
        sent: Sent,
    ) -> Option<ServiceResponse> {
        let Sent { body, bearer } = sent;
        let served = self.served().await?;
        let kind = body.as_ref().map(|(kind, bytes)| (*kind, bytes.len()));
        let mut request = match body {
            Some((_, bytes)) => Request::with_payload(Payload::from(bytes)),
            None => Request::new(),
        };
        let head = request.head_mut();
        head.method = Method::from_bytes(method.as_bytes()).ok()?;
        head.uri = target.parse().ok()?;
        head.peer_addr = outer.peer_addr();
        for name in [HOST, AUTHORIZATION, USER_AGENT] {
            if let Some(value) = outer.headers().get(&name) {
                head.headers.insert(name, value.clone());
            }
        }
        if let Some(token) = bearer {
            head.headers.insert(AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {token}")).ok()?);
        }
        head.headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        if let Some((kind, length)) = kind {
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            head.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(reached) = outer.extensions().get::<Reached>() {
            request.extensions_mut().insert(reached.clone());
        }
        served(request).await.ok()
    }

    /// A call whose answer is JSON.
    pub async fn call(&self, outer: &HttpRequest, method: &str, target: &str, body: Option<&Value>) -> Reply {
        let body = body.map(|json| ("application/json", json.to_string().into_bytes()));
        match self.send(outer, method, target, Sent { body, bearer: None }).await {
            Some(answer) => read(answer).await,
            None => Reply::none(),
        }
    }
}

/// The whole of an answer.
pub async fn read(answer: ServiceResponse) -> Reply {
    let status = answer.status().as_u16();
    let text = |name: HeaderName| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let next = text(LINK).and_then(query_of).map(str::to_owned);
    let bytes = to_bytes(answer.into_body()).await.unwrap_or_default();
    let json = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    Reply { status, next, json: if bytes.is_empty() { Value::Null } else { json } }
}

/// The query in `<address?query>; rel="next"`.
fn query_of(link: &str) -> Option<&str> {
    let address = link.strip_prefix('<')?.split_once('>')?.0;
    Some(address.split_once('?')?.1)
}
