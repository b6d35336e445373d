//! Owns the order of a run: scenarios side by side, each alone in its realm, one stream of events.

mod accepted;
mod calibrated;
mod order;
mod starts;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::bench::Bench;
use crate::bench::browser::Browsers;
use crate::bench::halt::Halt;
use crate::bench::idp::ControlToken;
use crate::bench::limits::Limits;
use crate::bench::party::{Choice, Protocol, Setting};
use crate::bench::transcript::Transcript;
use crate::diary::esia::identity::Identity;
use crate::diary::{Guard, Guards, Policy};
use crate::event::{Grade, Label, Outcome, PhaseDates, Plan, PolicyDates, RunEvent, Verdict};
use crate::interrupt::Interrupt;
use crate::report::Reporter;
use crate::runner::order::Order;
use crate::runner::starts::Starts;
use crate::scenario::Scenario;
use crate::stopwatch::Stopwatch;
use crate::system::process::ProcessHandles;
use crate::system::tls::Trust;

/// How many refused requests are reported for a scenario.
const REFUSALS_MAX: usize = 20;

/// How often the runner looks whether the run is to stop, and how long scenarios then have to notice it.
const LOOK: Duration = Duration::from_millis(50);
const GRACE: Duration = Duration::from_millis(250);

/// Ends the process.
#[derive(Clone, Copy)]
pub struct Abandon<'r>(pub &'r (dyn Fn() -> Infallible + Sync));

impl std::fmt::Debug for Abandon<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Abandon")
    }
}

/// What a run is given.
#[derive(Debug)]
pub struct Run<'r> {
    /// The provider's address, without a trailing slash.
    pub base_url: &'r str,
    /// The provider's control API.
    pub control_url: &'r str,
    /// What the control API wants to see, where it wants it.
    pub control_token: Option<&'r ControlToken>,
    /// The key of the relying parties.
    pub identity: &'r Identity,
    /// How the built-in diary speaks with the portal.
    pub protocol: Protocol,
    /// Which relying party the run is about.
    pub party: &'r Choice,
    /// The scenarios.
    pub scenarios: &'r [Scenario],
    /// Which browsers people use.
    pub browsers: &'r Browsers,
    /// How many run at once.
    pub jobs: usize,
    /// The seed of all random values.
    pub seed: u64,
    /// The beginning of the command that runs a scenario again; its id is added.
    pub replay: &'r str,
    /// What the relying party may take of each scenario.
    pub limits: Limits,
    /// The request to stop.
    pub interrupt: &'r Interrupt,
    /// The roots that servers are verified against.
    pub trust: &'r Trust,
    /// The guards of the processes that scenarios start.
    pub process_handles: &'r ProcessHandles,
    /// Ends the process although scenarios are stuck, when the run was interrupted and the reports are complete. Without
    /// it stuck scenarios are waited for.
    pub abandon: Option<Abandon<'r>>,
    /// Whether no further scenario begins after one that failed.
    pub fail_fast: bool,
    /// Which guards of the diary are down; none but to prove that scenarios can fail.
    pub without: &'r [Guard],
}

/// How a run went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Every scenario that applies passed, perhaps with warnings or items that need a look.
    Green,
    /// A scenario failed, or proved nothing; or none applied.
    Red,
    /// The bench broke, or the run was broken off.
    Broken,
}

