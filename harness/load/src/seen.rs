//! Owns what was seen of the citizens of a step: how many came to which end, and how long they waited.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::latency::Latency;
use crate::sides::{Requests, Side};

/// How a citizen's visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Signed in.
    Through,
    /// Gave up, as some do.
    Abandoned,
    /// Something broke.
    Failed,
    /// Still waiting for an answer when the step was over.
    CutOff,
}

/// How many came, and how it ended for them.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Counts {
    /// How many came.
    pub begun: u64,
    /// How many signed in.
    pub through: u64,
    /// How many gave up.
    pub abandoned: u64,
    /// For how many something broke.
    pub failed: u64,
    /// How many were cut off.
    pub cut_off: u64,
    /// How many were new to the party.
    pub new: u64,
    /// How many were meant to be new, and had been there before, since there were not enough accounts.
    pub not_new: u64,
    /// The most at the same time.
    pub under_way_max: u64,
    /// The most sockets in use at the same time.
    pub sockets_max: u64,
}

impl Counts {
    /// Sign-ins that ended in any way but by the citizen's own wish.
    pub fn judged(&self) -> u64 {
        self.through + self.failed + self.cut_off
    }
}

/// What was seen in a step.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Waiting times of sign-ins that were through, that failed and that were cut off; thinking is no waiting. Each counts from the
    /// moments at which its requests were due, so that a server that stops answers for everybody who would have come meanwhile.
    pub sign_ins: Latency,
    /// Times of single requests, from the moments at which they were due.
    pub requests: Latency,
    /// Requests to the party.
    pub party: Requests,
    /// Requests to the portal.
    pub portal: Requests,
    /// How many came, and how it ended for them.
    pub counts: Counts,
}

impl Seen {
    /// A request was answered, or will not be.
    pub fn request(&mut self, side: Side, late: Duration, taken: Duration) {
        let requests = if side == Side::Portal { &mut self.portal } else { &mut self.party };
        requests.count += 1;
        requests.late += late;
        requests.taken += taken;
        self.requests.count(late + taken);
    }

    /// A citizen's visit ended after so much waiting.
    pub fn end(&mut self, end: End, waited: Duration) {
        let count = match end {
            End::Through => &mut self.counts.through,
            End::Abandoned => &mut self.counts.abandoned,
            End::Failed => &mut self.counts.failed,
            End::CutOff => &mut self.counts.cut_off,
        };
        *count += 1;
        if end != End::Abandoned {
            self.sign_ins.count(waited);
        }
    }

    /// So many are under way, with so many sockets.
    pub fn under_way(&mut self, citizens: u64, sockets: u64) {
        self.counts.under_way_max = self.counts.under_way_max.max(citizens);
        self.counts.sockets_max = self.counts.sockets_max.max(sockets);
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.sign_ins.merge(&other.sign_ins);
        self.requests.merge(&other.requests);
        for (own, theirs) in [(&mut self.party, &other.party), (&mut self.portal, &other.portal)] {
            own.count += theirs.count;
            own.taken += theirs.taken;
            own.late += theirs.late;
        }
        self.counts.begun += other.counts.begun;
        self.counts.through += other.counts.through;
        self.counts.abandoned += other.counts.abandoned;
        self.counts.failed += other.counts.failed;
        self.counts.cut_off += other.counts.cut_off;
        self.counts.new += other.counts.new;
        self.counts.not_new += other.counts.not_new;
        self.under_way(other.counts.under_way_max, other.counts.sockets_max);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrivals::Arrivals;
    use crate::curve::Curve;
    use crate::mix::Mix;

    const MS: Duration = Duration::from_millis(1);

    /// A server that answers in 5 ms, but not between its tenth and twentieth second.
    fn paused(due: Duration) -> Duration {
        let (from, to) = (Duration::from_secs(10), Duration::from_secs(20));
        if (from..to).contains(&due) { to - due + MS * 5 } else { MS * 5 }
    }

    #[test]
    fn a_server_that_pauses_shows_in_the_percentiles_of_everybody_who_was_due_meanwhile() {
        let curve = Curve::constant(50.0, Duration::from_secs(100), Mix::default());
        let mut seen = Seen::default();
        for due in Arrivals::on(&curve, 1) {
            seen.end(End::Through, paused(due));
        }
        // A tenth of all were due in the pause, each waiting for its end: a driver that waits for answers would have asked once.
        let [p50, p95, p99] = [50, 95, 99].map(|percent| seen.sign_ins.percentile(percent));
        assert!(p50 < MS * 6, "{p50:?}");
        assert!((MS * 4_300..MS * 5_700).contains(&p95), "{p95:?}");
        assert!((MS * 8_500..MS * 9_500).contains(&p99), "{p99:?}");
        let mut waiting = Seen::default();
        (0..4_499).for_each(|_| waiting.end(End::Through, MS * 5));
        waiting.end(End::Through, MS * 10_005);
        assert!(
            waiting.sign_ins.percentile(99) < MS * 6,
            "the control: counted as they are sent, the pause is gone"
        );
    }

    #[test]
    fn those_who_are_cut_off_count_with_what_they_have_waited_and_those_who_gave_up_do_not() {
        let mut seen = Seen::default();
        seen.end(End::Through, MS);
        seen.end(End::CutOff, MS * 9_000);
        seen.end(End::Abandoned, MS * 60_000);
        assert_eq!((seen.sign_ins.total(), seen.counts.judged()), (2, 2));
        assert!(seen.sign_ins.longest() == MS * 9_000);
    }

    #[test]
    fn steps_are_counted_together() {
        let mut one =
            Seen { counts: Counts { begun: 3, under_way_max: 9, ..Counts::default() }, ..Seen::default() };
        one.request(Side::Party, MS, MS * 2);
        let mut other =
            Seen { counts: Counts { begun: 4, under_way_max: 5, ..Counts::default() }, ..Seen::default() };
        other.request(Side::Portal, MS * 3, MS * 4);
        let both = one.and(&other);
        assert_eq!((both.counts.begun, both.counts.under_way_max, both.requests.total()), (7, 9, 2));
        assert_eq!((both.party.taken, both.portal.late), (MS * 2, MS * 3));
    }
}
