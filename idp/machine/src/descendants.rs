//! Owns the end of everything that this process has started, directly or through others.

use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, getpid, kill_process, kill_process_group, wait};

/// Whether everything is being ended. What is born meanwhile is ended too.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Orphans among the descendants become children of this process, so that none is lost.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(getpid()));
}

/// Waits for children that end or are stopped, until there are none; `seen` gets each.
pub fn bury(mut seen: impl FnMut(Pid, WaitStatus)) {
    loop {
        match wait(WaitOptions::UNTRACED) {
            Ok(Some((child, status))) => {
                seen(child, status);
                if is_ending() {
                    end_children();
                }
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Whether everything is being ended.
pub fn is_ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// From now on, whatever becomes a child of this process is ended.
pub fn begin_to_end() {
    ENDING.store(true, Ordering::SeqCst);
}

/// Ends a group and every descendant, whatever group or session each is in.
pub fn end(group: Option<Pid>) {
    begin_to_end();
    if let Some(group) = group {
        // The number stays the group's own as long as a process of the group lives or is not waited for.
        let _ = kill_process_group(group, Signal::KILL);
    }
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
        return end(None);
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

/// The parent of a process. `/proc/PID/stat` has the number, the name in brackets, which may hold anything, the state, the parent.
pub fn parent_of(number: i32) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    after_name.split_whitespace().nth(1)?.parse().ok()
}
