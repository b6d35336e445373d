//! Owns a whole run: the time of rest, then one rate, a curve or steps up to the knee, and what is told of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use actix_web::rt::{System, SystemRunner};
use lang::Lang;
use load::aim::Aim;
use load::curve::Curve;
use load::knee::{Next, Search};
use load::report::console;
use load::seen::Seen;
use load::sides::Sides;
use load::told::{Bounds, KneeTold, Measured, Part, SCHEMA, Shape, Told};

use crate::bench::halt::Halt;
use crate::citizens::crowd::{Crowd, Leg, Look};
use crate::citizens::processes::Used;
use crate::citizens::progress::Progress;
use crate::citizens::stage::Stage;
use crate::citizens::visit::Shared;
use crate::citizens::wire::Wire;
use crate::interrupt::Interrupt;
use crate::load::machine;

/// Citizens of the time of rest.
const ALONE: usize = 8;
/// Steps of a search, at most.
const STEPS_MAX: usize = 24;
/// How long those who are under way at the end of a step may go on: what is slow then is seen.
const DRAIN_OF_STEP: Duration = Duration::from_secs(5);
/// How long a party may take to recover after a step that failed.
const RECOVERY: Duration = Duration::from_secs(30);
/// A front page that comes within so many times the time of rest has recovered.
const RECOVERED: u32 = 3;

/// What to drive.
pub(crate) enum Wanted {
    /// Once along the curve.
    Once(Shape),
    /// Steps of the length of the curve, from its rate up to another.
    Steps {
        /// The highest rate.
        rate_max: f64,
        /// The knee below which the run is red.
        at_least: Option<f64>,
    },
}

/// A run as it was asked for.
pub(crate) struct Order<'o> {
    pub(crate) wanted: Wanted,
    pub(crate) curve: Curve,
    pub(crate) aim: Aim,
    pub(crate) bounds: Bounds,
    pub(crate) seed: u64,
    pub(crate) command: String,
    pub(crate) lang: Lang,
    pub(crate) interrupt: &'o Interrupt,
    pub(crate) progress: &'o Progress,
}

/// Drives a run.
///
/// # Errors
/// When nobody can sign in even alone.
pub(crate) fn drive(stage: Stage, order: &Order<'_>) -> Result<Told, Halt> {
    let Stage { places, people, processes, trust, party, files, provider } = stage;
    // They go with the run, after the citizens.
    let _kept = (files, provider);
    let patience = Duration::from_secs_f64(order.bounds.patience_s);
    let wire = Wire::with_sockets(order.bounds.sockets, patience, &trust)?;
    let shared = Rc::new(Shared { wire, places, people: Rc::new(RefCell::new(people)) });
    let crowd = Crowd {
        shared,
        processes,
        interrupt: order.interrupt,
        progress: order.progress,
        bounds: &order.bounds,
        lang: order.lang,
        come: Cell::new(0),
        sampled: Cell::new((Duration::ZERO, Used::default())),
    };
    let system = System::new();
    let mut run = Run {
        order,
        crowd: &crowd,
        system,
        parts: Vec::new(),
        whole: Seen::default(),
        driven: Driven::default(),
        rest: Rest::default(),
    };
    run.rest()?;
    let before = run.system.block_on(crowd.look());
    crowd.shared.wire.books.borrow_mut().is_measured = true;
    let knee = match &order.wanted {
        Wanted::Once(_) => {
            let measured = run.leg(&order.curve, order.seed, patience);
            run.take(&measured);
            None
        }
        Wanted::Steps { rate_max, .. } => Some(run.search(*rate_max)),
    };
    Ok(run.told(before, knee, party))
}

struct Run<'r> {
    order: &'r Order<'r>,
    crowd: &'r Crowd<'r>,
    system: SystemRunner,
    parts: Vec<Part>,
    whole: Seen,
    driven: Driven,
    rest: Rest,
}

/// How long people were due in all, and how late the driver was at worst.
#[derive(Default)]
struct Driven {
    last: Duration,
    lag: Duration,
}

/// What was seen at rest.
#[derive(Default)]
struct Rest {
    part: Option<Part>,
    sides: Option<Sides>,
    wire: Duration,
    lag: Duration,
    /// A request to the party.
    usual: Duration,
}

