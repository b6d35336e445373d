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
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use actix_web::rt;
use actix_web::rt::signal::unix::{SignalKind, signal};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, getpid, kill_process, wait};

use crate::boot::BootError;

/// The hidden command that makes this program a guard.
pub const GUARD: &str = "guard";
/// The hidden command that makes this program a supervisor.
pub const SUPERVISE: &str = "supervise";

/// The file in the folder of `exec` that is locked while it lives.
pub(super) const ALIVE: &str = "alive";

/// Whether everything is being ended. What is born meanwhile is ended too.
static ENDING: AtomicBool = AtomicBool::new(false);

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
    adopt_orphans();
    let (program, arguments) = command.split_first().ok_or_else(|| std::io::Error::other("no command"))?;
    // In the group of this process, to which `exec` passes signals on.
    let child = Command::new(program).args(arguments).spawn();
    let told = |why| BootError::Command { command: program.to_string_lossy().into_owned(), why };
    let child = child.map_err(told)?;
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        let _ = alive.lock();
        end_descendants();
        // Whoever was killed did not take its files away.
        let _ = std::fs::remove_dir_all(folder);
    });
    Ok(buried(Pid::from_child(&child), stopped))
}

/// Waits until the command and everything that it has left behind are gone.
fn buried(child: Pid, stopped: fn(Pid)) -> ExitCode {
    let mut code = ExitCode::FAILURE;
    loop {
        match wait(WaitOptions::UNTRACED) {
            Ok(Some((one, status))) if status.stopped() => {
                if one == child {
                    stopped(child);
                }
            }
            Ok(Some((gone, status))) => {
                if gone == child {
                    code = exit_code(status);
                    ENDING.store(true, Ordering::SeqCst);
                }
                // The children of whoever is gone are this process's own from now on.
                if ENDING.load(Ordering::SeqCst) {
                    end_children();
                }
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return code,
        }
    }
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

/// Orphans among the descendants become children of this process, so that none is lost.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(getpid()));
}

/// Ends every descendant, whatever group or session it is in.
fn end_descendants() {
    ENDING.store(true, Ordering::SeqCst);
    for descendant in descendants() {
        let _ = kill_process(descendant, Signal::KILL);
    }
}

/// Ends the children, of which every descendant becomes one when its parent has ended. This look is quick: a process
/// that forks and exits again and again is caught between two forks.
fn end_children() {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let lists = threads.map(|thread| std::fs::read_to_string(thread.path().join("children")));
    let Ok(lists) = lists.collect::<Result<Vec<_>, _>>() else {
        // The kernel was built without these lists.
        return end_descendants();
    };
    let children = lists.iter().flat_map(|list| list.split_whitespace());
    for child in children.filter_map(|number| Pid::from_raw(number.parse().ok()?)) {
        let _ = kill_process(child, Signal::KILL);
    }
}

/// Everybody whose chain of parents leads here, as `/proc` has it; nobody where there is none.
fn descendants() -> Vec<Pid> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let pairs: Vec<(i32, i32)> = numbers.filter_map(|number| Some((number, parent_of(number)?))).collect();
    let mut family = vec![getpid().as_raw_nonzero().get()];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(number, _)| *number));
        next += 1;
    }
    family.into_iter().skip(1).filter_map(Pid::from_raw).collect()
}

/// `/proc/PID/stat`: the number, the name in brackets, which may hold anything, the state, the parent.
fn parent_of(number: i32) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    after_name.split_whitespace().nth(1)?.parse().ok()
}
