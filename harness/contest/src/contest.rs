//! Owns the order of a measurement: starts, filling, a warm-up, rounds in turn, and a run of even arrivals.

use std::time::Duration;

use harness::load::drive::{Pace, Plan, Tally, drive};
use harness::load::gate::Gate;
use harness::load::machine;
use harness::load::server::Server;
use harness::load::watch::pause;

use crate::args::Arguments;
use crate::contestant::{Card, Contestant};

/// What the first preparation reckons with; later ones know the rate.
const FIRST_GUESS_A_SECOND: f64 = 1_500.0;
/// More is prepared than the last round used, since the next may be faster.
const SPARE: f64 = 1.3;
/// Memory is read when a new process has come to rest.
const REST: Duration = Duration::from_millis(500);
/// Part of its own best rate at which each contestant gets even arrivals.
pub(crate) const EVEN_SHARE: f64 = 0.5;

/// What was seen of one contestant.
#[derive(Debug)]
pub(crate) struct Results {
    pub(crate) card: Card,
    /// From the start of the process to the first answer, once for each start.
    pub(crate) starts: Vec<Duration>,
    /// KnownUser MB of the fresh process, and once its people are there.
    pub(crate) idle_mb: f64,
    pub(crate) filled_mb: f64,
    pub(crate) rounds: Vec<Round>,
    /// The run of even arrivals, with its rate.
    pub(crate) even: Option<(f64, Tally)>,
    /// Why it was not measured to the end.
    pub(crate) trouble: Option<String>,
}

/// One round of one contestant.
#[derive(Debug, Clone)]
pub(crate) struct Round {
    pub(crate) tally: Tally,
    /// CPU seconds of the server, and of the driver beside it.
    pub(crate) cpu_seconds: f64,
    pub(crate) driver_seconds: f64,
    /// KnownUser MB of the server behind the round.
    pub(crate) resident_mb: f64,
}

/// A measurement of several contestants.
pub(crate) struct Contest<'a> {
    arguments: &'a Arguments,
    contestants: &'a [Box<dyn Contestant>],
}

/// A contestant that is running and filled.
struct RunningContestant<'a> {
    server: &'a Server,
    gate: Box<dyn Gate + 'a>,
}

impl<'a> Contest<'a> {
    pub(crate) fn new(arguments: &'a Arguments, contestants: &'a [Box<dyn Contestant>]) -> Self {
        Self { arguments, contestants }
    }

    /// Measures all of them.
    pub(crate) fn hold(&self) -> Vec<Results> {
        let mut standings: Vec<_> =
            self.contestants.iter().map(|contestant| Results::of(contestant.card())).collect();
        let servers = self.start(&mut standings);
        let mut entrants: Vec<_> = servers
            .iter()
            .zip(self.contestants)
            .zip(&mut standings)
            .map(|((server, contestant), standing)| {
                self.enter(server.as_ref()?, contestant.as_ref(), standing)
            })
            .collect();
        self.each(&mut entrants, &mut standings, "warm-up", |entrant, _| {
            self.round(entrant, FIRST_GUESS_A_SECOND).map(drop)
        });
        for number in 1..=self.arguments.rounds {
            let title = format!("round {number} of {}", self.arguments.rounds);
            self.each(&mut entrants, &mut standings, &title, |entrant, standing| {
                let expected = standing
                    .rounds
                    .last()
                    .map_or(FIRST_GUESS_A_SECOND, |round| round.tally.per_second() * SPARE);
                let round = self.round(entrant, expected)?;
                standing.rounds.push(round);
                Ok(())
            });
        }
        self.each(&mut entrants, &mut standings, "even arrivals", |entrant, standing| {
            let rate = standing.median(|round| round.tally.per_second()) * EVEN_SHARE;
            self.prepare(entrant, rate)?;
            standing.even = Some((rate, self.drive(entrant, Pace::Open { per_second: rate })?));
            Ok(())
        });
        standings
    }

