//! The faults that are armed in a realm, as this process knows them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::fault::{Armed, FaultPlan, FaultPoint, Place};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;

/// A realm's faults.
#[derive(Debug, Default)]
pub struct Faults {
    plan: Mutex<FaultPlan>,
}

/// For what faults are asked: where in the protocol, whose request, when.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The point of the protocol.
    pub point: FaultPoint,
    /// The relying party, where it is known.
    pub client: Option<&'a str>,
    /// The person, where there is one.
    pub person: Option<Oid>,
    /// The endpoint, for faults of the HTTP exchange.
    pub place: Option<Place>,
    /// The moment.
    pub now: Timestamp,
}

impl Asked<'_> {
    pub(crate) fn take(self, plan: &mut FaultPlan) -> Vec<Armed> {
        let Self { point, client, person, place, now } = self;
        plan.take(point, client, person, place, now)
    }
}

impl Faults {
    fn plan(&self) -> MutexGuard<'_, FaultPlan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is armed, in order.
    pub fn armed(&self) -> Vec<Armed> {
        self.plan().armed().to_vec()
    }

    /// Changes the plan.
    pub(crate) fn change(&self, change: impl FnOnce(&mut FaultPlan)) {
        change(&mut self.plan());
    }

    /// Whether taking what is asked for changes the plan that other nodes count by.
    pub fn is_counted(&self, asked: Asked<'_>) -> bool {
        asked.take(&mut self.plan().clone()).iter().any(is_counted)
    }

    /// Takes the faults that are to be committed now.
    pub(crate) fn take(&self, asked: Asked<'_>) -> Vec<Armed> {
        asked.take(&mut self.plan())
    }
}

/// Whether it counts how often it is committed.
pub(crate) fn is_counted(armed: &Armed) -> bool {
    armed.times.is_some()
}
