//! The provider inside a Rust test: started on a free port, stopped when dropped.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{rt, web};

use crate::app::realm::quotas::Quotas;
use crate::app::realms::Realms;
use crate::boot::{self, BootError, Options, Signals, Storage};
use crate::domain::id::RealmId;
use crate::runtime::clock::ClockState;
use crate::tls::{Prepared, Trust};
use crate::web::request::access::Access;
use crate::web::request_log::LogForm;

/// A running provider.
pub struct Idp {
    bound: SocketAddr,
    realms: web::Data<Realms>,
    tls: Option<Prepared>,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Options {
    /// A provider for tests: in memory, on a free port of the loopback, with a clock that stands and a fixed seed.
    pub fn for_tests() -> Self {
        let noon = crate::domain::time::Timestamp::from_secs(1_725_260_400);
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            storage: Storage::Memory,
            fixtures: None,
            fixture_sets: None,
            clock: ClockState::showing(noon, false),
            seed: Some(42),
            issuer: "http://esia.gosuslugi.ru/".to_owned(),
            access: Access::default(),
            quotas: Quotas::default(),
            tls: None,
            pushes: crate::courier::Wanted::default(),
            log: LogForm::Off,
            drain: Duration::ZERO,
        }
    }
}

impl Idp {
    /// Starts a provider; when this returns, it answers.
    ///
    /// # Errors
    /// The provider does not start.
    pub fn start(options: Options) -> Result<Self, BootError> {
        let tls = boot::prepared(&options)?;
        let certificates = tls.as_ref().map(|tls| Arc::clone(&tls.certificates));
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let ran = rt::System::new().block_on(async {
                let bound = boot::bind(boot::realms(&options)?, &options, certificates, Signals::Server)?;
                let _ = tell.send(Ok((bound.server.handle(), bound.address, bound.realms)));
                let _own = bound.listeners;
                bound.server.await.map_err(BootError::from)
            });
            if let Err(error) = ran {
                let _ = tell.send(Err(error));
            }
        });
        let gone = || BootError::System(std::io::Error::other("the server's thread ended"));
        let (handle, bound, realms) = told.recv().map_err(|_| gone())??;
        Ok(Self { bound, realms, tls, handle, thread: Some(thread) })
    }

    /// The address of the default realm, without a slash at the end.
    pub fn base_url(&self) -> String {
        boot::base_url(self.bound, self.tls.is_some())
    }

    /// The address of the default realm's control API.
    pub fn control_url(&self) -> String {
        format!("{}/control/v1", self.base_url())
    }

    /// How many write transactions the default realm has begun.
    pub fn writes_begun(&self) -> u64 {
        self.realms.find(&RealmId::default_realm()).map_or(0, |realm| realm.writes_begun())
    }

    /// What clients need to verify it; nothing over plain HTTP, or when the system's roots are enough.
    pub fn trust(&self) -> Option<&Trust> {
        self.tls.as_ref().and_then(|tls| tls.trust.as_ref())
    }
}

impl Drop for Idp {
    fn drop(&mut self) {
        boot::stop(&self.handle);
        if let Some(thread) = self.thread.take() {
            // A server that panicked has told so on stderr already.
            let _ = thread.join();
        }
    }
}
