//! A realm's clock: it runs beside the machine's, or stands still, and can be set and moved.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::domain::time::{Span, Timestamp};

/// How a clock goes on from where it was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "mode")]
pub enum ClockState {
    /// It runs, this far from the machine's clock.
    Running {
        /// Added to the machine's time.
        offset_ms: Span,
    },
    /// It stands until it is moved.
    Frozen {
        /// Where it stands.
        now: Timestamp,
    },
}

/// A clock that can be set, frozen and moved.
#[derive(Debug)]
pub struct TravelClock {
    state: Mutex<ClockState>,
}

impl ClockState {
    /// A clock that shows the machine's time.
    pub const SYSTEM: Self = Self::Running { offset_ms: Span::ZERO };

    /// A clock that shows `now`, running or frozen.
    pub fn showing(now: Timestamp, running: bool) -> Self {
        if running { Self::Running { offset_ms: now.since(machine_now()) } } else { Self::Frozen { now } }
    }

    /// The moment that a clock of this state shows.
    pub fn now(self) -> Timestamp {
        match self {
            Self::Running { offset_ms } => machine_now() + offset_ms,
            Self::Frozen { now } => now,
        }
    }

    /// Whether the clock runs by itself.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

impl TravelClock {
    /// A clock in a state.
    pub fn new(state: ClockState) -> Self {
        Self { state: Mutex::new(state) }
    }

    /// The moment it shows.
    pub fn now(&self) -> Timestamp {
        self.lock().now()
    }

    /// Its state.
    pub fn state(&self) -> ClockState {
        *self.lock()
    }

    /// Sets it.
    pub fn set(&self, state: ClockState) {
        *self.lock() = state;
    }

    fn lock(&self) -> MutexGuard<'_, ClockState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The machine's time, for what is told outside of any realm.
pub fn machine_time() -> Timestamp {
    machine_now()
}

/// The machine's time: the only place that reads it.
#[expect(clippy::disallowed_methods, reason = "a running clock is the machine's clock with an offset")]
fn machine_now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_stands_and_a_running_one_starts_where_it_was_set() {
        let noon: Timestamp = "2018-10-15T12:00:00Z".parse().unwrap();
        let clock = TravelClock::new(ClockState::showing(noon, false));
        assert_eq!(clock.now(), noon);
        clock.set(ClockState::showing(noon, true));
        assert!(clock.now().since(noon) < Span::from_mins(1));
        assert!(clock.state().is_running());
    }
}
