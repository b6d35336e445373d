//! Owns the pace: users who sign in one after another, or arrivals that do not wait for the answers to earlier ones.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::load::http::{Line, Place};
use crate::load::latency::Latency;
use crate::load::watch::Watch;

/// A request that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections for each user of an open run, so that a late answer does not hold up the arrivals behind it.
const LINES_A_USER: usize = 8;
/// Failures that are quoted; the others are only counted.
const QUOTED: usize = 3;

/// When people arrive.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// Each user signs in again as soon as they are through.
    Closed,
    /// People arrive evenly, whether or not those before them have finished.
    Open {
        /// Arrivals a second.
        per_second: f64,
    },
}

/// Who signs in, when, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Users at the same time.
    pub users: usize,
    /// When they arrive.
    pub pace: Pace,
    /// How long they go on arriving.
    pub last: Duration,
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Complete sign-ins: from their beginning in a closed run, from the moment they were due in an open one.
    pub sign_ins: Latency,
    /// Single requests.
    pub requests: Latency,
    /// Sign-ins that failed.
    pub failed: u64,
    /// What the first of them said.
    pub failures: Vec<String>,
    /// From the first arrival to the last answer.
    pub lasted: Duration,
}

impl Tally {
    /// Complete sign-ins a second.
    pub fn per_second(&self) -> f64 {
        self.sign_ins.total() as f64 / self.lasted.as_secs_f64()
    }

    fn new() -> Self {
        let (sign_ins, requests) = (Latency::new(), Latency::new());
        Self { sign_ins, requests, failed: 0, failures: Vec::new(), lasted: Duration::ZERO }
    }

    fn merge(mut self, other: Self) -> Self {
        self.sign_ins.merge(&other.sign_ins);
        self.requests.merge(&other.requests);
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.failures.truncate(QUOTED);
        self
    }
}

/// One complete sign-in of a user over a line.
pub type SignIn<'a> = &'a (dyn Fn(usize, &mut Line) -> Result<(), String> + Sync);

/// Drives sign-ins against a server as planned.
pub fn drive(place: &Place, plan: Plan, sign_in: SignIn<'_>) -> Tally {
    let lines = match plan.pace {
        Pace::Closed => plan.users,
        Pace::Open { .. } => plan.users * LINES_A_USER,
    };
    let (watch, arrivals) = (Watch::start(), AtomicU64::new(0));
    let run = Run { place, plan, sign_in, watch, arrivals: &arrivals };
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..lines).map(|number| scope.spawn(move || run.one_line(number))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("invariant: a driver thread does not panic"))
            .collect()
    });
    let all = tallies.into_iter().fold(Tally::new(), Tally::merge);
    Tally { lasted: watch.elapsed(), ..all }
}

#[derive(Clone, Copy)]
struct Run<'a> {
    place: &'a Place,
    plan: Plan,
    sign_in: SignIn<'a>,
    watch: Watch,
    arrivals: &'a AtomicU64,
}

impl Run<'_> {
    fn one_line(self, number: usize) -> Tally {
        let mut tally = Tally::new();
        let mut line = Line::to(self.place.clone(), PATIENCE);
        while let Some((user, due)) = self.next_arrival(number) {
            line.forget();
            match (self.sign_in)(user, &mut line) {
                Ok(()) => tally.sign_ins.count(self.watch.elapsed().saturating_sub(due)),
                Err(error) => {
                    tally.failed += 1;
                    tally.failures.push(error);
                    tally.failures.truncate(QUOTED);
                }
            }
        }
        tally.requests.merge(&line.times);
        tally
    }

    /// The next user and the moment from which latency counts; nothing once the run has ended.
    fn next_arrival(&self, line: usize) -> Option<(usize, Duration)> {
        let Pace::Open { per_second } = self.plan.pace else {
            let now = self.watch.elapsed();
            return (now < self.plan.last).then_some((line, now));
        };
        let arrival = self.arrivals.fetch_add(1, Ordering::Relaxed);
        let due = Duration::from_secs_f64(arrival as f64 / per_second);
        if due >= self.plan.last {
            return None;
        }
        self.watch.wait_for(due);
        Some((arrival as usize % self.plan.users, due))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};

    use super::*;

    /// No one listens there.
    fn nowhere() -> Place {
        std::net::SocketAddr::from(([127, 0, 0, 1], 9)).into()
    }

    fn plan(pace: Pace) -> Plan {
        Plan { users: 2, pace, last: Duration::from_millis(200) }
    }

    #[test]
    fn an_open_run_lets_arrivals_in_while_an_earlier_one_is_held() {
        let (release, held) = mpsc::channel();
        let (held, through) = (Mutex::new(held), AtomicU64::new(0));
        let first_waits_for_ten_others = |_: usize, _: &mut Line| {
            if through.fetch_add(1, Ordering::Relaxed) == 0 {
                return held.lock().unwrap().recv().map_err(|error| error.to_string());
            }
            if through.load(Ordering::Relaxed) == 11 {
                release.send(()).unwrap();
            }
            Ok(())
        };
        let tally = drive(&nowhere(), plan(Pace::Open { per_second: 100.0 }), &first_waits_for_ten_others);
        assert_eq!((tally.sign_ins.total(), tally.failed), (20, 0));
        assert!(tally.sign_ins.longest() >= Duration::from_millis(90), "{:?}", tally.sign_ins.longest());
    }

    #[test]
    fn a_closed_run_ends_in_time_and_keeps_each_user_on_a_line_of_their_own() {
        let seen = Mutex::new([0_u64; 2]);
        let sign_in = |user: usize, _: &mut Line| {
            seen.lock().unwrap()[user] += 1;
            Ok(())
        };
        let tally = drive(&nowhere(), plan(Pace::Closed), &sign_in);
        let seen = seen.into_inner().unwrap();
        assert!(seen.iter().all(|count| *count > 0));
        assert_eq!(tally.sign_ins.total(), seen.iter().sum::<u64>());
        assert!(tally.lasted >= Duration::from_millis(200));
    }

    #[test]
    fn failures_are_counted_and_the_first_quoted() {
        let tally =
            drive(&nowhere(), plan(Pace::Open { per_second: 100.0 }), &|_, _| Err("refused".to_owned()));
        assert_eq!((tally.failed, tally.failures.len(), tally.sign_ins.total()), (20, QUOTED, 0));
    }
}
