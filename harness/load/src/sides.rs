//! Owns who was slow: the waiting of a sign-in divided between the party, the portal, the wire and the driver.
//!
//! The driver knows how long each request took from its own side; the portal counts how long it worked on each. What both saw of the
//! same requests differs by the wire and by queues before the portal. The party's own time is that of the requests to it, without
//! the calls to the portal that it made meanwhile.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Where time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The relying party.
    Party,
    /// The simulator.
    Portal,
    /// Between the processes.
    Wire,
    /// The harness itself.
    Driver,
}

impl Side {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Party, Self::Portal, Self::Wire, Self::Driver];
}

/// Requests of citizens to one host.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Requests {
    /// How many.
    pub count: u64,
    /// From the moment each was sent to the end of its answer.
    pub taken: Duration,
    /// From the moment each was due to the moment it was sent.
    pub late: Duration,
}

/// What the portal says of its own work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PortalTimes {
    /// Requests of browsers.
    pub front_count: u64,
    /// How long it worked on them.
    pub front: Duration,
    /// Requests of the party: tokens and data.
    pub back_count: u64,
    /// How long it worked on them.
    pub back: Duration,
}

impl PortalTimes {
    /// What came since an earlier look.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        Self {
            front_count: self.front_count.saturating_sub(before.front_count),
            front: self.front.saturating_sub(before.front),
            back_count: self.back_count.saturating_sub(before.back_count),
            back: self.back.saturating_sub(before.back),
        }
    }
}

/// What the division rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Evidence {
    /// Sign-ins that ended, well or badly.
    pub sign_ins: u64,
    /// Requests to the party.
    pub party: Requests,
    /// Requests to the portal.
    pub portal: Requests,
    /// The portal's own figures of the same time.
    pub told: PortalTimes,
    /// What a request over the wire costs when nobody else is there.
    pub wire: Duration,
    /// How late the driver wakes up on the average.
    pub lag: Duration,
}

/// Seconds of one sign-in, by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Sides {
    /// In the party.
    pub party_s: f64,
    /// In the portal, and in the queue before it.
    pub portal_s: f64,
    /// Between them.
    pub wire_s: f64,
    /// In the driver: late, or waiting for a socket of its own.
    pub driver_s: f64,
}

impl Evidence {
    /// What the portal takes longer in the driver's eyes than in its own, for each request.
    pub fn excess(&self) -> f64 {
        let excess = self.portal.taken.as_secs_f64() - self.told.front.as_secs_f64();
        if self.portal.count == 0 { 0.0 } else { excess.max(0.0) / self.portal.count as f64 }
    }

    /// The division.
    pub fn sides(&self) -> Sides {
        if self.sign_ins == 0 {
            return Sides::default();
        }
        let excess = self.excess();
        let wire = self.wire.as_secs_f64().min(excess);
        let lag = self.lag.as_secs_f64().min(excess - wire);
        let queue = excess - wire - lag;
        let [party, portal, back] =
            [self.party.count, self.portal.count, self.told.back_count].map(|count| count as f64);
        let [front_s, back_s] = [self.told.front, self.told.back].map(|time| time.as_secs_f64());
        let of_the_party =
            self.party.taken.as_secs_f64() - (wire + lag) * party - back_s - (queue + wire) * back;
        let late = (self.party.late + self.portal.late).as_secs_f64();
        let each = |whole: f64| whole.max(0.0) / self.sign_ins as f64;
        Sides {
            party_s: each(of_the_party),
            portal_s: each(front_s + back_s + queue * (portal + back)),
            wire_s: each(wire * (portal + party + back)),
            driver_s: each(late + lag * (portal + party)),
        }
    }
}

impl Sides {
    /// The seconds of a side.
    pub fn of(&self, side: Side) -> f64 {
        match side {
            Side::Party => self.party_s,
            Side::Portal => self.portal_s,
            Side::Wire => self.wire_s,
            Side::Driver => self.driver_s,
        }
    }

