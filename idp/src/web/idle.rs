//! Connections on which nothing is served: each is closed after a while, whatever its peer sends or leaves unread.
//!
//! The server's own deadlines leave some out: only the first head of a connection has one, an answer that its peer does
//! not read has none, and one that has passed when it is set never fires.

use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::io;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::rc::{Rc, Weak};
use std::time::Duration;

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::dev::{Extensions, ServiceRequest};
use actix_web::rt::net::TcpStream as Stream;
use actix_web::rt::spawn;
use actix_web::rt::task::JoinHandle;
use actix_web::rt::time::{Instant, sleep_until};

/// How long a peer may take to read an answer and to send the whole head of its next request; for the first head, of
/// which the server lets 5 s pass, this is the last resort.
pub const IDLE_MAX: Duration = Duration::from_secs(10);

/// A connection, kept among its data for as long as it is open.
struct Watched {
    /// A second handle of the socket.
    socket: TcpStream,
    /// Since when nothing is served; nothing while a request is.
    idle_since: Cell<Option<Instant>>,
    watch: OnceCell<JoinHandle<()>>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.get() {
            watch.abort();
        }
    }
}

/// The connection of a request, for an answer that goes on for longer than a page.
pub struct Connection(Option<Rc<Watched>>);

impl Connection {
    /// That of a request.
    pub fn of(request: &actix_web::HttpRequest) -> Self {
        Self(request.conn_data::<Rc<Watched>>().cloned())
    }

    /// A piece of the answer is handed to the connection: its peer has a while to take it.
    pub fn handed(&self) {
        self.mark(Some(Instant::now()));
    }

    /// What was handed is taken; the next piece is not there yet.
    pub fn waits(&self) {
        self.mark(None);
    }

    /// Whether the peer has closed its side.
    pub fn is_gone(&self) -> bool {
        // The socket does not block; what the peer sends meanwhile is left to the server.
        self.0.as_ref().is_some_and(|own| matches!(own.socket.peek(&mut [0]), Ok(0)))
    }

    fn mark(&self, idle_since: Option<Instant>) {
        if let Some(own) = &self.0 {
            own.idle_since.set(idle_since);
        }
    }
}

/// Begins to watch a connection, which is as the server hands it to `on_connect`.
pub fn watch(connection: &dyn Any, data: &mut Extensions) {
    // Without a handle of its own, as when there are no more of them, the server's own deadlines are left.
    let Some(Ok(socket)) = second_handle(connection) else { return };
    let idle_since = Cell::new(Some(Instant::now()));
    let connection = Rc::new(Watched { socket, idle_since, watch: OnceCell::new() });
    let watching = spawn(close_when_idle(Rc::downgrade(&connection)));
    let _ = connection.watch.set(watching);
    data.insert(connection);
}

/// Marks that a request of the connection is served from now on.
pub fn begin(request: &ServiceRequest) {
    mark(request.request(), None);
}

/// Marks that an answer is handed to the connection.
pub fn end(request: &actix_web::HttpRequest) {
    mark(request, Some(Instant::now()));
}

fn mark(request: &actix_web::HttpRequest, idle_since: Option<Instant>) {
    if let Some(connection) = request.conn_data::<Rc<Watched>>() {
        connection.idle_since.set(idle_since);
    }
}

fn second_handle(connection: &dyn Any) -> Option<io::Result<TcpStream>> {
    let plain = connection.downcast_ref::<Stream>();
    let encrypted = || Some(connection.downcast_ref::<TlsStream<Stream>>()?.get_ref().0);
    let stream = plain.or_else(encrypted)?;
    Some(stream.as_fd().try_clone_to_owned().map(TcpStream::from))
}

async fn close_when_idle(connection: Weak<Watched>) {
    let mut next = Instant::now() + IDLE_MAX;
    loop {
        sleep_until(next).await;
        let Some(connection) = connection.upgrade() else { return };
        let since = connection.idle_since.get().unwrap_or_else(Instant::now);
        next = since + IDLE_MAX;
        if next <= Instant::now() {
            // The server sees the end of both directions and lets go of the connection.
            let _ = connection.socket.shutdown(Shutdown::Both);
            return;
        }
    }
}
