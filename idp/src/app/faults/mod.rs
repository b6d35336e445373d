//! Faults on demand: armed by the tester, committed at named points of the protocol.

mod answer;
mod forge;
mod redirect;
mod resource;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use answer::{after_code, before_token, distort_answer};
pub use forge::{due, seal};
pub use redirect::{LastCodes, distort_redirect};
pub use resource::distort_resource;

use serde_json::Value;

use crate::app::{Moment, Realm};
use crate::domain::fault::{Armed, Fault, FaultPlan, FaultPoint, Place};
use crate::domain::id::Oid;
use crate::domain::journal::Why;

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

    /// What is armed, in order.
    pub fn armed(&self) -> Vec<Armed> {
        self.plan().armed().to_vec()
    }

    /// Faults of the HTTP exchange to commit at an endpoint now.
    pub fn of_transport(&self, realm: &Realm, place: Place) -> Vec<Armed> {
        self.plan().take(FaultPoint::Transport, None, None, Some(place), realm.clock.now())
    }
}

/// Why a request was refused that nothing else was wrong with.
fn committed(fault: Fault) -> Why {
    Why::new("fault", "an armed fault was committed").with("fault", fault.facts().name)
}

/// Makes a member null, named by names and numbers with dots between them; one that is not there is added.
fn set_null(json: &mut Value, member: &str) {
    let mut at = json;
    for step in member.split('.') {
        at = match at {
            Value::Object(fields) => fields.entry(step).or_insert(Value::Null),
            Value::Array(items) => {
                let Some(item) = step.parse().ok().and_then(|place: usize| items.get_mut(place)) else {
                    return;
                };
                item
            }
            _ => return,
        };
    }
    *at = Value::Null;
}

/// Takes the faults of a point that are to be committed now.
fn take(moment: &Moment<'_>, point: FaultPoint, client: &str, person: Option<Oid>) -> Vec<Armed> {
    moment.realm.faults.plan().take(point, Some(client), person, None, moment.now)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_member_at_any_depth_becomes_null() {
        let whole = json!({"state": "s", "elements": [{"value": 1}, {"value": 2}]});
        for (member, expected) in [
            ("state", json!({"state": null, "elements": [{"value": 1}, {"value": 2}]})),
            ("elements.1.value", json!({"state": "s", "elements": [{"value": 1}, {"value": null}]})),
            ("snils", json!({"state": "s", "elements": [{"value": 1}, {"value": 2}], "snils": null})),
            ("elements.7.value", whole.clone()),
            ("state.inside", whole.clone()),
        ] {
            let mut seen = whole.clone();
            set_null(&mut seen, member);
            assert_eq!(seen, expected, "{member}");
        }
    }
}
