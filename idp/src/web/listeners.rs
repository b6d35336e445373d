//! Realms at addresses of their own: for clients whose paths are fixed and that resolve no name below `localhost`.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use actix_web::dev::{Server, ServerHandle};
use actix_web::rt::System;
use actix_web::web::Data;

use crate::domain::id::RealmId;

/// How many realms may have an address of their own: each one is a listening socket with threads of its own.
pub const LISTENERS_MAX: usize = 64;

/// Binds an address at which everything belongs to one realm.
pub type Bind =
    dyn Fn(&Data<Listeners>, SocketAddr, &RealmId) -> io::Result<(Server, SocketAddr)> + Send + Sync;

/// The addresses that realms have of their own.
pub struct Listeners {
    bind: Box<Bind>,
    /// Where the server listens for all realms, once it does.
    shared: OnceLock<SocketAddr>,
    /// Where the servers of such addresses are driven.
    system: System,
    open: Mutex<BTreeMap<RealmId, Listening>>,
}

struct Listening {
    handle: ServerHandle,
    address: SocketAddr,
}

/// Why a realm gets no address of its own.
#[derive(Debug, thiserror::Error)]
pub enum ListenRefusal {
    /// It would be reached from elsewhere than the server.
    #[error("expected a loopback address, or the address that the server listens on")]
    Exposed,
    /// There are too many.
    #[error("{LISTENERS_MAX} realms have an address of their own, which is the most")]
    TooMany,
    /// The address is taken, or is not of this machine.
    #[error("cannot listen there: {0}")]
    Unusable(#[from] io::Error),
}

impl Listeners {
    /// None yet. Must be made where the server runs.
    pub fn new(bind: Box<Bind>) -> Self {
        Self { bind, shared: OnceLock::new(), system: System::current(), open: Mutex::default() }
    }

    /// Remembers where the server listens for all realms.
    pub fn shared_at(&self, address: SocketAddr) {
        let _ = self.shared.set(address);
    }

    /// The address at which the server listens for all realms.
    pub fn shared(&self) -> Option<SocketAddr> {
        self.shared.get().copied()
    }

    /// The address that a realm has of its own.
    pub fn of(&self, realm: &RealmId) -> Option<SocketAddr> {
        self.locked().get(realm).map(|listening| listening.address)
    }

    /// Gives a realm an address of its own, in place of the one it had; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be used; the realm keeps the one it had.
    pub fn listen(
        this: &Data<Self>,
        realm: &RealmId,
        address: SocketAddr,
    ) -> Result<SocketAddr, ListenRefusal> {
        if !address.ip().is_loopback() && this.shared().is_none_or(|shared| shared.ip() != address.ip()) {
            return Err(ListenRefusal::Exposed);
        }
        let mut open = this.locked();
        if open.len() >= LISTENERS_MAX && !open.contains_key(realm) {
            return Err(ListenRefusal::TooMany);
        }
        let (server, bound) = (this.bind)(this, address, realm)?;
        let listening = Listening { handle: server.handle(), address: bound };
        this.system.arbiter().spawn(async move {
            // A server that fails takes only this address away; requests at the shared one go on.
            let _ = server.await;
        });
        if let Some(before) = open.insert(realm.clone(), listening) {
            stop(&before);
        }
        Ok(bound)
    }

    /// Takes a realm's own address away, where it has one.
    pub fn close(&self, realm: &RealmId) {
        if let Some(listening) = self.locked().remove(realm) {
            stop(&listening);
        }
    }

    /// Takes every address away: the server ends.
    pub fn close_all(&self) {
        for listening in std::mem::take(&mut *self.locked()).values() {
            stop(listening);
        }
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<RealmId, Listening>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stop(listening: &Listening) {
    // The future only waits for the end; asking for it is done at once.
    drop(listening.handle.stop(false));
}
