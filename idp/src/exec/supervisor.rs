//! Owns the two processes between `exec` and its command, guard and supervisor: each ends the command with all its
//! descendants when `exec` or what it has started is gone. The command knows the number of its parent, the supervisor; a
//! command that ends or stops its parent meets the guard.
//!
//! `exec` holds a lock on a file as long as it lives; whoever is given the lock afterwards knows that it is gone, however
//! that came about. The command keeps its standard input.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::mpsc;

use actix_web::rt;
use actix_web::rt::signal::unix::{SignalKind, signal};
use machine::descendants;
use rustix::process::{Pid, Signal, WaitStatus, kill_process};

use crate::boot::BootError;

/// The hidden command that makes this program a guard.
pub const GUARD: &str = "guard";
/// The hidden command that makes this program a supervisor.
pub const SUPERVISE: &str = "supervise";

/// The file in the folder of `exec` that is locked while it lives.
pub(super) const ALIVE: &str = "alive";

/// Runs a command under a supervisor until the supervisor ends or `exec` is gone; tells the command's exit code.
///
/// # Errors
/// The supervisor does not start.
pub fn guard(folder: &Path, command: &[String]) -> Result<ExitCode, BootError> {
    let own = std::env::current_exe()?;
    let own = [own.as_os_str(), OsStr::new(SUPERVISE), folder.as_os_str(), OsStr::new("--")];
    let command: Vec<_> = own.into_iter().chain(command.iter().map(OsStr::new)).collect();
    watch_over(folder, &command, |supervisor| {
        let _ = kill_process(supervisor, Signal::CONT);
    })
}

/// Runs a command until it ends or `exec` is gone; tells the command's exit code.
///
/// # Errors
/// The command does not start.
pub fn supervise(folder: &Path, command: &[String]) -> Result<ExitCode, BootError> {
    let command: Vec<_> = command.iter().map(OsStr::new).collect();
    // A command that somebody stops is continued by whoever stopped it.
    watch_over(folder, &command, |_| {})
}

/// Runs a command; `stopped` is told when somebody stops it.
fn watch_over(folder: &Path, command: &[&OsStr], stopped: fn(Pid)) -> Result<ExitCode, BootError> {
    let alive = File::open(folder.join(ALIVE))?;
    outlive_signals();
    descendants::adopt_orphans();
    let (program, arguments) = command.split_first().ok_or_else(|| std::io::Error::other("no command"))?;
    // In the group of this process, to which `exec` passes signals on.
    let child = Command::new(program).args(arguments).spawn();
    let told = |why| BootError::Command { command: program.to_string_lossy().into_owned(), why };
    let child = child.map_err(told)?;
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        let _ = alive.lock();
        descendants::end(None);
        // Whoever was killed did not take its files away.
        let _ = std::fs::remove_dir_all(folder);
    });
    Ok(buried(Pid::from_child(&child), stopped))
}

/// Waits until the command and everything that it has left behind are gone.
fn buried(child: Pid, stopped: fn(Pid)) -> ExitCode {
    let mut code = ExitCode::FAILURE;
    descendants::bury(|one, status| {
        if one == child && status.stopped() {
            stopped(child);
        } else if one == child {
            code = exit_code(status);
            // The children of whoever is gone are this process's own from now on.
            descendants::begin_to_end();
        }
    });
    code
}

/// As shells have it: a command ended by a signal counts as 128 and the signal's number.
fn exit_code(status: WaitStatus) -> ExitCode {
    let code = status.exit_status().or_else(|| status.terminating_signal().map(|signal| 128 + signal));
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Signals are for the command, whose end this process waits for.
fn outlive_signals() {
    let (ready, watching) = mpsc::channel();
    std::thread::spawn(move || {
        rt::System::new().block_on(async move {
            let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
            let streams: Vec<_> = kinds.into_iter().map(signal).collect();
            let _ = ready.send(());
            std::future::pending::<()>().await;
            drop(streams);
        });
    });
    let _ = watching.recv();
}
