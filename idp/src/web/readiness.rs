//! Whether the server takes more work, for probes and for those who wait.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the server is about to end: it still serves, and asks for no more work.
#[derive(Debug, Default)]
pub struct Readiness(AtomicBool);

impl Readiness {
    /// The server is about to end.
    pub fn drain(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it is.
    pub fn is_draining(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
