//! Owns what is written down while citizens are under way.

use std::time::Duration;

use load::seen::{End, Seen};
use load::sides::Side;
use load::timeline::{Timeline, Usage};
use load::trouble::{Trouble, Troubles};

/// The books of a run: of the step that is driven, and of the whole.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// The step.
    pub(super) seen: Seen,
    /// All seconds of the run.
    pub(super) timeline: Timeline,
    /// All that broke.
    pub(super) troubles: Troubles,
    /// The last thing that broke, also at the time of rest.
    pub(super) last_trouble: Option<Trouble>,
    /// The rate that is due now.
    pub(super) rate: f64,
    /// How many are under way, and with how many sockets.
    pub(super) under_way: u64,
    pub(super) sockets: u64,
    /// Whether what is seen counts for the timeline: not at the time of rest.
    pub(super) is_measured: bool,
}

impl Books {
    /// Begins the books of a step.
    pub(super) fn begin(&mut self) {
        self.seen = Seen::default();
    }

    /// A citizen is due.
    pub(super) fn due(&mut self, at: Duration) {
        self.seen.counts.begun += 1;
        if self.is_measured {
            self.timeline.due(at);
        }
    }

    /// A citizen sets out.
    pub(super) fn sets_out(&mut self) {
        self.under_way += 1;
        self.seen.under_way(self.under_way, self.sockets);
    }

    /// A visit ended at a moment after so much waiting.
    pub(super) fn end(&mut self, end: End, at: Duration, waited: Duration) {
        self.seen.end(end, waited);
        if self.is_measured && end != End::Abandoned {
            self.timeline.end(at, end == End::Through, waited);
        }
    }

    /// A socket was taken.
    pub(super) fn takes_socket(&mut self) {
        self.sockets += 1;
        self.seen.under_way(self.under_way, self.sockets);
    }

    /// A request came to its end.
    pub(super) fn request(&mut self, side: Side, late: Duration, taken: Duration) {
        self.seen.request(side, late, taken);
    }

    /// Something broke.
    pub(super) fn trouble(&mut self, trouble: Trouble, at: Duration) {
        self.last_trouble = Some(trouble.clone());
        if self.is_measured {
            self.troubles.count(trouble, at.as_secs_f64(), self.rate);
        }
    }

    /// What the processes used in the last second.
    pub(super) fn usage(&mut self, at: Duration, usage: Option<Usage>) {
        if self.is_measured {
            self.timeline.usage(at, self.under_way, usage);
        }
    }
}
