//! Owns that the diary's clock shows what the portal's shows, whoever moves it.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::bench::idp::Idp;
use crate::diary::Clock;

/// How often the portal is asked; a person who presses a button in one window is not faster in the other.
const LOOK: Duration = Duration::from_millis(200);

/// What two running clocks may differ by before one is set again.
const DRIFT: SignedDuration = SignedDuration::from_secs(1);

/// Moves a clock after the portal's until it is dropped.
#[derive(Debug)]
pub(crate) struct Follower {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Begins to follow.
    pub(crate) fn start(idp: Idp, clock: Clock) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                // A portal that does not answer now is asked again; its end is the command's matter.
                if let Ok(shown) = idp.clock() {
                    follow(&clock, shown.now, shown.is_frozen);
                }
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Sets a clock to what the other one shows.
fn follow(clock: &Clock, now: Timestamp, is_frozen: bool) {
    let apart = clock.now().duration_since(now).abs();
    match (is_frozen, clock.is_frozen()) {
        (true, true) if apart.is_zero() => {}
        (true, _) => clock.freeze(now),
        (false, false) if apart < DRIFT => {}
        (false, _) => clock.run_from(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_follows_stops_jumps_and_starts() {
        let moment = |text: &str| text.parse::<Timestamp>().unwrap();
        let (autumn, winter) = (moment("2018-11-20T09:00:00Z"), moment("2018-12-01T00:00:00Z"));
        let clock = Clock::frozen(autumn);
        follow(&clock, winter, true);
        assert_eq!((clock.now(), clock.is_frozen()), (winter, true));
        follow(&clock, autumn, false);
        assert!(!clock.is_frozen() && clock.now() >= autumn && clock.now() < winter);
        follow(&clock, autumn, true);
        assert_eq!((clock.now(), clock.is_frozen()), (autumn, true));
    }
}
