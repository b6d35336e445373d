//! Owns processes that the harness starts: the hold on each, and the wait for the line that says it is ready.

use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::interrupt::Interrupt;

/// How long one look at a program's output takes, before it is asked whether anybody wants to stop.
const LOOK: Duration = Duration::from_millis(100);
/// Programs are ready within tens of milliseconds; a loaded machine may take seconds. This is half a minute.
const LOOKS_MAX: u32 = 300;

/// A hold on a process. It can be shared before there is one, so that whoever ends the run
/// at any moment ends the process too.
#[derive(Debug, Clone, Default)]
pub struct Leash(Arc<Mutex<Option<Child>>>);

impl Leash {
    /// Ends the process, if there is one, and waits until it is gone.
    pub fn end(&self) {
        if let Some(mut child) = self.held().take() {
            // Nothing is kept in these processes: nothing is lost by an end without ceremony.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(crate) fn take(&self, child: Child) {
        *self.held() = Some(child);
    }

    /// Whether the process is gone by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.held().as_mut().is_none_or(|child| child.try_wait().is_ok_and(|ended| ended.is_some()))
    }

    fn held(&self) -> MutexGuard<'_, Option<Child>> {
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
