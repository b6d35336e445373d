//! Where a request belongs: the realm it names, the address the client used, the session it carries.

use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::body::BoxBody;
use actix_web::dev::{Payload, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, ResponseError, web};

use crate::app::door;
use crate::app::exchange::{Sent, Trace};
use crate::app::moment::Unsealed;
use crate::app::realms::{Realms, Standing};
use crate::app::{About, Broken, Explained, Moment, Realm, Stop};
use crate::domain::id::{OperatorSessionId, PendingId, SessionId};
use crate::domain::time::Timestamp;
use crate::web::listeners::Listeners;
use crate::web::pages::{Frame, Viewer};
use crate::web::problem::Problem;
use crate::web::request::head::sent_method;
use crate::web::request::id::RequestId;
use crate::web::request::names::Origin;
use crate::web::request::reached::Reached;
use crate::web::request::realm_path::{HOST_END, NamedBy, NamedRealm};
use crate::web::request::unseen::Unseen;

/// The name of the cookie that carries the portal session.
pub const SESSION_COOKIE: &str = "ESIA_SESSION";
/// The name of the cookie that carries the sign-in under way.
pub const PENDING_COOKIE: &str = "ctx_id";

/// The name of the cookie that carries an operator's session.
pub const OPERATOR_COOKIE: &str = "OPERATOR_SESSION";

/// How much of a browser's own name is kept with its session.
const DEVICE_CHARS_MAX: usize = 500;

/// All realms, shared by the workers.
pub type Server = web::Data<Realms>;

/// The realm of a request, and how the client reached it.
#[derive(Clone)]
pub struct Site {
    /// The realm.
    pub realm: Arc<Realm>,
    /// The server's address in links, without a slash at the end: the public one, or as the client wrote it.
    pub server: String,
    /// The public address that was given, where the server has one.
    pub public_url: Option<Origin>,
    /// The address of all realms, when the client came by one that belongs to this realm alone.
    shared: Option<SocketAddr>,
    /// What stands in front of every path of the realm: nothing for the default one, and where the host names it.
    pub prefix: String,
    /// The portal session the browser carries.
    pub session: Option<SessionId>,
    /// The sign-in under way that the browser carries.
    pub pending: Option<PendingId>,
    /// The browser as it names itself.
    pub device: String,
    /// The operator's session that the browser carries.
    pub operator: Option<OperatorSessionId>,
    /// The request, for the journal.
    pub about: About,
    /// When the request's last use case ran.
    time: Arc<Mutex<Option<Timestamp>>>,
    /// What broke before it was served.
    unseen: Unseen,
}

/// What a use case of a request needs, away from the thread that serves its connection.
struct Entry {
    realm: Arc<Realm>,
    about: About,
    time: Arc<Mutex<Option<Timestamp>>>,
}

/// Why a realm does not serve a request.
#[derive(Debug, thiserror::Error)]
pub enum Unserved {
    /// There is none of this name.
    #[error("no realm has the name {0:?}")]
    Unknown(String),
    /// Its database could not be opened.
    #[error("{0}")]
    Unusable(Arc<str>),
}

impl ResponseError for Unserved {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unknown(_) => StatusCode::NOT_FOUND,
            Self::Unusable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let (title, fix) = match self {
            Self::Unknown(_) => ("no such realm", "make it: POST {server}/control/v1/realms"),
            Self::Unusable(_) => (
                "the realm's database cannot be used",
                "begin anew: POST {server}/control/v1/realms/{id}/reset; or drop it: DELETE \
                 {server}/control/v1/realms/{id}; or end the server and put a sound copy in its place",
            ),
        };
        Problem::new(self.status_code(), title, self).about("realm", fix).answer()
    }
}

/// The answer, unless the request's realm was dropped before it was served: then there is no such realm.
pub fn tell_dropped(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if !response.status().is_server_error() {
        return response;
    }
    let realm = response.request().extensions().get::<Arc<Realm>>().cloned();
    match realm.filter(|realm| realm.is_dropped()) {
        Some(realm) => response.into_response(Unserved::Unknown(realm.id.to_string()).error_response()),
        None => response,
    }
}

