//! Owns a pooler before the PostgreSQL of the tests: pgbouncer with the settings that the guide prints.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::actors::daemon::{Daemon, free_port, own, unprivileged};
use crate::actors::{Folder, until};

const GUIDE: &str = include_str!("../../../../docs/guides/shared-stand.md");
/// Where Debian puts it, which is not on everybody's path.
const PROGRAM: &str = "/usr/sbin/pgbouncer";

/// A running pooler.
pub(crate) struct Pooler {
    port: u16,
    daemon: Daemon,
    _folder: Folder,
}

impl Pooler {
    /// A pooler before the server at a port, for one user and all databases.
    pub(crate) fn before(server_port: u16, user: &str, password: &str) -> Self {
        let (folder, port) = (Folder::new("pooler"), free_port());
        let (settings, users) = (folder.path("pgbouncer.ini"), folder.path("userlist.txt"));
        // What stands later holds. A server's connection that nobody uses goes soon: each test has a database of its own.
        let own_settings = format!(
            "listen_port = {port}\nauth_file = {}\nunix_socket_dir =\nserver_idle_timeout = 1\n\
             [databases]\n* = host=127.0.0.1 port={server_port}\n",
            users.display()
        );
        for (file, text) in [
            (&settings, format!("{}{own_settings}", settings_of_the_guide())),
            (&users, format!("\"{user}\" \"{password}\"\n")),
        ] {
            fs::write(file, text).unwrap();
            fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
            own(file);
        }
        let mut command = unprivileged(Path::new(PROGRAM), "TERM");
        command.arg(&settings);
        let daemon = Daemon::start(command, &folder.path("log"));
        until("the pooler answers", || {
            let log = || fs::read_to_string(folder.path("log")).unwrap_or_default();
            assert!(!daemon.has_ended(), "pgbouncer (.make/setup test installs it): {}", log());
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Self { port, daemon, _folder: folder }
    }

    /// The address of a database by way of the pooler.
    pub(crate) fn address(&self, direct: &str) -> String {
        let (before, rest) = direct.rsplit_once(':').unwrap();
        let (_, database) = rest.split_once('/').unwrap();
        format!("{before}:{}/{database}", self.port)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        self.daemon.end("TERM");
    }
}

/// The whole file that the guide prints: what it says is what is tested.
fn settings_of_the_guide() -> &'static str {
    let block = GUIDE.split("```").find_map(|block| block.strip_prefix("ini\n"));
    block.expect("the guide prints pgbouncer.ini")
}
