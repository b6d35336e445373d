//! Owns the PostgreSQL of the tests: a real server with a data folder of its own, and a database for each test.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use idp::boot::{Options, Storage};

use crate::actors::daemon::{Daemon, free_port, own, unprivileged};
use crate::actors::pooler::Pooler;
use crate::actors::{Folder, signal, until};

/// Whoever owns the server is nobody real.
const USER: &str = "tester";
/// No word of a message: a test that looks for it finds only the password.
pub(crate) const PASSWORD: &str = "pw-8Kq2";

/// A running server.
pub(crate) struct Stand {
    folder: Folder,
    port: u16,
    daemon: Option<Daemon>,
    variables: Vec<(&'static str, PathBuf)>,
    /// What stands before its databases.
    pooler: Option<Pooler>,
}

/// One server for all tests of a process.
static SHARED: LazyLock<Stand> = LazyLock::new(|| {
    remove_leftovers();
    let is_pooled = std::env::var_os("ESIA_SIM_STAND").is_some_and(|wanted| wanted == "pooled");
    if is_pooled { Stand::pooled("stand") } else { Stand::start("stand") }
});

/// A number for each database.
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A provider for tests on the engine that the environment asks for: `ESIA_SIM_STAND=1` has every world on PostgreSQL,
/// `ESIA_SIM_STAND=pooled` on one behind a pooler.
pub(crate) fn options() -> Options {
    let storage = match std::env::var_os("ESIA_SIM_STAND") {
        Some(_) => {
            let (stand, address) = (Stand::shared(), Stand::shared().database());
            Storage::named(&address).unwrap().heard_at(Some(&stand.direct(&address))).unwrap()
        }
        None => Storage::Memory,
    };
    Options { storage, ..Options::for_tests() }
}

impl Stand {
    /// The server that tests share.
    pub(crate) fn shared() -> &'static Self {
        &SHARED
    }

    /// A server of a test's own.
    pub(crate) fn start(name: &str) -> Self {
        let mut stand = Self::made(name);
        stand.run();
        stand
    }

    /// The same behind a pooler.
    pub(crate) fn pooled(name: &str) -> Self {
        let mut stand = Self::start(name);
        stand.pooler = Some(Pooler::before(stand.port, USER, PASSWORD));
        stand
    }