impl Run<'_> {
    /// Runs everything and sends each event to `reporters`.
    pub fn run(&self, reporters: &mut [&mut dyn Reporter]) -> std::io::Result<Colour> {
        let (events, happened) = mpsc::channel();
        let (order, starts) = (Order::of(self.scenarios, self.jobs), Starts::default());
        let mut reporting =
            Reporting { reporters, stopwatch: Stopwatch::start(), verdicts: Vec::new(), open: Vec::new() };
        reporting.report(RunEvent::RunStarted(self.plan()))?;
        thread::scope(|scope| {
            let (order, starts) = (&order, &starts);
            for &scenario in order.waiting() {
                let events = events.clone();
                scope.spawn(move || self.told(scenario, order, starts, &events));
            }
            for _ in 0..self.jobs.clamp(1, order.in_turn().max(1)) {
                let events = events.clone();
                scope.spawn(move || self.work(order, starts, &events));
            }
            // The channel ends when the last worker lets go of its end.
            drop(events);
            self.listen(&happened, &mut reporting)
        })?;
        let interrupted = self.interrupt.is_requested();
        reporting.finished(interrupted)?;
        Ok(if interrupted { Colour::Broken } else { Colour::of(&reporting.verdicts) })
    }

    /// Reports events until every worker is done. An interrupted run does not wait for stuck scenarios.
    fn listen(
        &self,
        happened: &Receiver<RunEvent>,
        reporting: &mut Reporting<'_, '_>,
    ) -> std::io::Result<()> {
        let mut stopping = None;
        loop {
            match happened.recv_timeout(LOOK) {
                Ok(event) => reporting.report(event)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let Some(abandon) = self.abandon.filter(|_| self.interrupt.is_requested()) else {
                continue;
            };
            if stopping.get_or_insert_with(Stopwatch::start).elapsed() > GRACE {
                // Their end takes as long as the reports do.
                self.process_handles.hang_up();
                for id in std::mem::take(&mut reporting.open) {
                    reporting.report(RunEvent::ScenarioFinished { id, outcome: self.stuck(id) })?;
                }
                reporting.finished(true)?;
                abandon.0();
            }
        }
    }

    /// The outcome of a scenario that did not react to the interruption.
    fn stuck(&self, id: &str) -> Outcome {
        Outcome {
            verdict: Verdict::Interrupted,
            took: GRACE,
            halt: Some(Halt::Interrupted.to_string()),
            halt_cause: None,
            journal: Vec::new(),
            party_said: Vec::new(),
            replay: format!("{} {id}", self.replay),
        }
    }

    fn plan(&self) -> Plan {
        let label = |scenario: &Scenario| Label {
            id: scenario.id,
            title: scenario.title,
            kind: scenario.kind.word(),
            clauses: scenario.clauses,
            policy: scenario.policy,
            begins: scenario.at,
        };
        Plan {
            seed: self.seed,
            jobs: self.jobs,
            idp: self.base_url.to_owned(),
            party: self.named(),
            scenarios: self.scenarios.iter().map(label).collect(),
            policies: policies(self.party, self.scenarios),
        }
    }

    /// The party, with its way to speak where that is not the usual one.
    fn named(&self) -> String {
        match self.party {
            Choice::Builtin if self.protocol != Protocol::FIRST => {
                format!("{}, {}", self.party.name(), self.protocol)
            }
            party => party.name().to_owned(),
        }
    }

    /// Takes scenarios until none is left.
    fn work(&self, order: &Order<'_>, starts: &Starts, events: &Sender<RunEvent>) {
        while !self.interrupt.is_requested() {
            let Some(scenario) = order.next() else {
                return;
            };
            self.told(scenario, order, starts, events);
        }
    }

    fn told(&self, scenario: &Scenario, order: &Order<'_>, starts: &Starts, events: &Sender<RunEvent>) {
        let _ = events.send(RunEvent::ScenarioStarted { id: scenario.id });
        // A thread of its own: a panic in one scenario becomes its outcome and does not affect the others.
        let stopwatch = Stopwatch::start();
        let outcome = thread::scope(|scope| scope.spawn(|| self.one(scenario, starts, events)).join());
        let outcome = outcome.unwrap_or_else(|panic| {
            let why = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let why = why.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Outcome {
                verdict: Verdict::Broken,
                took: stopwatch.elapsed(),
                halt: Some(format!("the scenario panicked: {why}")),
                halt_cause: None,
                journal: Vec::new(),
                party_said: Vec::new(),
                replay: self.replay(scenario),
            }
        });
        if self.fail_fast && outcome.verdict == Verdict::Failed {
            order.end();
        }
        let _ = events.send(RunEvent::ScenarioFinished { id: scenario.id, outcome });
    }

    fn one(&self, scenario: &Scenario, starts: &Starts, events: &Sender<RunEvent>) -> Outcome {
        let transcript = Transcript::within(self.limits, scenario.id, events.clone(), self.interrupt.clone());
        let setting = self.setting(scenario);
        let opened = match scenario.is_not_for(self.party) {
            Some(why) => Err(Halt::NotApplicable(why)),
            None if starts.mend(|| self.calibrated(starts)).is_some() => {
                Err(Halt::Invalid(starts.mend(|| None).unwrap_or_default()))
            }
            None if self.interrupt.is_requested() => Err(Halt::Interrupted),
            None => starts.noted(|| Bench::open(setting, transcript.clone())),
        };
        let (ended, journal, party_said) = match opened {
            Ok(bench) => {
                let ended = (scenario.run)(&bench);
                bench.record_back_channel();
                bench.judge_output();
                let is_trouble = verdict(&ended, transcript.worst()).is_trouble();
                if is_trouble {
                    let _ = events.send(RunEvent::Kept { id: scenario.id, evidence: bench.evidence() });
                }
                let said = if is_trouble { bench.party_said() } else { Vec::new() };
                (ended, bench.refusals(REFUSALS_MAX).unwrap_or_default(), said)
            }
            Err(halt) => (Err(halt), Vec::new(), Vec::new()),
        };
        let found = verdict(&ended, transcript.worst());
        let halt = ended.err().map(|halt| transcript.masked(&halt.to_string()));
        let (verdict, halt) = accepted::judged(self.party, scenario.id, found, halt);
        Outcome {
            verdict,
            took: transcript.elapsed(),
            halt,
            halt_cause: transcript.halt_cause(),
            journal,
            party_said,
            replay: self.replay(scenario),
        }
    }

    /// What a scenario of this run is set in.
    fn setting<'s>(&'s self, scenario: &'s Scenario) -> Setting<'s> {
        Setting {
            base_url: self.base_url,
            control_url: self.control_url,
            control_token: self.control_token,
            identity: self.identity,
            protocol: self.protocol,
            expects_next_key: false,
            party: self.party,
            now: scenario.at,
            policy: scenario.policy,
            browsers: self.browsers,
            seed: seed_of(self.seed, scenario.id),
            trust: self.trust,
            process_handles: self.process_handles,
            guards: Guards::without(self.without),
        }
    }

    fn replay(&self, scenario: &Scenario) -> String {
        format!("{} {}", self.replay, scenario.id)
    }
}

