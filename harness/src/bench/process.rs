//! Owns processes that the harness starts: the hold on each, and the wait for the line that says it is ready.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use crate::interrupt::Interrupt;

/// How long one look at a program's output takes, before it is asked whether anybody wants to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Programs are ready within tens of milliseconds; a loaded machine may take seconds. This is half a minute.
const LOOKS_MAX: u32 = 300;

/// A hold on a process that leads a group of its own. It can be shared before there is one, so that whoever ends the
/// run at any moment ends the process too, with whatever it has started itself.
#[derive(Debug, Clone, Default)]
pub struct Leash(Arc<Mutex<Option<Child>>>);

/// Every hold of a run. Clones are of the same run.
#[derive(Debug, Clone, Default)]
pub struct Leashes(Arc<Mutex<Vec<Leash>>>);

impl Leash {
    /// Ends the process, if there is one, and waits until it is gone.
    pub fn end(&self) {
        if let Some(mut child) = self.held().take() {
            // Nothing is kept in these processes: nothing is lost by an end without ceremony.
            let _ = kill_process_group(Pid::from_child(&child), Signal::KILL);
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(crate) fn take(&self, child: Child) {
        *self.held() = Some(child);
    }

    /// Whether the process is gone by itself. Its number stays its own until the leash is let go, so that the end of
    /// its group meets nobody else.
    pub(crate) fn has_ended(&self) -> bool {
        let seen = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let gone =
            |child: &Child| waitid(WaitId::Pid(Pid::from_child(child)), seen).is_ok_and(|w| w.is_some());
        self.held().as_ref().is_none_or(gone)
    }

    /// Lets go of a process that is gone by itself, and leaves alone whatever it has started.
    pub(crate) fn let_go(&self) -> Option<ExitStatus> {
        self.held().take().and_then(|mut child| child.wait().ok())
    }

    fn held(&self) -> MutexGuard<'_, Option<Child>> {
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
        let read = |line: std::io::Result<String>| match line {
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
