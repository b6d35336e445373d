//! The composition root: the only place that names concrete engines, and the server around them.

pub mod body;
pub mod migrate;
pub mod serve;
mod storage;

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_service::IntoServiceFactory as _;
use actix_web::body::BoxBody;
use actix_web::dev::{
    AppConfig, Server, ServerHandle, Service as _, ServiceFactory, ServiceRequest, ServiceResponse,
};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpServer, web};

pub use storage::Storage;

use crate::app::Broken;
use crate::app::realm::quotas::Quotas;
use crate::app::realms::address;
use crate::app::realms::fixtures::{FixtureFault, FixtureTexts};
use crate::app::realms::shelf::Shelf;
use crate::app::realms::{Beginning, Realms, Standing};
use crate::app::tally::machine_time;
use crate::builtin;
use crate::courier::{self, Courier};
use crate::crypto::keyring::{KeyFault, Keyring};
use crate::domain::id::RealmId;
use crate::domain::settings::Settings;
use crate::runtime::clock::ClockState;
use crate::store::postgres::PostgresEngine;
use crate::store::sqlite::SqliteEngine;
use crate::store::{Engine, StoreError};
use crate::tls::{self, Certificates, Prepared, TlsError};
use crate::web::console::inner::{Inner, Served};
use crate::web::idle;
use crate::web::listeners::Listeners;
use crate::web::lost;
use crate::web::metrics::Metrics;
use crate::web::middleware::around::Passage;
use crate::web::middleware::query_names;
use crate::web::readiness::Readiness;
use crate::web::request::access::Access;
use crate::web::request_log::{LogForm, RequestLog};

/// A handshake takes milliseconds; a machine that builds something else meanwhile may take seconds.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// So many TLS handshakes may be under way at once in each thread that serves connections.
const HANDSHAKES_MAX: usize = 10_000;

/// What to serve, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Address and port.
    pub listen: SocketAddr,
    /// Where things are kept.
    pub storage: Storage,
    /// A folder of fixtures; the built-in ones when there is none.
    pub fixtures: Option<PathBuf>,
    /// A folder of sets of fixtures that realms may be made from by name.
    pub fixture_sets: Option<PathBuf>,
    /// The clock of the default realm.
    pub clock: ClockState,
    /// The seed of the default realm; when there is none, the kept one, or the machine's for a new realm.
    pub seed: Option<u64>,
    /// `iss` of every token.
    pub issuer: String,
    /// Who may reach it.
    pub access: Access,
    /// How much each realm may have.
    pub quotas: Quotas,
    /// HTTPS; plain HTTP when there is none.
    pub tls: Option<tls::Wanted>,
    /// Where pushes may go.
    pub pushes: courier::Wanted,
    /// In which form requests are logged.
    pub log: LogForm,
    /// How long a server that is asked to end goes on serving, while it says that it is not ready.
    pub drain: Duration,
}

/// Who listens for the signals that end a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signals {
    /// The server itself.
    Server,
    /// Whoever runs it.
    Caller,
}

