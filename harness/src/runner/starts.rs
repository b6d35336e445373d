//! Owns whether the party starts at all, which every scenario of a run finds out for the others.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::bench::halt::Halt;

/// After so many scenarios in which the party did not start, and none in which it did, it is not started again.
const STARTS_MAX: usize = 2;

/// Whether the party starts at all.
#[derive(Debug, Default)]
pub(super) struct Starts {
    failed: AtomicUsize,
    worked: AtomicBool,
    /// What has to be mended in its file.
    mend: OnceLock<Option<String>>,
}

impl Starts {
    /// What has to be mended in the party's file, found out once in a run.
    pub(super) fn mend(&self, look: impl FnOnce() -> Option<String>) -> Option<String> {
        self.mend.get_or_init(look).clone()
    }

    /// Opens a bench, unless the party has shown that it does not start.
    pub(super) fn noted<B>(&self, open: impl FnOnce() -> Result<B, Halt>) -> Result<B, Halt> {
        if self.failed.load(Ordering::SeqCst) >= STARTS_MAX && !self.worked.load(Ordering::SeqCst) {
            let why =
                format!("the party did not start in {STARTS_MAX} scenarios; no further start is attempted");
            return Err(Halt::NoParty(why));
        }
        let opened = open();
        match &opened {
            Ok(_) => self.worked.store(true, Ordering::SeqCst),
            Err(Halt::NoParty(_)) => drop(self.failed.fetch_add(1, Ordering::SeqCst)),
            Err(_) => {}
        }
        opened
    }
}
