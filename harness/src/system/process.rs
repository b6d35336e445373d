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

use rustix::process::{Pid, Signal, kill_process};

use crate::interrupt::Interrupt;
use crate::system::{guard, supervisor};

/// What this program is called.
const OWN_NAME: &str = "esia-harness";

/// How long one look at a program's output takes, before it is asked whether anybody wants to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Programs are ready within tens of milliseconds; a loaded machine may take seconds. This is half a minute.
const LOOKS_MAX: u32 = 300;

/// How long a guard may take to start its program, and to end it with all its descendants. A guard that takes longer
/// goes on alone: a program that forks faster than it can be ended holds no run up.
const START_MAX: Duration = Duration::from_secs(60);
const END_MAX: Duration = Duration::from_secs(5);

/// A program that was started under a guard and a supervisor, which end it with this process.
#[derive(Debug)]
pub(crate) struct Supervised {
    guard: Child,
    line: UnixStream,
    number: u32,
    said: String,
}

/// A hold on a process. It can be shared before there is one, so that whoever ends the run at any moment ends the
/// process too, with whatever it has started itself.
#[derive(Debug, Clone, Default)]
pub struct ProcessHandle(Arc<Mutex<Option<Supervised>>>);

/// Every hold of a run. Clones are of the same run.
#[derive(Debug, Clone, Default)]
pub struct ProcessHandles(Arc<Mutex<Vec<ProcessHandle>>>);

/// The beginning of a command that is started by [`Supervised::start`]: arguments, environment, folder and outputs are
/// added as to any other. There is nothing to read from its standard input.
pub(crate) fn supervised(program: impl AsRef<OsStr>) -> io::Result<Command> {
    let mut command = Command::new(own_program()?);
    command.args([guard::COMMAND, "--"]).arg(program);
    Ok(command)
}

/// This program, or the one that stands beside a test of it.
fn own_program() -> io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    if own.file_stem().is_some_and(|name| name.to_string_lossy().starts_with(OWN_NAME)) {
        return guard::this_program();
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
        let mut guard = command.process_group(0).spawn()?;
        // The command holds the guard's end of the line.
        drop(command);
        let (out, errors) = (guard.stdout.take(), guard.stderr.take());
        let mut started = Self { guard, line, number: 0, said: String::new() };
        let _ = started.line.set_read_timeout(Some(START_MAX));
        let first = started.next_line()?;
        match first.split_once(' ').map(|(word, number)| (word, number.parse::<i32>())) {
            Some((supervisor::STARTED, Ok(number))) => {
                started.number = u32::try_from(number).unwrap_or_default();
                Ok((started, out, errors))
            }
            // The program has ended its supervisor before the number was told.
            Some((supervisor::ENDED, _)) => {
                started.said = first;
                Ok((started, out, errors))
            }
            Some((supervisor::FAILED, Ok(number))) => {
                let _ = started.guard.wait();
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
        self.wait_for_guard();
    }

    fn hang_up(&self) {
        let _ = self.line.shutdown(Shutdown::Write);
        self.go_on();
    }

    /// The program may have stopped the guard.
    fn go_on(&self) {
        let _ = kill_process(Pid::from_child(&self.guard), Signal::CONT);
    }

    /// The guard's end of the line is closed when it ends.
    fn wait_for_guard(&mut self) {
        let _ = self.line.set_read_timeout(Some(END_MAX));
        let mut word = [0; 64];
        let end = loop {
            match self.line.read(&mut word) {
                Ok(1..) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                end => break end,
            }
        };
        if !matches!(&end, Err(late) if late.kind() == io::ErrorKind::WouldBlock) {
            let _ = self.guard.wait();
        }
    }

    /// How the program ended by itself, if it has.
    fn ended(&mut self) -> Option<ExitStatus> {
        if self.said.is_empty() {
            let _ = self.line.set_nonblocking(true);
            self.said = match self.next_line() {
                // The guard is gone. It did not go alone.
                Ok(said) if said.is_empty() => format!("{} {}", supervisor::ENDED, Signal::KILL.as_raw()),
                said => said.unwrap_or_default(),
            };
            let _ = self.line.set_nonblocking(false);
        }
        let status = self.said.strip_prefix(supervisor::ENDED)?.trim().parse().ok()?;
        Some(ExitStatus::from_raw(status))
    }

    /// Lines are short and written at once.
    fn next_line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        let mut octet = [0];
        loop {
            match self.line.read(&mut octet) {
                Ok(1) if octet != [b'\n'] => line.extend(octet),
                Ok(_) => break,
                // A signal breaks off a wait that has a limit.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(String::from_utf8_lossy(&line).into_owned())
    }
}

impl ProcessHandle {
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

    /// The number of the program's own process, while there is one.
    pub(crate) fn number(&self) -> Option<u32> {
        self.held().as_ref().map(Supervised::number)
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
        process.go_on();
        process.wait_for_guard();
        status
    }

    fn held(&self) -> MutexGuard<'_, Option<Supervised>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ProcessHandles {
    /// One more hold.
    pub fn one(&self) -> ProcessHandle {
        let handle = ProcessHandle::default();
        let mut all = self.all();
        // Nobody else holds a handle whose process was ended with its story.
        all.retain(|known| Arc::strong_count(&known.0) > 1);
        all.push(handle.clone());
        handle
    }

    /// Asks for the end of every process of the run, and waits for none.
    pub fn hang_up(&self) {
        self.all().iter().for_each(|handle| handle.held().iter().for_each(Supervised::hang_up));
    }

    /// Ends every process of the run.
    pub fn end(&self) {
        // All at once, and then each is waited for.
        self.hang_up();
        let all = self.all();
        std::thread::scope(|scope| all.iter().for_each(|handle| drop(scope.spawn(|| handle.end()))));
    }

    fn all(&self) -> MutexGuard<'_, Vec<ProcessHandle>> {
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
            Err(RecvTimeoutError::Timeout) if interrupt.is_requested() => {
                return Err("the run was interrupted".to_owned());
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Err("it said nothing for half a minute".to_owned())
}
