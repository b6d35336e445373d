//! Owns processes that the harness starts: the hold on each, and the wait for the line that says it is ready.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::interrupt::Interrupt;
use crate::system::supervisor;

/// What this program is called.
const OWN_NAME: &str = "esia-harness";

/// How long one look at a program's output takes, before it is asked whether anybody wants to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Programs are ready within tens of milliseconds; a loaded machine may take seconds. This is half a minute.
const LOOKS_MAX: u32 = 300;

/// A program that was started under a supervisor, which ends it with this process.
#[derive(Debug)]
pub(crate) struct Supervised {
    supervisor: Child,
    line: UnixStream,
    number: u32,
    said: String,
}

/// A hold on a process. It can be shared before there is one, so that whoever ends the run at any moment ends the
/// process too, with whatever it has started itself.
#[derive(Debug, Clone, Default)]
pub struct Leash(Arc<Mutex<Option<Supervised>>>);

/// Every hold of a run. Clones are of the same run.
#[derive(Debug, Clone, Default)]
pub struct Leashes(Arc<Mutex<Vec<Leash>>>);

/// The beginning of a command that is started by [`Supervised::start`]: arguments, environment, folder and outputs are
/// added as to any other. There is nothing to read from its standard input.
pub(crate) fn supervised(program: impl AsRef<OsStr>) -> io::Result<Command> {
    let mut command = Command::new(own_program()?);
    command.args([supervisor::COMMAND, "--"]).arg(program);
    Ok(command)
}

/// This program, or the one that stands beside a test of it.
fn own_program() -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    if own.file_stem().is_some_and(|name| name.to_string_lossy().starts_with(OWN_NAME)) {
        // A program that was built anew meanwhile is started as it was.
        let running = PathBuf::from("/proc/self/exe");
        return Ok(if running.exists() { running } else { own });
    }
    let beside = own.ancestors().skip(1).take(2).map(|folder| folder.join(OWN_NAME));
    let mut beside = beside.filter(|program| program.exists());
    beside.next().ok_or_else(|| io::Error::other(format!("`{OWN_NAME}` is not beside {}", own.display())))
}

impl Supervised {
    /// Starts what [`supervised`] began. Gives the program's outputs too, where they are piped.
    pub(crate) fn start(
        mut command: Command,
    ) -> io::Result<(Self, Option<ChildStdout>, Option<ChildStderr>)> {
        let (line, theirs) = UnixStream::pair()?;
        command.stdin(Stdio::from(OwnedFd::from(theirs)));
        // Ctrl-C at the terminal is for the harness, which finishes its reports first.
        let mut supervisor = command.process_group(0).spawn()?;
        // The command holds the supervisor's end of the line.
        drop(command);
        let (out, errors) = (supervisor.stdout.take(), supervisor.stderr.take());
        let mut started = Self { supervisor, line, number: 0, said: String::new() };
        let first = started.next_line()?;
        match first.split_once(' ').map(|(word, number)| (word, number.parse::<i32>())) {
            Some((supervisor::STARTED, Ok(number))) => {
                started.number = u32::try_from(number).unwrap_or_default();
                Ok((started, out, errors))
            }
            Some((supervisor::FAILED, Ok(number))) => {
                let _ = started.supervisor.wait();
                Err(io::Error::from_raw_os_error(number))
            }
            _ => Err(io::Error::other("its supervisor said nothing")),
        }
    }

    /// The program's own process.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// Ends the program and all its descendants, and waits until they are gone.
    pub(crate) fn end(&mut self) {
        self.hang_up();
        let _ = self.supervisor.wait();
    }

    fn hang_up(&self) {
        let _ = self.line.shutdown(Shutdown::Both);
    }

    /// How the program ended by itself, if it has.
    fn ended(&mut self) -> Option<ExitStatus> {
        if self.said.is_empty() {
            let _ = self.line.set_nonblocking(true);
            self.said = self.next_line().unwrap_or_default();
            let _ = self.line.set_nonblocking(false);
        }
        let status = self.said.strip_prefix(supervisor::ENDED)?.trim().parse().ok()?;
        Some(ExitStatus::from_raw(status))
    }

    /// Lines are short and written at once.
    fn next_line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        let mut octet = [0];
        while self.line.read(&mut octet)? == 1 && octet != [b'\n'] {
            line.extend(octet);
        }
        Ok(String::from_utf8_lossy(&line).into_owned())
    }
}

impl Leash {
    /// Ends the process, if there is one, with all its descendants, and waits until they are gone.
    pub fn end(&self) {
        if let Some(mut process) = self.held().take() {
            // Nothing is kept in these processes: nothing is lost by an end without ceremony.
            process.end();
        }
    }

    pub(crate) fn take(&self, process: Supervised) {
        *self.held() = Some(process);
    }

    /// Whether the process is gone by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.held().as_mut().is_none_or(|process| process.ended().is_some())
    }

    /// Lets go of a process that is gone by itself, and leaves alone whatever it has started.
    pub(crate) fn let_go(&self) -> Option<ExitStatus> {
        let mut process = self.held().take()?;
        let status = process.ended();
        let _ = process.line.write_all(&[supervisor::LET_GO]);
        let _ = process.supervisor.wait();
        status
    }

    fn held(&self) -> MutexGuard<'_, Option<Supervised>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leashes {
    /// One more hold.
    pub fn one(&self) -> Leash {
        let leash = Leash::default();
        let mut all = self.all();
        // Nobody else holds a leash whose process was ended with its story.
        all.retain(|known| Arc::strong_count(&known.0) > 1);
        all.push(leash.clone());
        leash
    }

    /// Ends every process of the run.
    pub fn end(&self) {
        // All at once, and then each is waited for.
        self.all().iter().for_each(|leash| leash.held().iter().for_each(Supervised::hang_up));
        self.all().iter().for_each(Leash::end);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Leash>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the first line says that `read` has something to say about; lines before it are passed over.
pub(crate) fn first_line<T: Send + 'static>(
    stdout: impl Read + Send + 'static,
    interrupt: &Interrupt,
    read: fn(&str) -> Option<Result<T, String>>,
) -> Result<T, String> {
    let (send, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        let read = |line: io::Result<String>| match line {
            Ok(line) => read(&line),
            Err(error) => Some(Err(error.to_string())),
        };
        let _ = send.send(lines.find_map(read));
        // The pipe is kept empty, so that the program never waits for a reader.
        lines.map_while(Result::ok).for_each(drop);
    });
    for _ in 0..LOOKS_MAX {
        match told.recv_timeout(LOOK) {
            Ok(Some(told)) => return told,
            Ok(None) | Err(RecvTimeoutError::Disconnected) => return Err("it ended first".to_owned()),
            Err(RecvTimeoutError::Timeout) if interrupt.is_raised() => {
                return Err("the run was interrupted".to_owned());
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err("it said nothing for half a minute".to_owned())
}
