//! The HTTP server of an address: its routes, and what happens around them.

use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_service::IntoServiceFactory as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{AppConfig, Server, Service as _, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpServer, web};

use crate::app::realms::Realms;
use crate::domain::id::RealmId;
use crate::tls::Certificates;
use crate::web::console::inner::{Inner, Served};
use crate::web::listeners::Listeners;
use crate::web::metrics::Metrics;
use crate::web::middleware::around::Passage;
use crate::web::middleware::query_names;
use crate::web::readiness::Readiness;
use crate::web::request::access::Access;
use crate::web::request_log::RequestLog;
use crate::web::{idle, lost};

/// A handshake takes milliseconds; a machine that builds something else meanwhile may take seconds.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// So many TLS handshakes may be under way at once in each thread that serves connections.
const HANDSHAKES_MAX: usize = 10_000;

/// Who listens for the signals that end a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signals {
    /// The server itself.
    Server,
    /// Whoever runs it.
    Caller,
}

/// What all servers of a process have in common.
#[derive(Clone)]
pub(super) struct Common {
    pub(super) realms: web::Data<Realms>,
    pub(super) access: Arc<Access>,
    pub(super) tls: Option<Arc<Certificates>>,
    pub(super) readiness: web::Data<Readiness>,
    pub(super) metrics: web::Data<Metrics>,
    pub(super) log: web::Data<RequestLog>,
}

/// A server at an address: that of all realms, or one that belongs to a single realm.
pub(super) fn http_server(
    common: &Common,
    listeners: web::Data<Listeners>,
    own: Option<RealmId>,
    address: SocketAddr,
    signals: Signals,
) -> std::io::Result<(Server, SocketAddr)> {
    let is_shared = own.is_none();
    let wiring = Wiring { common: common.clone(), listeners, own, at: address.ip() };
    let server = HttpServer::new(move || app(wiring.clone()).app_data(inner(wiring.clone())))
        .on_connect(idle::watch)
        .worker_max_blocking_threads(16)
        .tls_handshake_timeout(HANDSHAKE_PATIENCE)
        // Handshakes that somebody begins and leaves must not keep others waiting.
        .max_connection_rate(HANDSHAKES_MAX)
        .shutdown_timeout(2)
        // The server counts this from a clock of its own that is half a second old, more under load, and a deadline that
        // has passed when it is set never fires. The default of one second left some connections open.
        .client_disconnect_timeout(Duration::from_secs(3));
    // An address of one realm serves one relying party.
    let server = if is_shared { server } else { server.workers(1) };
    let server = if signals == Signals::Caller { server.disable_signals() } else { server };
    let server = match &common.tls {
        Some(tls) => {
            server.bind_rustls_0_23(address, tls.config_at(address.ip()).map_err(std::io::Error::other)?)?
        }
        None => server.bind(address)?,
    };
    let bound = server.addrs().first().copied().unwrap_or(address);
    Ok((server.run(), bound))
}

/// What every copy of the routes is wired to.
#[derive(Clone)]
struct Wiring {
    common: Common,
    listeners: web::Data<Listeners>,
    own: Option<RealmId>,
    at: IpAddr,
}

/// The routes, and what happens around them.
fn app(
    wiring: Wiring,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let Wiring { common: Common { realms, access, readiness, metrics, log, .. }, listeners, own, at } =
        wiring;
    App::new()
        .app_data(realms)
        .app_data(listeners)
        .app_data(readiness)
        .app_data(metrics)
        .app_data(log)
        .app_data(web::PayloadConfig::new(1024 * 1024))
        .app_data(web::FormConfig::default().limit(256 * 1024))
        .wrap(from_fn(query_names::guard))
        .wrap(from_fn(move |request, next| serve(Arc::clone(&access), at, own.clone(), request, next)))
        .configure(crate::web::mount)
        .default_service(web::route().to(lost::not_found))
}

/// One request of a connection, and what happens around its routes.
async fn serve(
    access: Arc<Access>,
    at: IpAddr,
    own: Option<RealmId>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    idle::begin(&request);
    let passage = Passage::of(&access, at, own.as_ref(), &mut request).await;
    let response = if passage.is_open() {
        passage.served(next.call(request).await?).await
    } else {
        passage.stopped(request).await
    };
    idle::end(response.request());
    Ok(response)
}

/// The same routes for the console, which calls them without a network.
fn inner(wiring: Wiring) -> Inner {
    let has_token = wiring.common.access.token.is_some();
    Inner::new(has_token, move || {
        let app = app(wiring.clone());
        Box::pin(async move {
            let service = app.into_factory().new_service(AppConfig::default()).await.ok()?;
            let served: Served = Rc::new(move |request| Box::pin(service.call(request)));
            Some(served)
        })
    })
}
