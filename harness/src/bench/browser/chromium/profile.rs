//! Owns the folder in which one Chromium keeps what outlives its window; it is removed with this value.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

static MADE: AtomicUsize = AtomicUsize::new(0);

/// A folder that no one else uses.
#[derive(Debug)]
pub(crate) struct Profile(PathBuf);

impl Profile {
    /// A name for one; Chromium makes it.
    pub(crate) fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::SeqCst);
        let name = format!("esia-harness-{}-{number}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // What is left over lies among the machine's temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
