//! Owns the crowd: citizens set out when they are due, whether or not those before them have finished, within bounds.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use lang::Lang;
use load::arrivals::Arrivals;
use load::chance::Chance;
use load::curve::Curve;
use load::mix::Mix;
use load::report::console;
use load::seen::{End, Seen};
use load::sides::{Evidence, PortalTimes, Side};
use load::told::{Bounds, Measured};
use load::trouble::{How, Trouble};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::bench::browser::jar::Jar;
use crate::citizens::page::Mind;
use crate::citizens::people::{PASSWORD, WRONG_PASSWORD};
use crate::citizens::portal;
use crate::citizens::processes::{Processes, Used};
use crate::citizens::progress::Progress;
use crate::citizens::visit::{Shared, Visit};
use crate::interrupt::Interrupt;

/// How often the driver looks whether somebody wants to stop, and at the processes.
const LOOK: Duration = Duration::from_millis(50);
const SAMPLE: Duration = Duration::from_secs(1);
/// How often it measures how late it wakes up.
const LAG: Duration = Duration::from_millis(20);

/// A slow party is left at rest by fewer citizens.
const ALONE_MIN: usize = 2;
const ALONE_LAST: Duration = Duration::from_millis(500);

/// What drives citizens.
pub(super) struct Crowd<'c> {
    pub(super) shared: Rc<Shared>,
    pub(super) processes: Processes,
    pub(super) interrupt: &'c Interrupt,
    pub(super) progress: &'c Progress,
    pub(super) bounds: &'c Bounds,
    pub(super) lang: Lang,
    /// How many have come until now, of all that may.
    pub(super) come: Cell<u64>,
    /// The last look at the processes.
    pub(super) sampled: Cell<(Duration, Used)>,
}

/// A part of a run.
pub(super) struct Leg<'l> {
    pub(super) curve: &'l Curve,
    pub(super) mix: &'l Mix,
    pub(super) seed: u64,
    /// How long those who are under way at the end may go on.
    pub(super) drain: Duration,
    /// What was seen at rest: the wire of a request, the lag of the driver.
    pub(super) rest: (Duration, Duration),
}

/// Everything that is read at a moment.
#[derive(Clone, Copy)]
pub(super) struct Look {
    used: Used,
    told: PortalTimes,
}

/// What was watched of people who came.
struct Watched {
    /// Before the first came, and when the last had ended.
    looks: (Look, Look),
    seen: Seen,
    /// How long they were due.
    arrived: Duration,
    lag: Duration,
}