/// The reporters, and the state of the run so far.
struct Reporting<'t, 'r> {
    reporters: &'t mut [&'r mut dyn Reporter],
    stopwatch: Stopwatch,
    verdicts: Vec<Verdict>,
    /// Scenarios that have begun and not ended.
    open: Vec<&'static str>,
}

impl Reporting<'_, '_> {
    fn report(&mut self, event: RunEvent) -> std::io::Result<()> {
        let event = event.printable();
        match &event {
            RunEvent::ScenarioStarted { id } => self.open.push(id),
            RunEvent::ScenarioFinished { id, outcome } => {
                self.open.retain(|one| one != id);
                self.verdicts.push(outcome.verdict);
            }
            _ => {}
        }
        self.reporters.iter_mut().try_for_each(|reporter| reporter.on_event(&event))
    }

    fn finished(&mut self, interrupted: bool) -> std::io::Result<()> {
        self.report(RunEvent::RunFinished { took: self.stopwatch.elapsed(), interrupted })
    }
}

impl Colour {
    /// The worst of the scenarios; a run in which none passed has found out nothing.
    fn of(verdicts: &[Verdict]) -> Self {
        let worst = verdicts.iter().map(|verdict| match verdict {
            Verdict::Passed | Verdict::NotApplicable | Verdict::Look | Verdict::Warned => Colour::Green,
            Verdict::Failed | Verdict::Invalid => Colour::Red,
            Verdict::Broken | Verdict::Interrupted => Colour::Broken,
        });
        let worst = worst.max().unwrap_or(Colour::Green);
        let says_nothing = verdicts.iter().all(|verdict| *verdict == Verdict::NotApplicable);
        if says_nothing { worst.max(Colour::Red) } else { worst }
    }
}

/// The policies that scenarios rest on, with their dates; none where the party is not said to follow one.
fn policies(party: &Choice, scenarios: &[Scenario]) -> Vec<PolicyDates> {
    if matches!(party, Choice::Described(described) if described.policy.is_none()) {
        return Vec::new();
    }
    let is_used = |id: &&str| scenarios.iter().any(|scenario| scenario.policy == *id);
    let dates = |policy: Policy| {
        let phases = policy.stretches().map(|(from, password, portal)| PhaseDates {
            from: from.map(|day| day.to_string()),
            password,
            portal,
        });
        PolicyDates { phases: phases.collect(), id: policy.id, title: policy.title }
    };
    Policy::names().filter(is_used).filter_map(Policy::named).map(dates).collect()
}

fn verdict(ended: &Result<(), Halt>, worst: Option<Grade>) -> Verdict {
    match (ended, worst) {
        // What was seen of the party before counts, whatever the control came to.
        (Err(Halt::Invalid(_)), Some(Grade::Must)) => Verdict::Failed,
        (Err(Halt::Invalid(_)), _) => Verdict::Invalid,
        (Err(Halt::Idp(_) | Halt::NoParty(_) | Halt::Broken(_)), _) => Verdict::Broken,
        (Err(Halt::Interrupted), _) => Verdict::Interrupted,
        (Err(Halt::Missing(_) | Halt::Unanswered(_)), _) | (_, Some(Grade::Must)) => Verdict::Failed,
        // What was found before the scenario ended counts, too.
        (_, Some(Grade::Should)) => Verdict::Warned,
        (_, Some(Grade::Look)) => Verdict::Look,
        (Err(Halt::NotApplicable(_)), None) => Verdict::NotApplicable,
        (Ok(()), None) => Verdict::Passed,
    }
}

/// The randomness of a scenario does not depend on which others run beside it.
fn seed_of(run: u64, id: &str) -> u64 {
    let digest = Sha256::new().chain_update(run.to_be_bytes()).chain_update(id).finalize();
    digest.iter().take(7).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
