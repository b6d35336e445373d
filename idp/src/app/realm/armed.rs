//! The faults that are armed in a realm.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::fault::{Armed, Fault, FaultPlan, FaultPoint, Place};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;

/// A realm's faults.
#[derive(Debug, Default)]
pub struct Faults {
    plan: Mutex<FaultPlan>,
}

impl Faults {
    fn plan(&self) -> MutexGuard<'_, FaultPlan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Arms a fault.
    pub fn arm(&self, armed: Armed) {
        self.plan().arm(armed);
    }

    /// Disarms everything.
    pub fn clear(&self) {
        self.plan().clear();
    }

    /// Disarms one fault, whatever it is bound to.
    pub fn disarm(&self, fault: Fault) {
        self.plan().disarm(fault);
    }

    /// What is armed, in order.
    pub fn armed(&self) -> Vec<Armed> {
        self.plan().armed().to_vec()
    }

    /// Takes the faults of a point of the protocol that are to be committed now.
    pub fn take(&self, point: FaultPoint, client: &str, person: Option<Oid>, now: Timestamp) -> Vec<Armed> {
        self.plan().take(point, Some(client), person, None, now)
    }

    /// Gives back what was taken by a request that broke.
    pub fn give_back(&self, taken: Vec<Armed>) {
        self.plan().give_back(taken);
    }

    /// Takes the faults of the HTTP exchange that are to be committed at an endpoint now.
    pub fn of_transport(&self, place: Place, now: Timestamp) -> Vec<Armed> {
        self.plan().take(FaultPoint::Transport, None, None, Some(place), now)
    }
}
