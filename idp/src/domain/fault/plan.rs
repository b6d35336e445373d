//! The plan: which faults are armed, for whom, how often, until when.

use serde::{Deserialize, Serialize};

use crate::domain::fault::kind::{Fault, FaultPoint, Place};
use crate::domain::fault::mutation::Mutation;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::Timestamp;

/// A fault that waits for its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Armed {
    /// Which.
    pub fault: Fault,
    /// How often it is still committed; without end when nothing is said.
    pub times: Option<u32>,
    /// The moment from which it is not committed any more.
    pub until: Option<Timestamp>,
    /// Only for this relying party.
    pub client: Option<Mnemonic>,
    /// Only for this person.
    pub person: Option<Oid>,
    /// Only at this endpoint.
    pub place: Option<Place>,
    /// Milliseconds of a delay, bytes of a cut body, seconds of a wrong time, the number of an error.
    pub amount: Option<u32>,
    /// The member that is null, by names and numbers with dots between them.
    pub member: Option<String>,
    /// The one change that a fault of a token, an answer or a record makes.
    pub mutation: Option<Mutation>,
}

impl Armed {
    fn fits(&self, client: Option<&str>, person: Option<Oid>, place: Option<Place>, now: Timestamp) -> bool {
        let alive = self.times != Some(0) && self.until.is_none_or(|until| now < until);
        let client_fits =
            self.client.as_ref().is_none_or(|own| client.is_none_or(|seen| own.as_str() == seen));
        let person_fits = self.person.is_none_or(|own| person.is_none_or(|seen| own == seen));
        let place = place.or(self.fault.facts().point.place());
        let place_fits = self.place.is_none_or(|own| place == Some(own));
        alive && client_fits && person_fits && place_fits
    }
}

/// The faults of a realm, in the order they were armed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultPlan {
    armed: Vec<Armed>,
}

impl FaultPlan {
    /// Arms a fault.
    pub fn arm(&mut self, armed: Armed) {
        self.armed.push(armed);
    }

    /// Disarms everything.
    pub fn clear(&mut self) {
        self.armed.clear();
    }

    /// Disarms one fault, whatever it is bound to.
    pub fn disarm(&mut self, fault: Fault) {
        self.armed.retain(|armed| armed.fault != fault);
    }

    /// What is armed, in order.
    pub fn armed(&self) -> &[Armed] {
        &self.armed
    }

    /// The faults to commit now at a point; each counts as committed once.
    pub fn take(
        &mut self,
        point: FaultPoint,
        client: Option<&str>,
        person: Option<Oid>,
        place: Option<Place>,
        now: Timestamp,
    ) -> Vec<Armed> {
        let mut taken = Vec::new();
        let due = |one: &&mut Armed| one.fault.facts().point == point && one.fits(client, person, place, now);
        for one in self.armed.iter_mut().filter(due) {
            one.times = one.times.map(|times| times - 1);
            taken.push(one.clone());
        }
        self.armed.retain(|one| one.times != Some(0));
        taken
    }

    /// Gives back what was taken by a request that broke before it committed any of it.
    pub fn give_back(&mut self, taken: Vec<Armed>) {
        let same = |one: &Armed, other: &Armed| {
            other.times.is_some() && Armed { times: other.times, ..one.clone() } == *other
        };
        for one in taken.into_iter().filter(|one| one.times.is_some()) {
            match self.armed.iter_mut().find(|other| same(&one, other)) {
                Some(other) => other.times = other.times.map(|times| times + 1),
                None => self.armed.push(Armed { times: Some(1), ..one }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

    fn armed(fault: Fault, times: Option<u32>) -> Armed {
        Armed {
            fault,
            times,
            until: None,
            client: None,
            person: None,
            place: None,
            amount: None,
            member: None,
            mutation: None,
        }
    }

    #[test]
    fn a_fault_is_committed_as_often_as_it_was_armed_for() {
        let mut plan = FaultPlan::default();
        plan.arm(armed(Fault::TokenExpired, Some(2)));
        let mut take = || plan.take(FaultPoint::Token, None, None, None, NOW).len();
        assert_eq!([take(), take(), take()], [1, 1, 0]);
    }

    #[test]
    fn a_fault_keeps_to_its_point_client_person_place_and_time() {
        let mut plan = FaultPlan::default();
        let client: Mnemonic = "DIARY".parse().unwrap();
        plan.arm(Armed {
            client: Some(client),
            person: Some(Oid::FIRST),
            place: Some(Place::Token),
            until: Some(NOW),
            ..armed(Fault::TransportSlow, None)
        });
        let earlier = Timestamp::from_secs(1_499_999_999);
        let mut take =
            |point, client, person, place, now| !plan.take(point, client, person, place, now).is_empty();
        let (point, place) = (FaultPoint::Transport, Some(Place::Token));
        assert!(take(point, Some("DIARY"), Some(Oid::FIRST), place, earlier));
        assert!(!take(FaultPoint::Token, Some("DIARY"), Some(Oid::FIRST), place, earlier));
        assert!(!take(point, Some("OTHER"), Some(Oid::FIRST), place, earlier));
        assert!(!take(point, Some("DIARY"), Some(Oid::new(7)), place, earlier));
        assert!(!take(point, Some("DIARY"), Some(Oid::FIRST), Some(Place::Resource), earlier));
        assert!(!take(point, Some("DIARY"), Some(Oid::FIRST), place, NOW));
    }

    #[test]
    fn paths_belong_to_places() {
        assert_eq!(Place::of_path("/aas/oauth2/v3/te"), Some(Place::Token));
        assert_eq!(Place::of_path("/aas/oauth2/ac"), Some(Place::Authorization));
        for path in ["/rs/prns/1", "/esia-rs/api/public/v2/prns/1", "/digital/api/public/v1/pso/1"] {
            assert_eq!(Place::of_path(path), Some(Place::Resource), "{path}");
        }
        assert_eq!(Place::of_path("/login"), None);
    }

    #[test]
    fn what_was_taken_and_not_committed_is_armed_again() {
        for times in [Some(1), Some(3), None] {
            let mut plan = FaultPlan::default();
            plan.arm(armed(Fault::TokenError, times));
            let taken = plan.take(FaultPoint::BeforeToken, None, None, None, NOW);
            plan.give_back(taken);
            assert_eq!(plan.armed(), [armed(Fault::TokenError, times)]);
        }
    }
}