    /// The same with variables of its environment.
    pub(crate) fn within(name: &str, variables: &[(&'static str, &Path)]) -> Self {
        let mut stand = Self::made(name);
        stand.variables = variables.iter().map(|(name, value)| (*name, value.to_path_buf())).collect();
        stand.run();
        stand
    }

    /// A server that lets in only who encrypts, and shows this certificate.
    pub(crate) fn encrypted(name: &str, certificate: &str, key: &str) -> Self {
        let mut stand = Self::made(name);
        for (file, text) in [
            ("server.crt", certificate),
            ("server.key", key),
            ("pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256\n"),
            ("postgresql.auto.conf", "ssl = on\n"),
        ] {
            let file = stand.folder.path("data").join(file);
            fs::write(&file, text).unwrap();
            // PostgreSQL refuses a key that others may read.
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            own(&file);
        }
        stand.run();
        stand
    }

    /// A data folder, not served yet.
    fn made(name: &str) -> Self {
        let folder = Folder::new(name);
        let (data, words) = (folder.path("data"), folder.path("password"));
        fs::create_dir_all(&data).unwrap();
        fs::write(&words, PASSWORD).unwrap();
        fs::set_permissions(&words, fs::Permissions::from_mode(0o644)).unwrap();
        own(&data);
        let mut made = unprivileged(&programs().join("initdb"), "QUIT");
        made.args([
            "--no-sync",
            "--no-instructions",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--auth=password",
        ]);
        made.arg("--username").arg(USER).arg("--pwfile").arg(&words).arg("--pgdata").arg(&data);
        let made = made.current_dir("/").output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        Self { folder, port: free_port(), daemon: None, variables: Vec::new(), pooler: None }
    }

    /// A standby of this server from now on: nothing is committed here that it has not.
    pub(crate) fn standby(&self, name: &str) -> Self {
        let folder = Folder::new(name);
        let data = folder.path("data");
        fs::create_dir_all(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
        own(&data);
        let mut copy = unprivileged(&programs().join("pg_basebackup"), "QUIT");
        copy.args(["-R", "-X", "stream", "-c", "fast", "--no-sync", "-h", "127.0.0.1", "-U", USER]);
        copy.args(["-p", &self.port.to_string(), "-D"]).arg(&data).env("PGPASSWORD", PASSWORD);
        let copied = copy.current_dir("/").output().unwrap();
        assert!(copied.status.success(), "pg_basebackup: {}", String::from_utf8_lossy(&copied.stderr));
        let mut standby =
            Self { folder, port: free_port(), daemon: None, variables: Vec::new(), pooler: None };
        standby.run();
        self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.sql("postgres", "SELECT pg_reload_conf()");
        until("the standby has all that is committed", || {
            self.sql("postgres", "SELECT sync_state FROM pg_stat_replication") == "sync"
        });
        standby
    }

    /// The address of the same database here or at another server, whichever takes writes.
    pub(crate) fn either(&self, address: &str, other: &Self) -> String {
        let database = address.rsplit('/').next().unwrap();
        let hosts = format!("127.0.0.1:{},127.0.0.1:{}", self.port, other.port);
        format!("postgres://{USER}:{PASSWORD}@{hosts}/{database}?target_session_attrs=read-write")
    }

    /// Starts the server on its data; returns when it answers.
    pub(crate) fn run(&mut self) {
        let mut command = unprivileged(&programs().join("postgres"), "QUIT");
        command.arg("-D").arg(self.folder.path("data")).args(["-p", &self.port.to_string()]);
        for setting in [
            "fsync=off",
            "full_page_writes=off",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=300",
            "shared_buffers=32MB",
        ] {
            command.args(["-c", setting]);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let log = self.folder.path("log");
        let daemon = self.daemon.insert(Daemon::start(command, &log));
        until("PostgreSQL answers", || {
            assert!(!daemon.has_ended(), "PostgreSQL: {}", fs::read_to_string(&log).unwrap());
            TcpStream::connect(("127.0.0.1", self.port)).is_ok()
                && psql(self.port, "postgres", "SELECT 1").status.success()
        });
    }

    /// Ends the server at once, as a fault of the machine would.
    pub(crate) fn kill(&self) {
        self.daemon().end("QUIT");
    }

    fn daemon(&self) -> &Daemon {
        self.daemon.as_ref().expect("a server that was started")
    }

    /// Has the server follow another from its next start, as a standby: it takes no writes then.
    pub(crate) fn follow(&self) {
        let mark = self.folder.path("data/standby.signal");
        fs::write(&mark, "").unwrap();
        own(&mark);
    }

    /// Has a standby take writes.
    pub(crate) fn promote(&self) {
        assert_eq!(self.sql("postgres", "SELECT pg_promote()"), "t");
    }

    /// Has the server stand still. Its first process does so before the others: none of them begins or is taken away then.
    pub(crate) fn stop(&self) {
        signal(self.daemon().id(), "STOP");
        self.children().for_each(|process| signal(process, "STOP"));
    }

    /// Has the server go on.
    pub(crate) fn go_on(&self) {
        self.children().for_each(|process| signal(process, "CONT"));
        signal(self.daemon().id(), "CONT");
    }

    fn children(&self) -> impl Iterator<Item = u32> {
        let listed = fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.daemon().id())).unwrap();
        listed.split_whitespace().map(|process| process.parse().unwrap()).collect::<Vec<_>>().into_iter()
    }

    /// An empty database, by way of the pooler if there is one.
    pub(crate) fn database(&self) -> String {
        let direct = self.direct_database();
        self.pooler.as_ref().map_or_else(|| direct.clone(), |pooler| pooler.address(&direct))
    }

    /// An empty database, by no pooler.
    pub(crate) fn direct_database(&self) -> String {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.address(USER, PASSWORD, &name)
    }

    /// The address of the same database, by no pooler.
    pub(crate) fn direct(&self, address: &str) -> String {
        self.address(USER, PASSWORD, address.rsplit('/').next().unwrap())
    }

    /// The address of a database, by no pooler.
    pub(crate) fn address(&self, user: &str, password: &str, database: &str) -> String {
        format!("postgres://{user}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs SQL in the database of an address, as a person would; tells what it gives.
    pub(crate) fn at(&self, address: &str, sql: &str) -> String {
        self.sql(address.rsplit('/').next().unwrap(), sql)
    }

    fn sql(&self, database: &str, sql: &str) -> String {
        let done = psql(self.port, database, sql);
        assert!(done.status.success(), "{sql}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.daemon().end("QUIT");
    }
}

fn psql(port: u16, database: &str, sql: &str) -> Output {
    let mut command = Command::new(programs().join("psql"));
    command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", USER]);
    command.args(["-p", &port.to_string(), "-d", database, "-c", sql]);
    command.env("PGPASSWORD", PASSWORD).stdin(Stdio::null()).output().unwrap()
}

/// The folder of PostgreSQL's programs: the newest that Debian has here.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest =
        versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    newest.expect("PostgreSQL is not installed: run .make/setup test")
}

/// Removes the folders of servers whose tests have ended: nothing of a process runs at its end.
fn remove_leftovers() {
    for entry in fs::read_dir(env!("CARGO_TARGET_TMPDIR")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let rest =
            ["stand-", "pooler-", "balancer-"].iter().find_map(|beginning| name.strip_prefix(beginning));
        let process = rest.and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
        if process.is_some_and(|process| !Path::new(&format!("/proc/{process}")).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