    /// Starts everything as often as asked; the last process of each stays.
    fn start(&self, standings: &mut [Results]) -> Vec<Option<Server>> {
        let mut servers: Vec<Option<Server>> = self.contestants.iter().map(|_| None).collect();
        for number in 1..=self.arguments.starts {
            for ((contestant, standing), server) in
                self.contestants.iter().zip(&mut *standings).zip(&mut servers)
            {
                *server = None;
                if standing.trouble.is_some() {
                    continue;
                }
                eprintln!("bench: start {number} of {}: {}", self.arguments.starts, standing.card.name);
                match self.start_one(contestant.as_ref(), &standing.card) {
                    Ok(started) => {
                        standing.starts.push(started.ready);
                        *server = Some(started);
                    }
                    Err(error) => standing.trouble = Some(error),
                }
            }
        }
        servers
    }

    fn start_one(&self, contestant: &dyn Contestant, card: &Card) -> Result<Server, String> {
        let name: String =
            card.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        let log = self.arguments.logs.join(format!("{name}.log"));
        Server::start(contestant.command()?, contestant.probe(), &log)
            .map_err(|error| format!("{error} (its log is {})", log.display()))
    }

    fn enter<'s>(
        &self,
        server: &'s Server,
        contestant: &dyn Contestant,
        standing: &mut Results,
    ) -> Option<RunningContestant<'s>> {
        eprintln!("bench: filling {}", standing.card.name);
        let mut fill = || {
            pause(REST);
            standing.idle_mb = server.resident_mb()?;
            let gate = contestant.open(server, self.arguments.users)?;
            pause(REST);
            standing.filled_mb = server.resident_mb()?;
            Ok(RunningContestant { server, gate })
        };
        fill().map_err(|error| standing.trouble = Some(error)).ok()
    }

    fn each<'s>(
        &self,
        entrants: &mut [Option<RunningContestant<'s>>],
        standings: &mut [Results],
        title: &str,
        step: impl Fn(&mut RunningContestant<'s>, &mut Results) -> Result<(), String>,
    ) {
        for (entrant, standing) in entrants.iter_mut().zip(standings) {
            let Some(running) = entrant else { continue };
            eprintln!("bench: {title}: {}", standing.card.name);
            if let Err(error) = step(running, standing) {
                standing.trouble = Some(error);
                *entrant = None;
            }
        }
    }

    fn round(&self, entrant: &mut RunningContestant<'_>, expected_a_second: f64) -> Result<Round, String> {
        self.prepare(entrant, expected_a_second)?;
        let (before, driver_before) = (entrant.server.cpu_seconds()?, machine::cpu_seconds("self")?);
        let tally = self.drive(entrant, Pace::Closed)?;
        let (cpu_seconds, resident_mb) =
            (entrant.server.cpu_seconds()? - before, entrant.server.resident_mb()?);
        let driver_seconds = machine::cpu_seconds("self")? - driver_before;
        Ok(Round { tally, cpu_seconds, driver_seconds, resident_mb })
    }

    fn prepare(&self, entrant: &mut RunningContestant<'_>, expected_a_second: f64) -> Result<(), String> {
        entrant.gate.prepare((expected_a_second * self.arguments.round().as_secs_f64()) as usize)
    }

    fn drive(&self, entrant: &RunningContestant<'_>, pace: Pace) -> Result<Tally, String> {
        let plan = Plan { users: self.arguments.users, pace, last: self.arguments.round() };
        let tally = drive(&entrant.server.place, plan, &|user, line| entrant.gate.sign_in(user, line));
        match (tally.sign_ins.total(), tally.failures.first()) {
            (0, Some(failure)) => Err(format!("no sign-in succeeded: {failure}")),
            (0, None) => Err("no sign-in was made".to_owned()),
            _ => Ok(tally),
        }
    }
}

impl Results {
    fn of(card: Card) -> Self {
        let (starts, rounds) = (Vec::new(), Vec::new());
        Self { card, starts, idle_mb: 0.0, filled_mb: 0.0, rounds, even: None, trouble: None }
    }

    /// The median over the rounds; zero without any.
    pub(crate) fn median(&self, figure: impl Fn(&Round) -> f64) -> f64 {
        median(self.rounds.iter().map(figure).collect())
    }
}

/// The middle of some figures; zero without any.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() {
        0 => 0.0,
        count if count % 2 == 1 => figures[middle],
        _ => f64::midpoint(figures[middle - 1], figures[middle]),
    }
}
