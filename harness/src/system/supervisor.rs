//! Owns the process between the harness and each program it starts: it ends the program with all its descendants as soon
//! as the harness is gone, however that came about.
//!
//! The harness holds the other end of the supervisor's standard input, a socket. The end of that stream is the end of the
//! harness; what goes over it are the words below.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, kill_process_group, wait};

use crate::interrupt::Interrupt;

/// The hidden command that makes this program a supervisor.
pub(crate) const COMMAND: &str = "supervise";

/// To the harness, each with a number on a line of its own: the program's process, the system's error that kept it from
/// starting, the status it ended with as `wait` gives it.
pub(crate) const STARTED: &str = "started";
pub(crate) const FAILED: &str = "failed";
pub(crate) const ENDED: &str = "ended";
/// From the harness: whatever the program has left behind stays.
pub(crate) const LET_GO: u8 = b'L';

/// Whether everything is being ended. What is born meanwhile is ended too.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Starts a program and watches over it until the harness lets go or is gone.
///
/// # Errors
/// When the harness does not listen.
pub(crate) fn supervise(command: &[String]) -> io::Result<()> {
    let mut line = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    adopt_orphans();
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    // Signals from the terminal go to the harness, and whatever group the program leads ends with it.
    let started = Command::new(program).args(arguments).stdin(Stdio::null()).process_group(0).spawn();
    // Only the program holds its streams, so that they end with it.
    let nowhere = std::fs::File::options().write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdout(&nowhere)?;
    rustix::stdio::dup2_stderr(&nowhere)?;
    let child = match started {
        Ok(child) => Pid::from_child(&child),
        Err(error) => return writeln!(line, "{FAILED} {}", error.raw_os_error().unwrap_or_default()),
    };
    writeln!(line, "{STARTED} {}", child.as_raw_nonzero())?;
    let harness = line.try_clone()?;
    let watch = std::thread::spawn(move || watch(harness, child));
    std::thread::spawn(move || {
        Interrupt::wait_for_signal();
        end(child);
    });
    bury(&mut line, child);
    // Nobody is left. The harness still asks how the program ended.
    if !ENDING.load(Ordering::SeqCst) {
        let _ = watch.join();
    }
    Ok(())
}

/// Waits for whoever ends, until there is nobody.
fn bury(line: &mut UnixStream, child: Pid) {
    loop {
        match wait(WaitOptions::empty()) {
            Ok(Some((gone, status))) => {
                if gone == child {
                    let _ = writeln!(line, "{ENDED} {}", status.as_raw());
                }
                // Its children are this process's own from now on.
                if ENDING.load(Ordering::SeqCst) {
                    end(child);
                }
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Waits for the harness's word or its end.
fn watch(mut harness: UnixStream, child: Pid) {
    match harness.read(&mut [0]) {
        // Whoever is left behind goes on without anybody who watches.
        Ok(1..) => std::process::exit(0),
        Ok(0) | Err(_) => end(child),
    }
}

/// Ends the program's group and every descendant, whatever group or session each is in.
fn end(child: Pid) {
    ENDING.store(true, Ordering::SeqCst);
    // The number stays the group's own as long as a process of the group lives or is unburied.
    let _ = kill_process_group(child, Signal::KILL);
    for descendant in descendants() {
        let _ = kill_process(descendant, Signal::KILL);
    }
}

/// Orphans among the descendants become children of this process, so that none is lost.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(getpid()));
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
