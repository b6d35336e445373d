//! Faults on demand: armed by the tester, committed at named points of the protocol.

mod answer;
mod forge;
mod keys;
mod mutate;
mod redirect;
mod resource;
mod token;

pub use answer::{after_code, before_token, distort_answer};
pub use forge::{due, seal};
pub use redirect::distort_redirect;
pub use resource::{distort_person, distort_resource, refused_import, refused_resource};

use serde_json::Value;

use crate::app::Moment;
use crate::domain::fault::{Armed, Fault, FaultPoint};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};

/// Why a request was refused that nothing else was wrong with.
fn committed(fault: Fault) -> Why {
    Why::new(reason::FAULT).with("fault", fault.facts().name)
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
    moment.take_faults(point, client, person)
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
