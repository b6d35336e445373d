//! Owns the program as a process: started, listened to, ended by its own id.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// A running program.
pub(crate) struct Program {
    child: Child,
    out: BufReader<ChildStdout>,
    errors: Option<BufReader<ChildStderr>>,
    /// Where it serves, from its ready line.
    pub(crate) base_url: String,
    /// The whole of it.
    pub(crate) ready: Value,
}

/// A folder that ends with its test.
pub(crate) struct Folder(PathBuf);

static FOLDERS: AtomicU32 = AtomicU32::new(0);

impl Folder {
    /// An empty folder of its own.
    pub(crate) fn new(name: &str) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Program {
    /// The program as a command to be completed, deaf to the environment of whoever runs the tests.
    pub(crate) fn command(arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_esia-idp"));
        let own = |name: &std::ffi::OsString| name.to_string_lossy().starts_with("ESIA_");
        for name in std::env::vars_os().map(|(name, _)| name).filter(own) {
            command.env_remove(name);
        }
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Serves on a free port; returns when the ready line was read.
    pub(crate) fn serve(arguments: &[&str]) -> Self {
        Self::serve_at(0, arguments)
    }

    /// Serves on a port.
    pub(crate) fn serve_at(port: u16, arguments: &[&str]) -> Self {
        let mut command = Self::command(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
        command.args(arguments);
        Self::ready(command)
    }

    /// Starts a command that becomes the program; returns when the ready line was read.
    pub(crate) fn ready(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let errors = child.stderr.take().map(BufReader::new);
        let mut program = Self { child, out, errors, base_url: String::new(), ready: Value::Null };
        let line = program.line();
        let ready: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?} {}", program.errors()));
        program.base_url = ready["base_url"].as_str().unwrap().to_owned();
        program.ready = ready;
        program
    }

    /// The next line of its output.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// The next line of its error stream.
    pub(crate) fn error_line(&mut self) -> String {
        let mut line = String::new();
        self.errors.as_mut().expect("its errors are kept").read_line(&mut line).unwrap();
        line
    }

    /// How much memory it holds, in KiB.
    pub(crate) fn memory_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, name: &str) {
        signal(self.child.id(), name);
    }

    /// Waits for its end; tells the exit status and what was left of its output.
    pub(crate) fn wait(&mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap(), rest)
    }

    /// What it wrote to its error stream, once it has ended.
    pub(crate) fn errors(&mut self) -> String {
        let mut said = String::new();
        if let Some(mut errors) = self.errors.take() {
            let _ = errors.read_to_string(&mut said);
        }
        said
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process by its own id.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &process.to_string()]).status().unwrap();
    assert!(sent.success(), "kill -s {name} {process}");
}
