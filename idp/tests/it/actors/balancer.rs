//! Owns a balancer before several servers: haproxy, which gives each request to the next of them.

use std::fs;
use std::path::Path;

use crate::actors::daemon::{Daemon, free_port, own, unprivileged};
use crate::actors::web::client;
use crate::actors::{Folder, until};

const GUIDE: &str = include_str!("../../../../docs/guides/shared-stand.md");
/// Where Debian puts it, which is not on everybody's path.
const PROGRAM: &str = "/usr/sbin/haproxy";
/// How the servers of the guide begin.
const SERVER: &str = "    server node-";

/// A running balancer.
pub(crate) struct Balancer {
    /// Where it serves.
    pub(crate) base_url: String,
    daemon: Daemon,
    _folder: Folder,
}

impl Balancer {
    /// A balancer before the servers at these ports, which need not serve yet. Nobody keeps a server: what one told is
    /// asked of the next.
    pub(crate) fn before(ports: &[u16]) -> Self {
        let (folder, port) = (Folder::new("balancer"), free_port());
        let settings = folder.path("haproxy.cfg");
        fs::write(&settings, settings_of_the_guide(port, ports)).unwrap();
        own(&settings);
        let mut command = unprivileged(Path::new(PROGRAM), "TERM");
        command.args(["-db", "-f"]).arg(&settings);
        let daemon = Daemon::start(command, &folder.path("log"));
        let balancer = Self { base_url: format!("http://127.0.0.1:{port}"), daemon, _folder: folder };
        until("the balancer answers", || {
            assert!(
                !balancer.daemon.has_ended(),
                "haproxy (.make/setup test installs it): {}",
                balancer.log()
            );
            client().get(&balancer.base_url).send().is_ok()
        });
        balancer
    }

    /// Returns when the servers of these numbers, the first of which is 1, are given requests.
    pub(crate) fn until_ready(&self, servers: impl IntoIterator<Item = usize>) {
        let http = client();
        for server in servers {
            let name = format!("node-{server}");
            until("the balancer gives it requests", || {
                let reply = http.get(format!("{}/readyz", self.base_url)).send().unwrap();
                let by = reply.headers().get("x-served-by").map(|by| by.to_str().unwrap());
                reply.status() == 200 && by == Some(&name)
            });
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self._folder.path("log")).unwrap_or_default()
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.daemon.end("TERM");
    }
}

/// The whole file that the guide prints, with other ports: what it says is what is tested.
fn settings_of_the_guide(port: u16, servers: &[u16]) -> String {
    let block = GUIDE.split("```").find_map(|block| block.strip_prefix("haproxy\n"));
    let block =
        block.expect("the guide prints haproxy.cfg").replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
    let lines = block.lines().filter(|line| !line.starts_with(SERVER)).map(str::to_owned);
    let servers = (1..).zip(servers).map(|(number, port)| format!("{SERVER}{number} 127.0.0.1:{port}"));
    lines.chain(servers).map(|line| line + "\n").collect()
}
