//! Owns the parent of each program that the harness starts: it ends the program with all its descendants as soon as its
//! guard is gone, however that came about.
//!
//! The guard holds the other end of the supervisor's standard input, a socket. The end of that stream is the end of the
//! guard; what goes over it are the words below.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use rustix::process::Pid;

use crate::interrupt::Interrupt;
use machine::descendants::{adopt_orphans, bury, end, is_ending};

/// The hidden command that makes this program a supervisor.
pub(crate) const COMMAND: &str = "supervise";

/// To the harness, each with a number on a line of its own: the program's process, the system's error that kept it from
/// starting, the status it ended with as `wait` gives it.
pub(crate) const STARTED: &str = "started";
pub(crate) const FAILED: &str = "failed";
pub(crate) const ENDED: &str = "ended";
/// From the harness: whatever the program has left behind stays.
pub(crate) const LET_GO: u8 = b'L';

/// Starts a program and watches over it until the guard lets go or is gone.
///
/// # Errors
/// When the guard does not listen.
pub(crate) fn supervise(command: &[String]) -> io::Result<()> {
    let mut line = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    adopt_orphans();
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    // Signals from the terminal go to the harness, and whatever group the program leads ends with it.
    let started = Command::new(program).args(arguments).stdin(Stdio::null()).process_group(0).spawn();
    fall_silent()?;
    let child = match started {
        Ok(child) => Pid::from_child(&child),
        Err(error) => return say(&mut line, FAILED, error.raw_os_error().unwrap_or_default()),
    };
    say(&mut line, STARTED, child.as_raw_nonzero().get())?;
    let guard = line.try_clone()?;
    let watch = std::thread::spawn(move || watch(guard, child));
    end_on_signal(move || Some(child));
    bury(|gone, status| {
        if gone == child && !status.stopped() {
            let _ = say(&mut line, ENDED, status.as_raw());
        }
    });
    // Nobody is left. The harness still asks how the program ended.
    if !is_ending() {
        let _ = watch.join();
    }
    Ok(())
}

/// Waits for the harness's word or the guard's end.
fn watch(mut guard: UnixStream, child: Pid) {
    match guard.read(&mut [0]) {
        // Whoever is left behind goes on without anybody who watches.
        Ok(1..) => std::process::exit(0),
        Ok(0) | Err(_) => end(Some(child)),
    }
}

/// Says a word and its number in one piece: the harness reads what is there and does not wait for the rest.
pub(super) fn say(line: &mut UnixStream, word: &str, number: i32) -> io::Result<()> {
    line.write_all(format!("{word} {number}\n").as_bytes())
}

/// Leaves the output streams to the program, so that they end with it.
pub(super) fn fall_silent() -> io::Result<()> {
    let nowhere = std::fs::File::options().write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&nowhere)?;
    rustix::stdio::dup2_stderr(&nowhere)?;
    Ok(())
}

/// Ends a group and every descendant once somebody asks this process to end.
pub(super) fn end_on_signal(group: impl FnOnce() -> Option<Pid> + Send + 'static) {
    std::thread::spawn(move || {
        Interrupt::wait_for_signal();
        end(group());
    });
}
