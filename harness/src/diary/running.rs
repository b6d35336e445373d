//! Owns the life of a diary's server: a thread of its own from start to stop.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::rt::System;
use actix_web::web::{Data, FormConfig, PayloadConfig};
use actix_web::{App, HttpServer};
use rustls::ServerConfig;

use crate::diary::clock::Clock;
use crate::diary::pages;
use crate::diary::world::inbox::Inbox;
use crate::diary::world::{Settings, StartError, World};

/// The diary's forms are small.
const FORM_BYTES_MAX: usize = 16 * 1024;

/// A handshake takes milliseconds; a machine that runs many scenarios at once may take seconds.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);

/// A running diary. Dropping it stops it.
#[derive(Debug)]
pub struct Diary {
    url: String,
    clock: Clock,
    inbox: Arc<Inbox>,
    handle: ServerHandle,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

impl Diary {
    /// Starts a diary on `address`; port 0 takes a free one. It is ready when this returns.
    pub fn start(address: SocketAddr, settings: Settings) -> Result<Self, StartError> {
        let listener = TcpListener::bind(address).map_err(|source| StartError::Listen { address, source })?;
        let local = listener.local_addr().map_err(|source| StartError::Listen { address, source })?;
        let (clock, tls) = (settings.clock.clone(), settings.tls.clone());
        let scheme = if tls.is_some() { "https" } else { "http" };
        let world = World::new(settings, &format!("{scheme}://{local}"))?;
        let (url, inbox) = (world.public_url.clone(), Arc::clone(&world.inbox));

        let (ready, started) = mpsc::channel();
        let thread = std::thread::spawn(move || System::new().block_on(serve(listener, tls, world, ready)));
        let handle = started.recv().map_err(|_| StartError::Ended)?;
        Ok(Self { url, clock, inbox, handle, thread: Some(thread) })
    }

    /// The diary's address, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits, for as long as that at the most, until every message of the portal that came was read; whether all were.
    pub fn has_read_messages_within(&self, limit: Duration) -> bool {
        self.inbox.is_quiet_within(limit)
    }

    /// Where the portal's messages about consents come to.
    pub fn pushes(&self) -> String {
        format!("{}{}", self.url, pages::PUSHES)
    }

    /// The diary's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}

impl Drop for Diary {
    fn drop(&mut self) {
        // The command is sent by the call itself; the future would only wait for it.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(
    listener: TcpListener,
    tls: Option<ServerConfig>,
    world: World,
    ready: mpsc::Sender<ServerHandle>,
) -> std::io::Result<()> {
    let world = Data::new(world);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(world.clone())
            .app_data(FormConfig::default().limit(FORM_BYTES_MAX))
            .app_data(PayloadConfig::new(FORM_BYTES_MAX))
            .wrap(from_fn(pages::morning::after_the_night))
            .wrap(from_fn(pages::access::admit))
            .wrap(pages::headers())
            .configure(pages::routes)
    })
    .workers(1)
    .tls_handshake_timeout(HANDSHAKE_PATIENCE)
    .disable_signals();
    let server = match tls {
        Some(tls) => server.listen_rustls_0_23(listener, tls)?,
        None => server.listen(listener)?,
    };
    let server = server.run();
    let _ = ready.send(server.handle());
    server.await
}