impl Crowd<'_> {
    /// Lets citizens come along a curve.
    pub(super) async fn drive(&self, leg: &Leg<'_>) -> Measured {
        let come = async |begun| {
            let mut visits = JoinSet::new();
            self.arrive(leg, begun, &mut visits).await;
            let arrived = self.now() - begun;
            self.drain(leg.drain, &mut visits).await;
            visits.shutdown().await;
            arrived
        };
        let Watched { looks, seen, arrived, lag } = self.watched(come).await;
        self.measured(looks, seen, arrived, (leg.rest.0, lag.saturating_sub(leg.rest.1)))
    }

    /// Lets so many citizens come one after another, with nobody else there; gives the lag of the driver too.
    pub(super) async fn alone(&self, count: usize, seed: u64) -> (Measured, Duration) {
        let mut chance = Chance::seeded(seed);
        let calm = Mix {
            returning: 0.0,
            session: 0.0,
            wrong_password: 0.0,
            abandons: 0.0,
            think: Duration::ZERO,
            resources: true,
        };
        let come = async |begun| {
            for number in 0..count {
                let is_enough = number >= ALONE_MIN && self.now() - begun > ALONE_LAST;
                if self.interrupt.is_requested() || is_enough {
                    break;
                }
                let visit = self.visit(self.now(), &calm, &mut chance);
                visit.live().await;
            }
            self.now() - begun
        };
        let Watched { looks, seen, arrived, lag } = self.watched(come).await;
        (self.measured(looks, seen, arrived, (Duration::ZERO, Duration::ZERO)), lag)
    }

    /// Lets people come in books of their own, between two looks, while the lag of the driver is measured.
    async fn watched(&self, come: impl AsyncFnOnce(Duration) -> Duration) -> Watched {
        self.shared.wire.books.borrow_mut().begin();
        let (before, begun) = (self.look().await, self.now());
        let lag = Rc::new(Cell::new((Duration::ZERO, 0)));
        let mut watching = JoinSet::new();
        watching.spawn_local(measure_lag(Rc::clone(&self.shared), Rc::clone(&lag)));
        let arrived = come(begun).await;
        watching.shutdown().await;
        let seen = self.shared.wire.books.borrow().seen.clone();
        let (late, count) = lag.get();
        let lag = late.checked_div(count).unwrap_or_default();
        Watched { looks: (before, self.look().await), seen, arrived, lag }
    }

    /// What was used and done until now.
    pub(super) async fn look(&self) -> Look {
        let told = match portal::request(&self.shared.places.portal) {
            Some(request) => self.shared.wire.fetch(request).await,
            None => None,
        };
        let told = told.map(|(_, text)| portal::read(&text)).unwrap_or_default();
        Look { used: self.processes.used(self.now().as_secs_f64()), told }
    }

    /// What was measured between two looks.
    pub(super) fn measured(
        &self,
        (before, after): (Look, Look),
        seen: Seen,
        arrived: Duration,
        (wire, lag): (Duration, Duration),
    ) -> Measured {
        let told = after.told.since(&before.told);
        let (sign_ins, party, portal) =
            (seen.counts.judged() + seen.counts.abandoned, seen.party, seen.portal);
        let seconds = arrived.as_secs_f64();
        Measured {
            rate: if seconds > 0.0 { seen.counts.begun as f64 / seconds } else { 0.0 },
            seconds,
            evidence: Evidence { sign_ins, party, portal, told, wire, lag },
            cpu: after.used.since(&before.used),
            seen,
        }
    }

    /// Waits until the party answers as quickly as at rest, or for so long.
    pub(super) async fn settle(&self, usual: Duration, patience: Duration) {
        let begun = self.now();
        while self.now() - begun < patience && !self.interrupt.is_requested() {
            let asked = self.now();
            let start = reqwest::Request::new(reqwest::Method::GET, self.shared.places.start.clone());
            let answered = self.shared.wire.fetch(start).await;
            if answered.is_some_and(|(status, _)| status < 500) && self.now() - asked < usual {
                return;
            }
            sleep(LOOK).await;
            self.sample();
        }
    }

    async fn arrive(&self, leg: &Leg<'_>, begun: Duration, visits: &mut JoinSet<()>) {
        let mut chance = Chance::seeded(leg.seed ^ 0x9e37_79b9_7f4a_7c15);
        for moment in Arrivals::on(leg.curve, leg.seed) {
            let due = begun + moment;
            self.shared.wire.books.borrow_mut().rate = leg.curve.rate_at(moment);
            if !self.wait_until(due).await || self.come.get() >= self.bounds.people {
                return;
            }
            while visits.try_join_next().is_some() {}
            self.come.set(self.come.get() + 1);
            if visits.len() >= self.bounds.at_once {
                self.turn_away(due);
            } else {
                visits.spawn_local(self.visit(due, leg.mix, &mut chance).live());
            }
        }
        self.wait_until(begun + leg.curve.last()).await;
    }

    async fn drain(&self, patience: Duration, visits: &mut JoinSet<()>) {
        let until = self.now() + patience;
        while !visits.is_empty() && self.now() < until && !self.interrupt.is_requested() {
            sleep(LOOK).await;
            self.sample();
            while visits.try_join_next().is_some() {}
        }
    }

    /// Waits for a moment; no when somebody wants to stop.
    async fn wait_until(&self, due: Duration) -> bool {
        loop {
            self.sample();
            let left = due.saturating_sub(self.now());
            if self.interrupt.is_requested() || left.is_zero() {
                return !self.interrupt.is_requested();
            }
            sleep(left.min(LOOK)).await;
        }
    }

    /// Somebody who comes while as many are under way as may be.
    fn turn_away(&self, due: Duration) {
        let what = format!("{} citizens are under way; --at-once", self.bounds.at_once);
        let trouble =
            Trouble { side: Side::Driver, how: How::Bound, request: "a new citizen".to_owned(), what };
        let mut books = self.shared.wire.books.borrow_mut();
        books.due(due);
        books.trouble(trouble, due);
        books.end(End::Failed, due, Duration::ZERO);
    }

    fn visit(&self, due: Duration, mix: &Mix, chance: &mut Chance) -> Visit {
        let mut people = self.shared.people.borrow_mut();
        let drawn = people.draw(mix, chance);
        let login = people.all.get(drawn.person as usize).map(|person| person.login().to_owned());
        drop(people);
        let mut books = self.shared.wire.books.borrow_mut();
        books.due(due);
        books.sets_out();
        books.seen.counts.new += u64::from(drawn.is_new);
        books.seen.counts.not_new += u64::from(drawn.is_not_new);
        drop(books);
        let mind = Mind {
            login: login.unwrap_or_default(),
            password: PASSWORD,
            wrong_password: chance.happens(mix.wrong_password).then_some(WRONG_PASSWORD),
            leaves: chance.happens(mix.abandons),
            has_pressed: false,
            has_typed: false,
            has_looked: false,
            landed: None,
        };
        Visit {
            shared: Rc::clone(&self.shared),
            person: drawn.person,
            mind,
            jar: if drawn.is_new { Jar::default() } else { drawn.jar },
            chance: Chance::seeded(chance.below(usize::MAX) as u64),
            think: mix.think,
            has_cached: !drawn.is_new || !mix.resources,
            due,
            waited: Duration::ZERO,
            has_ended: false,
        }
    }

    /// Looks at the processes once a second, and tells how far it is.
    fn sample(&self) {
        let (now, (last, before)) = (self.now(), self.sampled.get());
        if now - last < SAMPLE {
            return;
        }
        let used = self.processes.used(now.as_secs_f64());
        self.sampled.set((now, used));
        let usage = self.processes.usage(&before, &used);
        let mut books = self.shared.wire.books.borrow_mut();
        books.usage(now, usage);
        let at = now.as_secs_f64();
        self.progress.is_at(now, || {
            console::progress(self.lang, at, books.rate, &books.seen, books.under_way, books.sockets)
        });
    }

    pub(super) fn now(&self) -> Duration {
        self.shared.wire.watch.elapsed()
    }
}

/// How late this thread comes to what it has to do.
async fn measure_lag(shared: Rc<Shared>, lag: Rc<Cell<(Duration, u32)>>) {
    loop {
        let due = shared.wire.watch.elapsed() + LAG;
        sleep(LAG).await;
        let (sum, count) = lag.get();
        lag.set((sum + shared.wire.watch.elapsed().saturating_sub(due), count + 1));
    }
}
