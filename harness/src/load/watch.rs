//! Owns real time: the one place of the load driver that reads the machine's clock or waits on it.

use std::time::{Duration, Instant};

/// Time since a moment.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    started: Instant,
}

impl Watch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// How long it has run.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Waits until it has run for `due`; returns at once when it already has.
    pub fn wait_for(&self, due: Duration) {
        pause(due.saturating_sub(self.elapsed()));
    }
}

/// Lets a real process be for a while.
#[expect(clippy::disallowed_methods, reason = "a benchmark waits for real processes and real arrivals")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}
