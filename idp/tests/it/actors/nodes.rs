//! Owns the provider of a test: one server, or several over one database behind a relay that gives each connection to the
//! next of them.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use idp::boot::{Options, Storage};
use idp::embed::Idp;

/// How many servers there are where the environment asks for several: `ESIA_SIM_STAND=nodes`.
const SEVERAL: usize = 3;

/// Servers that share everything.
pub(crate) struct Nodes {
    relay: Option<Relay>,
    all: Vec<Idp>,
}

impl Nodes {
    /// As many as the environment asks for, where the options let several share a database.
    pub(crate) fn start(options: Options) -> Self {
        let is_asked = std::env::var_os("ESIA_SIM_STAND").is_some_and(|stand| stand == "nodes");
        let can_share = matches!(options.storage, Storage::Postgres(_)) && options.listen.port() == 0;
        Self::of(options, if is_asked && can_share { SEVERAL } else { 1 })
    }

    /// So many.
    pub(crate) fn of(options: Options, count: usize) -> Self {
        let all: Vec<_> =
            (0..count).map(|_| Idp::start(options.clone()).expect("the provider starts")).collect();
        let relay = (count > 1).then(|| Relay::start(all.iter().map(address).collect()));
        Self { relay, all }
    }

    /// The address of all of them.
    pub(crate) fn base_url(&self) -> String {
        let own = self.first().base_url();
        let scheme = own.split_once("://").map_or("http", |(scheme, _)| scheme);
        self.relay.as_ref().map_or_else(|| own.clone(), |relay| format!("{scheme}://{}", relay.address))
    }

    /// The first of them.
    pub(crate) fn first(&self) -> &Idp {
        &self.all[0]
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Idp] {
        &self.all
    }

    /// How many write transactions their default realm has begun.
    pub(crate) fn writes_begun(&self) -> u64 {
        self.all.iter().map(Idp::writes_begun).sum()
    }
}

fn address(node: &Idp) -> SocketAddr {
    node.base_url().rsplit_once('/').unwrap().1.parse().unwrap()
}

/// What gives each connection to the next server.
struct Relay {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Relay {
    fn start(servers: Vec<SocketAddr>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, is_over) = (listener.local_addr().unwrap(), Arc::new(AtomicBool::new(false)));
        let ends = Arc::clone(&is_over);
        let thread = thread::spawn(move || {
            let turns = servers.iter().cycle();
            for (client, server) in listener.incoming().zip(turns) {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                if let (Ok(client), Ok(server)) = (client, TcpStream::connect(server)) {
                    join(client, server);
                }
            }
        });
        Self { address, is_over, thread: Some(thread) }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Has two connections carry on what comes from the other, until both are over.
fn join(client: TcpStream, server: TcpStream) {
    let copies = [&client, &server].map(|stream| stream.try_clone().unwrap());
    let [client_copy, server_copy] = copies;
    for (mut from, mut to) in [(client, server_copy), (server, client_copy)] {
        let _ = from.set_nodelay(true);
        thread::spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Write);
        });
    }
}