impl Run<'_> {
    /// A few citizens alone: what the wire and the sides take when nobody waits for anybody.
    fn rest(&mut self) -> Result<(), Halt> {
        let count = ALONE.min(self.order.bounds.accounts);
        let (mut measured, lag) = self.system.block_on(self.crowd.alone(count, self.order.seed));
        if self.order.interrupt.is_requested() {
            return Err(Halt::Interrupted);
        }
        if measured.seen.counts.through == 0 {
            let trouble = self.crowd.shared.wire.books.borrow().last_trouble.clone();
            let why =
                trouble.map(|trouble| format!("{} ({})", trouble.what, trouble.request)).unwrap_or_default();
            return Err(Halt::NoParty(format!("nobody can sign in even alone: {why}")));
        }
        let wire = Duration::try_from_secs_f64(measured.evidence.excess()).unwrap_or_default();
        measured.evidence.wire = wire;
        let sides = measured.evidence.sides();
        let part = Part::of(&measured, &self.order.aim, None, self.cores());
        let usual = measured
            .seen
            .party
            .taken
            .checked_div(u32::try_from(measured.seen.party.count).unwrap_or(1).max(1));
        let usual = usual.unwrap_or_default() * RECOVERED + Duration::from_millis(20);
        self.rest = Rest { part: Some(part), sides: Some(sides), wire, lag, usual };
        Ok(())
    }

    fn leg(&self, curve: &Curve, seed: u64, drain: Duration) -> Measured {
        let rest = (self.rest.wire, self.rest.lag);
        let leg = Leg { curve, mix: &self.order.curve.mix, seed, drain, rest };
        self.system.block_on(self.crowd.drive(&leg))
    }

    fn take(&mut self, measured: &Measured) -> Part {
        self.whole = std::mem::take(&mut self.whole).and(&measured.seen);
        self.driven.last += Duration::try_from_secs_f64(measured.seconds).unwrap_or_default();
        self.driven.lag = self.driven.lag.max(measured.evidence.lag);
        Part::of(measured, &self.order.aim, self.rest.sides.as_ref(), self.cores())
    }

    fn search(&mut self, rate_max: f64) -> KneeTold {
        let (first, step) = (self.order.curve.peak(), self.order.curve.last());
        let mut search = Search::new(first, rate_max, STEPS_MAX);
        while let Next::Try(rate) = search.next() {
            // A rate fails when it fails twice: a machine that held its breath once says nothing about the party.
            let Some(first) = self.step(rate, step) else { break };
            let is_kept = first || self.step(rate, step).unwrap_or(false);
            if self.is_over() {
                break;
            }
            search.saw(is_kept);
        }
        let knee = search.so_far();
        let bad = knee.bad.unwrap_or(f64::INFINITY);
        let failed = || self.parts.iter().filter(|part| !part.kept && part.rate >= bad);
        let most = failed().map(|part| part.per_second).fold(0.0, f64::max);
        let first_failed = failed().min_by(|a, b| a.rate.total_cmp(&b.rate));
        let slow = first_failed.map(|part| part.slow);
        KneeTold { good: knee.good, bad: knee.bad, most: (most > 0.0).then_some(most), slow }
    }

    /// A step at a rate, and the time to recover after one that failed. Whether the aim was kept; nothing when it was broken off.
    fn step(&mut self, rate: f64, last: Duration) -> Option<bool> {
        let curve = Curve::constant(rate, last, self.order.curve.mix.clone());
        let seed = self.order.seed.wrapping_add(self.parts.len() as u64);
        let measured = self.leg(&curve, seed, DRAIN_OF_STEP);
        let part = Part { rate, ..self.take(&measured) };
        if self.is_over() {
            return None;
        }
        self.order.progress.keeps(&console::step(&part, self.order.lang));
        let is_kept = part.kept;
        if !is_kept {
            self.system.block_on(self.crowd.settle(self.rest.usual, RECOVERY));
        }
        self.parts.push(part);
        Some(is_kept)
    }

    fn is_over(&self) -> bool {
        self.order.interrupt.is_requested() || self.crowd.come.get() >= self.order.bounds.people
    }

    fn told(self, before: Look, knee: Option<KneeTold>, party: String) -> Told {
        let order = self.order;
        let after = self.system.block_on(self.crowd.look());
        let (late, seen, cores) = ((self.rest.wire, self.driven.lag), self.whole.clone(), self.cores());
        let measured = self.crowd.measured((before, after), seen, self.driven.last, late);
        let whole = Part::of(&measured, &order.aim, self.rest.sides.as_ref(), cores);
        let books = self.crowd.shared.wire.books.borrow();
        let (cell_seconds, timeline) = books.timeline.told();
        let (shape, kept) = match (&order.wanted, &knee) {
            (Wanted::Once(shape), _) => (*shape, whole.kept),
            (Wanted::Steps { at_least, .. }, knee) => {
                let good = knee.as_ref().and_then(|knee| knee.good);
                (Shape::Steps, good.is_some_and(|good| at_least.is_none_or(|least| good >= least)))
            }
        };
        let is_used_up = self.crowd.come.get() >= order.bounds.people && knee.is_some();
        Told {
            schema: SCHEMA,
            party,
            shape,
            title: order.curve.title.clone(),
            sources: order.curve.sources.clone(),
            aim: order.aim.to_string(),
            command: order.command.clone(),
            seed: order.seed,
            machine: machine::description(),
            cores,
            bounds: order.bounds.clone(),
            interrupted: order.interrupt.is_requested(),
            stopped: is_used_up.then(|| format!("--people: {} have come", order.bounds.people)),
            kept,
            knee,
            rest: self.rest.part,
            whole,
            steps: self.parts,
            troubles: books.troubles.kinds().to_vec(),
            other_troubles: books.troubles.others(),
            cell_seconds,
            timeline,
            compared: None,
        }
    }

    fn cores(&self) -> usize {
        machine::cores()
    }
}