/// Why the program does not start.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// A fixture does not hold what it should.
    #[error("fixture {0}")]
    Fixture(#[from] FixtureFault),
    /// A file of fixtures cannot be read.
    #[error(transparent)]
    Unreadable(#[from] builtin::Unreadable),
    /// The address cannot be listened on.
    #[error("cannot listen on {listen}: {why}")]
    Listen {
        /// Which.
        listen: SocketAddr,
        /// Why.
        why: std::io::Error,
    },
    /// A command cannot be run.
    #[error("cannot run {command}: {why}")]
    Command {
        /// Which.
        command: String,
        /// Why.
        why: std::io::Error,
    },
    /// What a file holds cannot be read.
    #[error("{}: {why}; put a sound copy in its place, or move it away to begin anew", file.display())]
    World {
        /// Which.
        file: PathBuf,
        /// Why.
        why: StoreError,
    },
    /// HTTPS cannot be served.
    #[error("HTTPS: {0}")]
    Tls(#[from] TlsError),
    /// Something is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// Something of the system failed.
    #[error(transparent)]
    System(#[from] std::io::Error),
}

/// The realms of a server.
///
/// # Errors
/// The fixtures do not hold what they should, or something is broken.
pub fn realms(options: &Options) -> Result<Realms, BootError> {
    let settings = Settings { issuer: options.issuer.clone(), ..Settings::default() };
    let told = |fault: KeyFault| FixtureFault { file: fault.file, why: fault.why.to_string() };
    let texts = own_fixtures(options.fixtures.as_deref())?;
    let keyring = Keyring::read(&texts.keys).map_err(told)?;
    if options.fixtures.is_some() {
        keyring.check(&texts.keys).map_err(told)?;
    }
    let (own, sets) = (options.fixtures.clone(), options.fixture_sets.clone());
    let faulty =
        |why: builtin::Unreadable| FixtureFault { file: "fixtures".to_owned(), why: why.to_string() };
    let shelf = Shelf::of(
        settings,
        &keyring,
        Box::new(move || own_fixtures(own.as_deref()).map_err(faulty)),
        Box::new(move |name| match &sets {
            Some(sets) => builtin::set(sets, name).map_err(faulty),
            None => Ok(None),
        }),
    )?;
    let engine = engine(&options.storage)?;
    let beginning = Beginning { clock: options.clock, seed: options.seed, quotas: options.quotas };
    let realms =
        Realms::open(engine, shelf, keyring, beginning).map_err(|why| unread(&options.storage, why))?;
    for remark in realms.remarks() {
        eprintln!("esia-idp: {remark}");
    }
    Ok(realms)
}

/// The engine of a storage.
fn engine(storage: &Storage) -> Result<Box<dyn Engine>, BootError> {
    Ok(match storage {
        Storage::Memory => Box::new(SqliteEngine::in_memory()),
        Storage::File(file) => Box::new(SqliteEngine::in_file(file.clone())),
        Storage::Postgres(address) => {
            Box::new(PostgresEngine::at((**address).clone()).map_err(Broken::from)?)
        }
    })
}

/// The fixtures that realms begin with unless they are given others.
fn own_fixtures(folder: Option<&Path>) -> Result<FixtureTexts, builtin::Unreadable> {
    folder.map_or_else(|| Ok(builtin::texts()), builtin::from_folder)
}

/// What is wrong with a world that is kept, and where.
fn unread(storage: &Storage, why: Broken) -> BootError {
    match (why, storage) {
        (Broken::Store(why @ (StoreError::Engine(_) | StoreError::Corrupt { .. })), Storage::File(file)) => {
            BootError::World { file: file.clone(), why }
        }
        (why, _) => BootError::Broken(why),
    }
}

/// What the options need for HTTPS; nothing for plain HTTP.
///
/// # Errors
/// A certificate or a key cannot be used.
pub fn prepared(options: &Options) -> Result<Option<Prepared>, BootError> {
    Ok(options.tls.as_ref().map(tls::prepare).transpose()?)
}

/// A server bound to its address, not yet polled, and the addresses that realms have of their own.
pub struct Bound {
    /// The server at the address of all realms.
    pub server: Server,
    /// That address.
    pub address: SocketAddr,
    /// The others; they end when this is dropped.
    pub listeners: Own,
    /// The realms that are served.
    pub realms: web::Data<Realms>,
    /// Whether the server is about to end.
    pub readiness: web::Data<Readiness>,
    /// Where requests are logged.
    pub log: web::Data<RequestLog>,
}

/// What all servers of a process have in common.
#[derive(Clone)]
struct Common {
    realms: web::Data<Realms>,
    access: Arc<Access>,
    tls: Option<Arc<Certificates>>,
    readiness: web::Data<Readiness>,
    metrics: web::Data<Metrics>,
    log: web::Data<RequestLog>,
}

/// The addresses that realms have of their own, for as long as the server runs.
pub struct Own(web::Data<Listeners>);

impl Drop for Own {
    fn drop(&mut self) {
        self.0.close_all();
    }
}

/// Binds a server to its address, and each realm that has one to its own; all over HTTPS when there are certificates.
///
/// # Errors
/// The address cannot be listened on.
pub fn bind(
    realms: Realms,
    options: &Options,
    tls: Option<Arc<Certificates>>,
    signals: Signals,
) -> Result<Bound, BootError> {
    let (mut realms, courier) = (realms, Courier::new(&options.pushes)?);
    realms.attended_by(Box::new(move |realm| courier.attend(realm)));
    let common = Common {
        realms: web::Data::new(realms),
        access: Arc::new(options.access.clone()),
        tls,
        readiness: web::Data::default(),
        metrics: web::Data::new(Metrics::begun_at(machine_time())),
        log: web::Data::new(RequestLog::of(options.log)),
    };
    let told = |why| BootError::Listen { listen: options.listen, why };
    let of_one = {
        let common = common.clone();
        move |listeners: &web::Data<Listeners>, address: SocketAddr, realm: &RealmId| {
            http_server(&common, listeners.clone(), Some(realm.clone()), address, Signals::Caller)
        }
    };
    let listeners = web::Data::new(Listeners::new(Box::new(of_one)));
    let shared = http_server(&common, listeners.clone(), None, options.listen, signals);
    let (server, address) = shared.map_err(told)?;
    listeners.shared_at(address);
    let Common { realms, readiness, log, .. } = common;
    reopen(&realms, &listeners)?;
    Ok(Bound { server, address, listeners: Own(listeners), realms, readiness, log })
}

/// Gives the realms that were kept the addresses they had; one that is taken now is reported and left out.
fn reopen(realms: &Realms, listeners: &web::Data<Listeners>) -> Result<(), BootError> {
    for (_, standing) in realms.list() {
        let Standing::Serving(realm) = standing else { continue };
        let Some(address) = address::kept(&realm).map_err(Broken::from)? else { continue };
        if let Err(why) = Listeners::listen(listeners, &realm.id, address) {
            let _ = writeln!(std::io::stderr(), "esia-idp: realm {} at {address}: {why}", realm.id);
        }
    }
    Ok(())
}

/// A server at an address: that of all realms, or one that belongs to a single realm.
fn http_server(
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
        .wrap_fn(move |mut request, next| {
            idle::begin(&request);
            let passage = Passage::of(&access, at, own.as_ref(), &mut request);
            let routed = if passage.is_open() { Ok(next.call(request)) } else { Err(request) };
            async move {
                let response = match routed {
                    Ok(answer) => passage.served(answer.await?).await,
                    Err(request) => passage.stopped(request).await,
                };
                idle::end(response.request());
                Ok(response)
            }
        })
        .configure(crate::web::mount)
        .default_service(web::route().to(lost::not_found))
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

/// The address of a server as clients write it.
pub fn base_url(bound: SocketAddr, is_https: bool) -> String {
    let scheme = if is_https { "https" } else { "http" };
    format!("{scheme}://{bound}")
}

/// Stops a server from another thread.
pub fn stop(handle: &ServerHandle) {
    // The future only waits for the stop; asking for it is done at once.
    drop(handle.stop(false));
}
