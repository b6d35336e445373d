//! Events: what happens in a realm is told as it happens, to the one who follows and to the one who comes back.

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::server::listener::{Listener, have_sms_sent};

/// Something that the journal speaks of.
fn refuse(tester: &Tester) {
    tester.call("GET /people/{oid}", &[&999_999], Value::Null).problem(404, "oid");
}

#[test]
fn entries_messages_and_moves_of_the_clock_are_told_as_they_happen() {
    let tester = Tester::start();
    let mut following = Listener::follow(&tester, "", "");
    have_sms_sent(&tester, "+7(000)7770501");
    let told = following.event().unwrap();
    let message = tester.get("/outbox", &[])["messages"][0].clone();
    assert_eq!((told.name.as_str(), &told.data), ("outbox", &message));
    refuse(&tester);
    let told = following.event().unwrap();
    let entry = tester.get("/journal?limit=1", &[])["entries"][0].clone();
    assert_eq!((told.name.as_str(), &told.data), ("journal", &entry));
    assert_eq!(told.id, format!("{}.{}", entry["seq"], message["id"]));
    tester.call("POST /clock/advance", &[], json!({"by": "P1D"})).expect(200);
    let told = following.event().unwrap();
    assert_eq!((told.name.as_str(), &told.data), ("clock", &tester.get("/clock", &[])));
}

#[test]
fn who_comes_back_is_told_what_was_missed_and_nothing_twice() {
    let tester = Tester::start();
    refuse(&tester);
    have_sms_sent(&tester, "+7(000)7770601");
    refuse(&tester);
    let all = tester.call("GET /events?after=0.0&limit=3", &[], Value::Null);
    assert_eq!((all.status, all.kind.as_str()), (200, "text/event-stream"));
    let names: Vec<_> = all.text.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
    // The clock stands: what a request sends comes before what the journal says of that moment.
    assert_eq!(names, ["outbox", "journal", "journal"].as_slice(), "{}", all.text);
    let ids: Vec<_> = all.text.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
    for (place, id) in ids.iter().take(2).enumerate() {
        // The header of a browser that comes back counts more than its first address.
        let back = format!("Last-Event-ID: {id}\r\n");
        let mut following = Listener::follow(&tester, "?after=0.0", &back);
        assert_eq!(following.event().unwrap().id, ids[place + 1]);
    }
    let mut following = Listener::follow(&tester, &format!("?after={}", ids[2]), "");
    refuse(&tester);
    assert_eq!(following.event().unwrap().name, "journal");
    for wrong in ["x", "1.x", "-1"] {
        tester.call(&format!("GET /events?after={wrong}"), &[], Value::Null).problem(400, "after");
    }
    tester.call("GET /events?limit=0", &[], Value::Null).problem(400, "limit");
}

#[test]
fn entries_that_are_no_longer_kept_are_named() {
    let tester = Tester::start();
    tester.call("PATCH /settings", &[], json!({"journal_entries_max": 2})).expect(200);
    (0..6).for_each(|_| refuse(&tester));
    let mut following = Listener::follow(&tester, "?after=1", "");
    let lost = following.event().unwrap();
    assert_eq!((lost.name.as_str(), &lost.data), ("lost", &json!({"after": 1, "before": 5})));
    // Who comes back after that goes on behind the gap.
    assert_eq!(lost.id, "4.0");
    assert_eq!(following.event().unwrap().data["seq"], 5);
    assert_eq!(following.event().unwrap().data["seq"], 6);
}

#[test]
fn a_reset_is_told_and_followed_and_a_drop_ends_the_stream() {
    let tester = Tester::start();
    let realm = tester.realm(json!({"id": "short"}));
    refuse(&realm);
    let mut following = Listener::follow(&realm, "", "");
    tester.call("POST /realms/{id}/reset", &[&"short"], Value::Null).expect(200);
    let told = following.event().unwrap();
    assert_eq!((told.name.as_str(), &told.data), ("realm", &json!({"realm": "short", "change": "reset"})));
    assert_eq!(told.id, "0.0");
    refuse(&realm);
    assert_eq!(following.event().unwrap().data["seq"], 1);
    tester.call("DELETE /realms/{id}", &[&"short"], Value::Null);
    assert_eq!(following.event().unwrap().data["change"], "dropped");
    assert_eq!(following.event(), None);
}
