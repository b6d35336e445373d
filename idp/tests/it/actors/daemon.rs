//! Owns servers of other people: each has no rights of root, and ends by its own id or with the process of the tests.

use std::fs;
use std::net::TcpListener;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::actors::signal;

/// Ports that no outgoing connection is given: a server that is started again finds its own free.
const PORTS: Range<u16> = 12_000..32_000;
/// How long a server may take to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(super) struct Daemon {
    process: u32,
    ended: Mutex<Receiver<()>>,
}

impl Daemon {
    /// Starts a command of `unprivileged`; what it says on its error stream goes to a file.
    pub(super) fn start(mut command: Command, log: &Path) -> Self {
        let (tell, told) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let log = fs::File::options().append(true).create(true).open(log).unwrap();
        // The signal of a parent's death comes with the end of the thread that started the child: this one lasts as long.
        std::thread::spawn(move || {
            command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
            let mut child = command.spawn().unwrap();
            tell.send(child.id()).unwrap();
            let _ = child.wait();
            let _ = end.send(());
        });
        Self { process: told.recv().unwrap(), ended: Mutex::new(ended) }
    }

    /// Its id.
    pub(super) fn id(&self) -> u32 {
        self.process
    }

    /// Whether it ended by itself.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.lock().unwrap().try_recv().is_ok()
    }

    /// Ends it by a signal; returns when it is gone. One that has ended is left alone.
    pub(super) fn end(&self, by: &str) {
        let ended = self.ended.lock().unwrap();
        if matches!(ended.try_recv(), Err(mpsc::TryRecvError::Empty)) {
            // What stands still hears nothing else.
            signal(self.process, "CONT");
            signal(self.process, by);
            ended.recv_timeout(PATIENCE).expect("it ends by a signal");
        }
    }
}

/// A program that runs as somebody other than root, and is sent a signal when the thread that started it ends.
pub(super) fn unprivileged(program: &Path, at_the_end: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", at_the_end]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--").arg(program);
    command
}

/// Gives a file or a folder to whoever runs the servers.
pub(super) fn own(path: &Path) {
    if is_root() {
        let done = Command::new("chown").arg("postgres:postgres").arg(path).status().unwrap();
        assert!(done.success(), "chown {}", path.display());
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// A port that nobody listens on, and that nobody is given by chance.
pub(crate) fn free_port() -> u16 {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let span = PORTS.end - PORTS.start;
    // Other processes of tests run on the same machine: each begins elsewhere.
    let first = u16::try_from(std::process::id() * 101 % u32::from(span)).unwrap();
    let mut each = (0..span).map(|_| first.wrapping_add(TAKEN.fetch_add(1, Ordering::Relaxed)) % span);
    let free = each.find(|number| TcpListener::bind(("127.0.0.1", PORTS.start + number)).is_ok());
    PORTS.start + free.expect("a free port")
}
