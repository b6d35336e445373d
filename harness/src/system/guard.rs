//! Owns the process between the harness and the supervisor of a program. A program knows the number of its parent, the
//! supervisor, and may end or stop it: the guard then ends the program with all its descendants, or lets the supervisor go
//! on. If the guard is ended, the supervisor does the same.
//!
//! The harness holds the other end of the guard's standard input, a socket; the guard passes its words on.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, kill_process};

use crate::system::supervisor::{self, ENDED, STARTED, end_on_signal, fall_silent, say};
use machine::descendants::{adopt_orphans, bury, end};

/// The hidden command that makes this program a guard.
pub(crate) const COMMAND: &str = "guard";

/// The group that the program leads, until the program has ended.
static GROUP: Mutex<Option<Pid>> = Mutex::new(None);

/// This program; one that was built anew meanwhile is started as it was.
pub(super) fn this_program() -> io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Ok(running) } else { std::env::current_exe() }
}

/// Starts a program under a supervisor and watches over both until the harness lets go or is gone.
///
/// # Errors
/// When the supervisor cannot be started.
pub(crate) fn guard(command: &[String]) -> io::Result<()> {
    let harness = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    adopt_orphans();
    let (line, theirs) = UnixStream::pair()?;
    let supervisor = Command::new(this_program()?)
        .args([supervisor::COMMAND, "--"])
        .args(command)
        .stdin(OwnedFd::from(theirs))
        .process_group(0)
        .spawn()?;
    fall_silent()?;
    let supervisor = Pid::from_child(&supervisor);
    let (from_supervisor, to_harness) = (line.try_clone()?, harness.try_clone()?);
    let words = std::thread::spawn(move || pass_on(from_supervisor, to_harness));
    std::thread::spawn(move || watch(harness, line));
    end_on_signal(|| *group());
    bury(|child, status| {
        if child == supervisor && status.stopped() {
            let _ = kill_process(supervisor, Signal::CONT);
        }
    });
    let _ = words.join();
    Ok(())
}

/// Passes the supervisor's words on until it is gone, and ends whatever it has left.
fn pass_on(supervisor: UnixStream, mut harness: UnixStream) {
    let mut has_ended = false;
    for line in BufReader::new(supervisor).lines().map_while(Result::ok) {
        if let Some(number) = line.strip_prefix(STARTED) {
            *group() = number.trim().parse().ok().and_then(Pid::from_raw);
        } else if line.starts_with(ENDED) {
            *group() = None;
            has_ended = true;
        }
        let _ = harness.write_all(format!("{line}\n").as_bytes());
    }
    end(*group());
    if !has_ended {
        let _ = say(&mut harness, ENDED, Signal::KILL.as_raw());
    }
}

/// Waits for the harness's word or its end.
fn watch(mut harness: UnixStream, mut supervisor: UnixStream) {
    match harness.read(&mut [0]) {
        Ok(1..) => {
            let _ = supervisor.write_all(&[supervisor::LET_GO]);
            std::process::exit(0)
        }
        Ok(0) | Err(_) => {
            end(*group());
            let _ = supervisor.shutdown(Shutdown::Both);
        }
    }
}

fn group() -> MutexGuard<'static, Option<Pid>> {
    GROUP.lock().unwrap_or_else(PoisonError::into_inner)
}