    /// All of it.
    pub fn whole(&self) -> f64 {
        Side::ALL.iter().map(|side| self.of(*side)).sum()
    }

    /// The share of a side, from 0 to 1.
    pub fn share(&self, side: Side) -> f64 {
        let whole = self.whole();
        if whole > 0.0 { self.of(side) / whole } else { 0.0 }
    }

    /// Who is slow: the side that grew most since a time of rest; without one, the side that takes most.
    pub fn slowest(&self, at_rest: Option<&Self>) -> Side {
        let growth = |side: Side| self.of(side) - at_rest.map_or(0.0, |rest| rest.of(side));
        Side::ALL.into_iter().max_by(|a, b| growth(*a).total_cmp(&growth(*b))).unwrap_or(Side::Party)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// Ten sign-ins: three requests to the party and four to the portal each; the party makes two calls to the portal.
    fn evidence() -> Evidence {
        Evidence {
            sign_ins: 10,
            party: Requests { count: 30, taken: MS * 600, late: Duration::ZERO },
            portal: Requests { count: 40, taken: MS * 200, late: Duration::ZERO },
            told: PortalTimes { front_count: 40, front: MS * 160, back_count: 20, back: MS * 100 },
            wire: MS,
            lag: Duration::ZERO,
        }
    }

    fn assert_sides(evidence: &Evidence, expected: [f64; 4]) {
        let seen = evidence.sides();
        for (side, expected_ms) in Side::ALL.into_iter().zip(expected) {
            let ms = seen.of(side) * 1e3;
            assert!((ms - expected_ms).abs() < 0.01, "{side:?}: {ms} and not {expected_ms}");
        }
    }

    #[test]
    fn at_rest_each_side_has_its_own_time() {
        // Party: 600 - 30 of wire - 100 of the portal - 20 of the wire of its own calls.
        assert_sides(&evidence(), [45.0, 26.0, 9.0, 0.0]);
    }

    #[test]
    fn a_slow_query_is_the_partys() {
        let mut slow = evidence();
        slow.party.taken += MS * 3_000;
        assert_sides(&slow, [345.0, 26.0, 9.0, 0.0]);
        assert_eq!(slow.sides().slowest(Some(&evidence().sides())), Side::Party);
    }

    #[test]
    fn a_slow_portal_is_the_portals_also_where_the_party_waits_for_it() {
        let mut slow = evidence();
        slow.told.back += MS * 4_000;
        slow.party.taken += MS * 4_000;
        assert_sides(&slow, [45.0, 426.0, 9.0, 0.0]);
        assert_eq!(slow.sides().slowest(Some(&evidence().sides())), Side::Portal);
    }

    #[test]
    fn a_queue_before_the_portal_is_the_portals_on_both_ways_to_it() {
        let mut full = evidence();
        // Each request waits 50 ms before the portal sees it: those of browsers and those of the party.
        full.portal.taken += MS * 50 * 40;
        full.party.taken += MS * 50 * 20;
        assert_sides(&full, [45.0, 326.0, 9.0, 0.0]);
    }

    #[test]
    fn a_late_driver_is_the_drivers() {
        let mut late = evidence();
        late.party.late = MS * 900;
        late.lag = MS * 4;
        late.portal.taken += MS * 4 * 40;
        late.party.taken += MS * 4 * 30;
        assert_sides(&late, [45.0, 26.0, 9.0, 118.0]);
        assert_eq!(late.sides().slowest(Some(&evidence().sides())), Side::Driver);
    }

    #[test]
    fn figures_that_do_not_agree_leave_no_side_below_nothing() {
        let odd = Evidence { party: Requests::default(), ..evidence() };
        assert!(Side::ALL.iter().all(|side| odd.sides().of(*side) >= 0.0));
        assert_eq!(Evidence::default().sides(), Sides::default());
    }
}
