//! Owns the diary's moment: the machine's clock with an offset, or a frozen moment.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// The diary's clock. Clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Mutex<Reading>>);

#[derive(Debug, Clone, Copy)]
enum Reading {
    Running { ahead: SignedDuration },
    Frozen(Timestamp),
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(Reading::Running { ahead: SignedDuration::ZERO })))
    }

    /// A clock frozen at `moment` until it is set again.
    pub fn frozen(moment: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Reading::Frozen(moment))))
    }

    /// The present moment of the diary.
    pub fn now(&self) -> Timestamp {
        match *self.reading() {
            Reading::Frozen(moment) => moment,
            Reading::Running { ahead } => machine_now().checked_add(ahead).unwrap_or(Timestamp::MAX),
        }
    }

    /// Whether the clock is frozen.
    pub fn is_frozen(&self) -> bool {
        matches!(*self.reading(), Reading::Frozen(_))
    }

    /// Puts the clock at `moment` and stops it there.
    pub fn freeze(&self, moment: Timestamp) {
        *self.reading() = Reading::Frozen(moment);
    }

    /// Puts the clock at `moment` and lets it run from there.
    pub fn run_from(&self, moment: Timestamp) {
        *self.reading() = Reading::Running { ahead: moment.duration_since(machine_now()) };
    }

    fn reading(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the diary reads the machine's clock")]
fn machine_now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_stands_and_a_running_one_starts_where_it_was_put() {
        let moment: Timestamp = "2018-11-20T09:00:00Z".parse().unwrap();
        let clock = Clock::frozen(moment);
        assert_eq!((clock.now(), clock.now(), clock.is_frozen()), (moment, moment, true));

        clock.run_from(moment);
        let ran = clock.now().duration_since(moment);
        assert!(!clock.is_frozen() && ran >= SignedDuration::ZERO && ran < SignedDuration::from_secs(60));
    }
}
