//! No request is expensive: what is long is refused, what stalls is closed, what is many is made in slices.
//!
//! `ESIA_SIM_LOAD` raises the number of requests, 2000 for the measurement.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::actors::{Program, Tester};

fn rounds() -> usize {
    std::env::var("ESIA_SIM_LOAD").ok().and_then(|text| text.parse().ok()).unwrap_or(24)
}

fn connect(tester: &Tester) -> TcpStream {
    let stream = TcpStream::connect(tester.base_url.trim_start_matches("http://")).unwrap();
    // Only a server that never closes meets this; the test then fails instead of hanging.
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Everything that a peer sends until it closes.
fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("still open: {error}"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

fn status(answer: &str) -> Option<u16> {
    answer.split(' ').nth(1)?.parse().ok()
}

fn newest(tester: &Tester) -> Value {
    tester.get("/journal?limit=1", &[])["entries"][0].clone()
}

#[test]
fn long_requests_are_refused_and_leave_little_behind() {
    let program = Program::serve(&[]);
    let tester = Tester::at(&program.base_url);
    let long = "x".repeat(900_000);
    let ask_with = |name: &str| tester.submit("/aas/oauth2/te", &[(name, &long)]);
    for name in ["grant_type", "state", "client_id"] {
        let refused = ask_with(name);
        assert_eq!((refused.status, &refused.json["state"]), (400, &Value::Null), "{}", refused.text);
        let why = newest(&tester)["why"].clone();
        assert_eq!(
            (&why["reason"], &why["facts"]["parameter"]),
            (&json!("parameter-too-long"), &json!(name))
        );
    }
    let ask = || ask_with("scope");
    (0..20).for_each(|_| drop(ask()));
    let before = program.memory_kib();
    (0..rounds()).for_each(|_| drop(ask()));
    let grown = program.memory_kib().saturating_sub(before);
    assert!(grown < 30 * 1024, "{} refusals took {grown} KiB", rounds());
    let journal = tester.call("GET /journal?limit=1000", &[], Value::Null);
    assert!(journal.text.len() < 1_000_000, "{}", journal.text.len());
}

#[test]
fn a_line_is_as_long_as_a_front_end_reads() {
    let tester = Tester::start();
    let state = "x".repeat(9_000);
    let asked =
        |tester: &Tester| tester.open(&format!("/aas/oauth2/ac?client_id=NOBODY&state={state}")).status;
    assert_eq!(asked(&tester), 414);
    let entry = newest(&tester);
    assert_eq!(
        (&entry["path"], &entry["why"]["reason"]),
        (&json!("/aas/oauth2/ac"), &json!("request-line-too-long"))
    );
    let with = |header: &str| {
        let mut stream = connect(&tester);
        write!(stream, "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n")
            .unwrap();
        status(&rest(stream))
    };
    assert_eq!(with(""), Some(200));
    assert_eq!(with(&format!("X-Long: {state}\r\n")), Some(400));
    assert_eq!(with(&format!("X-Short: {}\r\n", "x".repeat(3_000)).repeat(11)), Some(400));
    tester.call("PATCH /settings", &[], json!({"front": {"line_bytes_max": 20_000}})).expect(200);
    assert_eq!((asked(&tester), with(&format!("X-Long: {state}\r\n"))), (302, Some(200)));
    assert_eq!(tester.call(&format!("GET /people?login={state}"), &[], Value::Null).status, 200);
}

#[test]
fn a_body_that_stalls_is_closed_at_its_deadline_and_others_are_served_meanwhile() {
    let program = Program::serve(&[]);
    let tester = Tester::at(&program.base_url);
    tester.call("PATCH /settings", &[], json!({"front": {"body_real_ms_max": 700}})).expect(200);
    let heads = [
        ("POST /aas/oauth2/te", "Content-Length: 100", "client_id=A&", 408),
        ("POST /aas/oauth2/te", "Transfer-Encoding: chunked", "4\r\na=b&\r\n", 408),
        ("POST /control/v1/people", "Content-Length: 100", "{", 408),
        ("PATCH /control/v1/settings", "Transfer-Encoding: chunked", "1\r\n{\r\n", 408),
        ("POST /registration/", "Content-Length: 100", "a=", 408),
        ("GET /login", "Content-Length: 100", "a", 200),
        ("GET /login", "Transfer-Encoding: chunked", "1\r\na\r\n", 200),
        ("POST /nowhere", "Transfer-Encoding: chunked", "", 404),
    ];
    let open = |(number, head): (usize, &(&str, &str, &str, u16))| {
        let (target, framing, start, status) = *head;
        let mut stream = connect(&tester);
        let kind =
            if target.contains("control") { "application/json" } else { "application/x-www-form-urlencoded" };
        write!(
            stream,
            "{target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{framing}\r\n\r\n{start}"
        )
        .unwrap();
        (number, status, stream)
    };
    let stalled: Vec<_> = heads.iter().cycle().take(rounds()).enumerate().map(open).collect();
    let there = tester
        .open(&tester.authorize_url("f3a1c1d0-0000-4000-8000-000000000001").replace(&tester.base_url, ""));
    assert!([200, 302].contains(&there.status), "{}", there.text);
    assert_eq!(tester.open("/login").status, 200);
    for (number, expected, stream) in stalled {
        let answer = rest(stream);
        assert_eq!(status(&answer), Some(expected), "{number}: {answer}");
    }
    let entry = tester.get("/journal?limit=100", &[]);
    let slow = |entry: &&Value| entry["why"]["reason"] == "body-too-slow";
    assert!(entry["entries"].as_array().unwrap().iter().any(|entry| slow(&entry)), "{entry}");
}

#[test]
fn a_body_that_drips_is_closed_at_its_deadline_too() {
    let tester = Tester::start();
    tester.call("PATCH /settings", &[], json!({"front": {"body_real_ms_max": 300}})).expect(200);
    let mut stream = connect(&tester);
    write!(stream, "POST /aas/oauth2/te HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
        .unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut answer = Vec::new();
    for _ in 0..2_000 {
        let mut some = [0; 4_096];
        match stream.read(&mut some) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&some[..length]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => drop(stream.write_all(b"a")),
            Err(_) => break,
        }
    }
    assert_eq!(status(&String::from_utf8_lossy(&answer)), Some(408));
}

#[test]
fn a_connection_on_which_nothing_is_served_is_closed() {
    const ANSWERS: usize = 400;
    let tester = Tester::start();
    let mut unread = connect(&tester);
    let large = "GET /control/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    unread.write_all(large.repeat(ANSWERS).as_bytes()).unwrap();
    let open = |next: &str| {
        let mut stream = connect(&tester);
        write!(stream, "GET /assets/portal.css HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut some = [0; 4_096];
        assert!(stream.read(&mut some).unwrap() > 0);
        write!(stream, "{next}").unwrap();
        stream
    };
    // What was begun after an answer never ends.
    let begun: Vec<_> = ["\r\n", "G", "GET /login HTTP/1.1\r\nHost: loc"].into_iter().map(open).collect();
    begun.into_iter().for_each(|stream| drop(rest(stream)));
    // By now the unread answers have filled every buffer; another connection is idle for as long as they may stand there.
    drop(rest(open("G")));
    // They would all come now, had their connection been left open.
    let mut some = [0; 65_536];
    let mut length = 0;
    while let Ok(more @ 1..) = unread.read(&mut some) {
        length += more;
    }
    let one = tester.open("/control/v1/openapi.json").text.len();
    assert!(length < one * ANSWERS, "all {ANSWERS} answers came");
}

#[test]
fn a_connection_serves_on_after_a_body_that_was_read() {
    let tester = Tester::start();
    let mut stream = connect(&tester);
    for framing in ["Content-Length: 3\r\n\r\na=b", "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"]
    {
        write!(stream, "POST /aas/oauth2/te HTTP/1.1\r\nHost: localhost\r\n{framing}").unwrap();
        let mut answer = [0; 4_096];
        let length = stream.read(&mut answer).unwrap();
        assert_eq!(status(&String::from_utf8_lossy(&answer[..length])), Some(400));
    }
    write!(stream, "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!(status(&rest(stream)), Some(200));
}

#[test]
fn many_people_have_numbers_in_a_row_and_what_was_made_before_a_refusal_stays() {
    let tester = Tester::start();
    let [one, two] = ["slices-a", "slices-b"].map(|id| tester.realm(json!({"id": id, "seed": 7})));
    let made = one.person(json!({"level": "standard", "count": 250}));
    let (first, last) = (made["first"]["oid"].as_u64().unwrap(), made["last"]["oid"].as_u64().unwrap());
    assert_eq!((&made["count"], last - first), (&json!(250), 249));
    assert_eq!(one.person(json!({}))["oid"], json!(last + 1));
    // In the other realm somebody has the phone that the 220th of the next people would be given.
    let taken = one.get("/people/{oid}", &[&(first + 220)])["mobile"].clone();
    assert_eq!(two.person(json!({"mobile": taken}))["oid"], json!(first));
    let refused =
        two.call("POST /people", &[], json!({"level": "standard", "count": 250})).problem(400, "mobile");
    assert!(
        refused["detail"].as_str().unwrap().contains("the first 200 people were made and stay"),
        "{refused}"
    );
    let (people, _) = two.pages(&format!("/people?after={first}"), "people");
    assert_eq!((people.len(), &people[199]["oid"]), (200, &json!(first + 200)));
    assert_eq!(two.person(json!({}))["oid"], json!(first + 251), "a promised number is not given to others");
}
