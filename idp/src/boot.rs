//! The composition root: the only place that names concrete engines, and the server around them.

pub mod body;
pub mod migrate;
mod nodes;
pub mod serve;
mod server;
mod storage;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::web;

pub use nodes::Member;
pub use storage::Storage;

use crate::app::Broken;
use crate::app::realm::quotas::Quotas;
use crate::app::realms::address;
use crate::app::realms::fixtures::{FixtureFault, FixtureTexts};
use crate::app::realms::shelf::Shelf;
use crate::app::realms::{Attendant, Beginning, Realms, Standing};
use crate::app::tally::machine_time;
use crate::boot::nodes::Calls;
pub use crate::boot::server::Signals;
use crate::boot::server::{Common, http_server};
use crate::builtin;
use crate::courier::{self, Courier};
use crate::crypto::keyring::{KeyFault, Keyring};
use crate::domain::id::RealmId;
use crate::domain::settings::Settings;
use crate::runtime::clock::ClockState;
use crate::runtime::entropy::Entropy;
use crate::store::nodes::Node;
use crate::store::postgres::PostgresEngine;
use crate::store::sqlite::SqliteEngine;
use crate::store::{Engine, StoreError};
use crate::tls::{self, Certificates, Prepared, TlsError};
use crate::web::listeners::Listeners;
use crate::web::metrics::Metrics;
use crate::web::readiness::Readiness;
use crate::web::request::access::Access;
use crate::web::request_log::{LogForm, RequestLog};

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

/// The addresses that realms have of their own, and the place among other nodes, for as long as the server runs.
pub struct Own {
    listeners: web::Data<Listeners>,
    _member: Option<Member>,
}

impl Drop for Own {
    fn drop(&mut self) {
        self.listeners.close_all();
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
    let calls = Calls::new();
    let follow = calls.attendant();
    // Known once they are made; they hold the realms themselves.
    let addresses = Arc::new(OnceLock::<Weak<Listeners>>::new());
    let own = Arc::clone(&addresses);
    realms.attended_by(Attendant {
        serves: Box::new(move |realm| {
            courier.attend(realm);
            follow(realm);
        }),
        is_gone: Box::new(move |id| {
            if let Some(listeners) = own.get().and_then(Weak::upgrade) {
                listeners.close(id);
            }
        }),
    });
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
    let _ = addresses.set(Arc::downgrade(&listeners.clone().into_inner()));
    let shared = http_server(&common, listeners.clone(), None, options.listen, signals);
    let (server, address) = shared.map_err(told)?;
    listeners.shared_at(address);
    let Common { realms, readiness, log, .. } = common;
    reopen(&realms, &listeners)?;
    let listeners = Own { listeners, _member: calls.attend(&realms, node(options, address))? };
    Ok(Bound { server, address, listeners, realms, readiness, log })
}

/// This server among those that share its database.
fn node(options: &Options, bound: SocketAddr) -> Node {
    let [one, other, third, fourth] = Entropy::machine_bytes::<4>();
    Node {
        name: format!("{one:02x}{other:02x}{third:02x}{fourth:02x}"),
        address: base_url(bound, options.tls.is_some()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
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