impl FromRequest for Site {
    type Error = Unserved;
    type Future = Ready<Result<Self, Unserved>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Site {
    /// Reads it off a request.
    ///
    /// # Errors
    /// The request names no realm that serves.
    pub fn of(request: &HttpRequest) -> Result<Self, Unserved> {
        let named = request.extensions().get::<NamedRealm>().cloned();
        let (id, by) = match named {
            Some(NamedRealm { id: Ok(id), by }) => (id, by),
            Some(NamedRealm { id: Err(text), .. }) => return Err(Unserved::Unknown(text)),
            None => return Err(Unserved::Unknown(String::new())),
        };
        let realms =
            request.app_data::<Server>().expect("invariant: the server's realms are mounted with its routes");
        let realm = match realms.standing(&id) {
            Some(Standing::Serving(realm)) => realm,
            Some(Standing::Unusable(why)) => return Err(Unserved::Unusable(why)),
            None => return Err(Unserved::Unknown(id.to_string())),
        };
        request.extensions_mut().insert(Arc::clone(&realm));
        let prefix = if by == NamedBy::Path { format!("/realms/{id}") } else { String::new() };
        let Reached { scheme, host, public_url } = reached(request);
        // A host or an address that names the realm is part of its own address.
        let public = public_url.as_ref().filter(|_| matches!(by, NamedBy::Nothing | NamedBy::Path));
        let server = public.map_or_else(|| format!("{scheme}://{host}"), |public| public.as_str().to_owned());
        let about = About {
            method: sent_method(request).to_string(),
            path: request.path().to_owned(),
            trace: trace(request),
            request_id: request_id(request),
            ..About::default()
        };
        let listeners = request.app_data::<web::Data<Listeners>>().filter(|_| by == NamedBy::Address);
        Ok(Self {
            realm,
            server,
            shared: listeners.and_then(|listeners| listeners.shared()),
            public_url,
            prefix,
            session: request.cookie(SESSION_COOKIE).and_then(|cookie| cookie.value().parse().ok()),
            pending: request.cookie(PENDING_COOKIE).and_then(|cookie| cookie.value().parse().ok()),
            device: device(request),
            operator: request.cookie(OPERATOR_COOKIE).and_then(|cookie| cookie.value().parse().ok()),
            about,
            time: Arc::default(),
            unseen: request.extensions().get::<Unseen>().cloned().unwrap_or_default(),
        })
    }

    /// What the next use case needs, unless something broke before the request was served.
    fn entry(&self) -> Result<Entry, Broken> {
        if let Some(why) = self.unseen.told() {
            return Err(why);
        }
        let Self { realm, about, time, .. } = self;
        Ok(Entry { realm: Arc::clone(realm), about: about.clone(), time: Arc::clone(time) })
    }

    /// The realm's absolute address, without a slash at the end.
    pub fn base(&self) -> String {
        format!("{}{}", self.server, self.prefix)
    }

    /// The realm's address at another host name of the same server.
    pub fn elsewhere(&self) -> String {
        let (scheme, authority) = self.server.split_once("://").unwrap_or(("http", &self.server));
        let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (host, port) =
            authority.rsplit_once(':').filter(|(_, port)| is_port(port)).unwrap_or((authority, ""));
        let port = if port.is_empty() { String::new() } else { format!(":{port}") };
        let host = host.to_ascii_lowercase();
        if host.ends_with(HOST_END) {
            // The host named the realm, which the path does now.
            return format!("{scheme}://127.0.0.1{port}/realms/{}", self.realm.id);
        }
        let other = if host == "localhost" { "127.0.0.1" } else { "localhost" };
        format!("{scheme}://{other}{port}{}", self.prefix)
    }

    /// The server's own address, whose host names no realm; without a slash at the end.
    pub fn root(&self) -> String {
        if let Some(public) = &self.public_url {
            return public.as_str().to_owned();
        }
        let (scheme, authority) = self.server.split_once("://").unwrap_or(("http", &self.server));
        if let Some(shared) = self.shared {
            return format!("{scheme}://{shared}");
        }
        let below = authority.to_ascii_lowercase().find(HOST_END);
        // What is left of `r1.localhost:8085` is `localhost:8085`.
        let own = below.and_then(|at| authority.get(at + 1..)).unwrap_or(authority);
        format!("{scheme}://{own}")
    }

    /// `http` or `https`, as the client reached the server.
    pub fn scheme(&self) -> &str {
        self.server.split_once("://").map_or("http", |(scheme, _)| scheme)
    }

    /// Whether the client reached the server over HTTPS.
    pub fn is_https(&self) -> bool {
        self.scheme() == "https"
    }

    /// A path of the realm as links write it.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path cookies are bound to, so that realms do not see one another's.
    pub fn cookie_path(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// When the request's last use case ran; the realm's time as long as none has.
    pub fn now(&self) -> Timestamp {
        let last = *self.time.lock().unwrap_or_else(PoisonError::into_inner);
        last.unwrap_or_else(|| door::now(&self.realm))
    }

    /// The frame of a guest's page.
    pub fn frame(&self) -> Frame {
        let zoned = self.now().to_page();
        Frame::guest(&self.prefix).at(&zoned)
    }

    /// The frame of a signed-in citizen's page.
    pub fn frame_of(&self, name: &str) -> Frame {
        Frame { viewer: Viewer::Citizen(name.to_owned()), ..self.frame() }
    }

    /// Sends the browser to a path of the realm with GET.
    pub fn see(&self, path: &str) -> HttpResponse {
        HttpResponse::SeeOther().insert_header((header::LOCATION, self.link(path))).finish()
    }
}

/// What names the request to those who look for it: on the wire nobody does unless the server logs, or the caller says so.
fn request_id(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone())
}

/// The trace of a request: one, however often its place is asked for.
fn trace(request: &HttpRequest) -> Trace {
    if let Some(trace) = request.extensions().get::<Trace>() {
        return trace.clone();
    }
    let named = [header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_NONE_MATCH];
    let texts = ["accept", "authorization", "content-type", "if-none-match"];
    let headers = named.iter().zip(texts).filter_map(|(name, text)| {
        let value = request.headers().get(name)?.to_str().ok()?;
        Some((text, value.to_owned()))
    });
    let trace = Trace::of(Sent {
        method: sent_method(request).to_string(),
        path: request.path().to_owned(),
        query: request.query_string().to_owned(),
        headers: headers.collect(),
    });
    request.extensions_mut().insert(trace.clone());
    trace
}

fn device(request: &HttpRequest) -> String {
    let named = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
    named.unwrap_or_default().chars().take(DEVICE_CHARS_MAX).collect()
}

/// The address at which the client reached the server.
fn reached(request: &HttpRequest) -> Reached {
    let reached = request.extensions().get::<Reached>().cloned();
    reached.expect("invariant: the address is remembered before any route")
}

/// Runs a use case behind the door of the realm, away from the threads that serve connections.
///
/// # Errors
/// The use case's own end; a worker that died is [`crate::app::Broken`].
pub async fn perform<T, R, W>(site: &Site, work: W) -> Result<T, Stop<R>>
where
    T: Send + 'static,
    R: Explained + Send + 'static,
    W: FnOnce(&Moment<'_>) -> Result<T, Stop<R>> + Send + 'static,
{
    let Entry { realm, about, time } = site.entry()?;
    administer(move || {
        let work = |moment: &Moment<'_>| timed(&time, moment, work);
        realm.serve(|realm| door::enter(realm, about, work))?
    })
    .await
}

/// Runs a use case whose outcome is sealed once it is committed.
///
/// # Errors
/// As [`perform`]; or sealing failed.
pub async fn perform_to_seal<U, R, W>(site: &Site, work: W) -> Result<U::Sealed, Stop<R>>
where
    U: Unsealed,
    U::Sealed: Send + 'static,
    R: Explained + Send + 'static,
    W: FnOnce(&Moment<'_>) -> Result<U, Stop<R>> + Send + 'static,
{
    let Entry { realm, about, time } = site.entry()?;
    administer(move || {
        let work = |moment: &Moment<'_>| timed(&time, moment, work);
        realm.serve(|realm| door::enter_to_seal(realm, about, work))?
    })
    .await
}

/// Remembers the moment of a use case: a page shows the time that its use case had.
fn timed<T>(time: &Mutex<Option<Timestamp>>, moment: &Moment<'_>, work: impl FnOnce(&Moment<'_>) -> T) -> T {
    *time.lock().unwrap_or_else(PoisonError::into_inner) = Some(moment.now);
    work(moment)
}

/// Runs what concerns realms as a whole, at no moment of any of them, away from the threads that serve connections.
///
/// # Errors
/// The work's own end; a worker that died is [`crate::app::Broken`].
pub async fn administer<T, R, W>(work: W) -> Result<T, Stop<R>>
where
    T: Send + 'static,
    R: Send + 'static,
    W: FnOnce() -> Result<T, Stop<R>> + Send + 'static,
{
    match web::block(work).await {
        Ok(result) => result,
        Err(_) => Err(Stop::Broken(Broken::Interrupted)),
    }
}
