//! Waiting for a message: as long as there is none, on no thread, and not longer than it makes sense.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::actors::{Program, Tester, until};
use crate::server::listener::{Listener, have_sms_sent};

/// The texts of a wait's answer.
fn messages(listener: &mut Listener) -> usize {
    assert_eq!(listener.status(), 200);
    let body: Value = serde_json::from_str(&listener.line().unwrap()).unwrap();
    body["messages"].as_array().unwrap().len()
}

fn wait(tester: &Tester, query: &str) -> Listener {
    Listener::ask(tester, &format!("/outbox?{query}"), "Connection: close\r\n")
}

/// Returns once so many calls wait in the realm; asking takes none of the places.
fn followed_by(tester: &Tester, count: usize) {
    let line = format!("esia_followers {count}\n");
    until(&line, || tester.open("/metrics").text.contains(&line));
}

#[expect(clippy::disallowed_methods, reason = "how soon a wait ends is a matter of real time")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn a_wait_is_over_as_soon_as_there_is_a_message() {
    let tester = Tester::start();
    let mut soonest = Duration::MAX;
    for round in 10..20 {
        let after = tester.get("/outbox", &[])["messages"]
            .as_array()
            .unwrap()
            .last()
            .map_or(json!(0), |m| m["id"].clone());
        let mut waiting = wait(&tester, &format!("wait=PT60S&after={after}"));
        have_sms_sent(&tester, &format!("+7(000)77701{round}"));
        let sent = now();
        assert_eq!(messages(&mut waiting), 1);
        soonest = soonest.min(sent.elapsed());
    }
    assert!(soonest < Duration::from_secs(30), "{soonest:?}");
}

#[test]
fn a_wait_looks_only_for_what_it_was_asked_for() {
    let tester = Tester::start();
    let mut waiting = wait(&tester, "wait=PT60S&to=%2B7(000)7770302");
    have_sms_sent(&tester, "+7(000)7770301");
    have_sms_sent(&tester, "+7(000)7770302");
    assert_eq!(messages(&mut waiting), 1);
    // What is there already is told at once; what does not come is waited for no longer than asked.
    assert_eq!(messages(&mut wait(&tester, "wait=PT60S")), 2);
    assert_eq!(messages(&mut wait(&tester, "wait=PT0.2S&kind=letter")), 0);
    assert_eq!(messages(&mut wait(&tester, "wait=PT0S&after=99")), 0);
    for wrong in ["PT61S", "10", "-PT1S", ""] {
        let refused = tester.call(&format!("GET /outbox?wait={wrong}"), &[], Value::Null);
        refused.problem(400, "wait");
    }
}

#[test]
fn a_wait_ends_with_its_realm() {
    let tester = Tester::start();
    let realm = tester.realm(json!({"id": "short"}));
    let mut waiting = wait(&realm, "wait=PT60S");
    // The wait is under way before the reset, or sees the new realm; it ends by the drop at the latest.
    tester.call("POST /realms/{id}/reset", &[&"short"], Value::Null).expect(200);
    let mut second = wait(&realm, "wait=PT60S");
    tester.call("DELETE /realms/{id}", &[&"short"], Value::Null);
    assert!([200, 404].contains(&waiting.status()));
    assert_eq!(second.status(), 404);
}

#[test]
fn many_who_wait_occupy_no_thread_and_too_many_are_refused() {
    let tester = Tester::start();
    let mut all: Vec<_> = (0..256).map(|_| wait(&tester, "wait=PT60S")).collect();
    followed_by(&tester, 256);
    tester.call("GET /outbox?wait=PT60S", &[], Value::Null).problem(429, "realm");
    tester.get("/clock", &[]);
    have_sms_sent(&tester, "+7(000)7770401");
    for waiting in &mut all {
        assert_eq!(messages(waiting), 1);
    }
    // Those who leave give their places back.
    followed_by(&tester, 0);
    let gone: Vec<_> = (0..256).map(|_| wait(&tester, "wait=PT60S&after=99")).collect();
    followed_by(&tester, 256);
    drop(gone);
    followed_by(&tester, 0);
    assert_eq!(messages(&mut wait(&tester, "wait=PT0.1S&after=99")), 0);
}

#[test]
fn waits_and_events_do_not_keep_a_server_from_ending() {
    let mut program = Program::serve(&[]);
    let tester = Tester::at(&program.base_url);
    let mut following = Listener::follow(&tester, "", "");
    let mut waiting = wait(&tester, "wait=PT60S&after=99");
    followed_by(&tester, 2);
    program.signal("TERM");
    assert_eq!(following.event(), None);
    assert_eq!(waiting.status(), 503);
    assert_eq!(program.wait().0.code(), Some(0));
}
