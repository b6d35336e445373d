//! Faults that are armed on one server are committed on all, and together as often as they were armed for.

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::nodes::three;

fn is_refused(node: &Tester) -> bool {
    // A fault of the HTTP exchange needs no relying party.
    let answer = node.open("/rs/prns/1000000000");
    answer.status == 503
}

#[test]
fn what_is_armed_for_twice_is_committed_twice_in_all() {
    let (_all, [one, other, third]) = three();
    one.call("POST /faults", &[], json!({"fault": "transport-unavailable", "times": 2})).expect(201);
    assert_eq!(other.get("/faults", &[])["faults"][0]["times"], 2);
    let seen = [&third, &other, &one, &third].map(is_refused);
    assert_eq!(seen, [true, true, false, false]);
    assert_eq!(one.get("/faults", &[])["faults"], json!([]));
}

#[test]
fn what_one_disarms_is_committed_by_none() {
    let (_all, [one, other, third]) = three();
    one.call("POST /faults", &[], json!({"fault": "transport-unavailable"})).expect(201);
    assert!(is_refused(&other) && is_refused(&third));
    assert_eq!(other.call("DELETE /faults", &[], Value::Null).status, 204);
    assert!(![&one, &other, &third].into_iter().any(is_refused));
}

#[test]
fn of_many_at_once_as_many_meet_a_fault_as_it_was_armed_for() {
    let (_all, nodes) = three();
    nodes[0].call("POST /faults", &[], json!({"fault": "transport-unavailable", "times": 5})).expect(201);
    let met: usize = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..6)
            .map(|number| {
                let node = &nodes[number % 3];
                scope.spawn(move || (0..4).filter(|_| is_refused(node)).count())
            })
            .collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).sum()
    });
    assert_eq!(met, 5);
}
