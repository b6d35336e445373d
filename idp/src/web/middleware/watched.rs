//! What is told of each request: its number, how long it took, how it ended.

use std::time::Duration;

use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::rt::time::timeout;
use actix_web::web::{self, Data};
use actix_web::{HttpMessage as _, HttpRequest};

use crate::app::audit::{Called, is_kept};
use crate::app::exchange::Trace;
use crate::app::realms::Realms;
use crate::app::tally::{Stopwatch, machine_time};
use crate::web::control::api::routes::CONTROL;
use crate::web::metrics::{Face, Metrics};
use crate::web::middleware::operation_names::operation_of;
use crate::web::request::caller::{Caller, Concerned};
use crate::web::request::head::sent_method;
use crate::web::request::id::RequestId;
use crate::web::request::realm_path::NamedRealm;
use crate::web::request_log::{self, Line, RequestLog};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The beginning of operations that name a realm in their path.
const REALM: &str = "/realms/{id}";
/// So long an answer waits for the audit of all nodes.
const SHARING_PATIENCE: Duration = Duration::from_secs(2);
/// Longer names of callers are not taken over.
const ID_CHARS_MAX: usize = 64;

/// A request under way.
pub struct Watched {
    face: Face,
    watch: Stopwatch,
}

impl Watched {
    /// Begins to watch a request whose path is in the form the routes know. It gets a name where somebody may look for it.
    pub fn begin(request: &ServiceRequest) -> Self {
        let face = Face::of(request.path());
        let is_logged = log(request.app_data()).is_some();
        let named = named(request);
        if is_logged || named.is_some() || face == Face::Control {
            let watches = request.app_data::<Data<Metrics>>();
            let id = named.unwrap_or_else(|| watches.map_or_else(String::new, |metrics| metrics.next_id()));
            request.extensions_mut().insert(RequestId(id));
        }
        Self { face, watch: Stopwatch::start() }
    }

    /// Counts, logs and remembers the answer. Only those of the control API carry the name: on the wire the real system has
    /// none.
    pub async fn end(self, response: &mut ServiceResponse) {
        self.tell(response);
        if self.face == Face::Control
            && let Some(called) = called(response.request(), response.status().as_u16())
            && let Some(realms) = response.request().app_data::<Data<Realms>>()
        {
            let (realms, is_known) = (realms.clone(), called.caller.is_known());
            realms.keep_call(machine_time(), called);
            // What has just failed is not tried again: the others are told later.
            if realms.are_shared() && !response.status().is_server_error() {
                let share = move || if is_known { realms.share_calls() } else { realms.share_knocks() };
                let _ = timeout(SHARING_PATIENCE, web::block(share)).await;
            }
        }
    }

    fn tell(&self, response: &mut ServiceResponse) {
        let (took, status) = (self.watch.elapsed(), response.status().as_u16());
        if let Some(metrics) = response.request().app_data::<Data<Metrics>>() {
            metrics.count(self.face, status, took);
        }
        let id = response.request().extensions().get::<RequestId>().cloned();
        let Some(RequestId(id)) = id else { return };
        if self.face == Face::Control
            && let Ok(value) = HeaderValue::from_str(&id)
        {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let request = response.request();
        let Some(log) = log(request.app_data()) else { return };
        let extensions = request.extensions();
        let realm = extensions.get::<NamedRealm>().and_then(|named| named.id.clone().ok());
        let caller = extensions.get::<Caller>().and_then(Caller::in_log);
        let reason = extensions.get::<Trace>().and_then(Trace::reason);
        let (path, query) = (
            request_log::path(request.path(), request.match_pattern().as_deref()),
            request_log::query(request.query_string()),
        );
        log.tell(&Line {
            at: machine_time(),
            request_id: &id,
            realm: realm.as_ref().map(|id| id.as_str()),
            caller: caller.as_deref(),
            face: self.face.name(),
            method: sent_method(request).as_str(),
            path: &path,
            query: &query,
            status,
            reason: reason.as_deref(),
            took,
        });
    }
}

/// A call of the control API that changed something, or was refused for its token.
fn called(request: &HttpRequest, status: u16) -> Option<Called> {
    let method = sent_method(request);
    let extensions = request.extensions();
    let caller = extensions.get::<Caller>().filter(|_| is_kept(method.as_str(), status))?;
    let is_known = caller.is_known();
    let pattern = request.match_pattern();
    let path = pattern.as_deref().and_then(|pattern| pattern.strip_prefix(CONTROL)).unwrap_or_default();
    let made = extensions.get::<Concerned>().map(|Concerned(realm)| realm.to_string());
    let in_path =
        || path.starts_with(REALM).then(|| request.match_info().get("id").map(str::to_owned)).flatten();
    let named =
        || extensions.get::<NamedRealm>().and_then(|named| named.id.clone().ok()).map(|id| id.to_string());
    let operation = || operation_of(method.as_str(), path).map(Into::into);
    Some(Called {
        caller: caller.clone(),
        operation: if is_known { operation() } else { None },
        realm: if is_known { made.or_else(in_path).or_else(named) } else { None },
        status,
    })
}

fn log(data: Option<&Data<RequestLog>>) -> Option<&RequestLog> {
    data.map(|log| log.get_ref()).filter(|log| log.is_on())
}

/// The caller's own name for the request, if it is one.
fn named(request: &ServiceRequest) -> Option<String> {
    let text = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_name = !text.is_empty() && text.len() <= ID_CHARS_MAX && text.chars().all(is_plain);
    is_name.then(|| text.to_owned())
}
