//! Faults of the database under a running server: what is wrong is told, nobody waits for long, and when it is over the
//! server goes on without a restart.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};

use crate::actors::{Folder, PASSWORD, Program, Stand, client, until};

/// Longer than a request may take: 10 s for its turn, 15 s without an answer of the database, and room for a busy machine.
const REQUEST_MAX: Duration = Duration::from_secs(29);

/// A server over a database.
struct Served {
    program: Program,
    http: Client,
}

/// An answer, with how long it took.
struct Answer {
    status: u16,
    text: String,
}

impl Served {
    fn over(stand: &Stand) -> Self {
        let program = Program::serve(&["--store", &stand.database(), "--clock", "2018-12-01T09:00:00Z"]);
        let served = Self { program, http: client() };
        assert_eq!((served.write().status, served.probe().status), (201, 200));
        served
    }

    #[expect(clippy::disallowed_methods, reason = "how long a request may take is what is promised")]
    fn ask(&self, ask: impl FnOnce(&Client, &str) -> Response) -> Answer {
        let begun = Instant::now();
        let answer = ask(&self.http, &self.program.base_url);
        let (status, text) = (answer.status().as_u16(), answer.text().unwrap());
        assert!(begun.elapsed() < REQUEST_MAX, "{:?}: {text}", begun.elapsed());
        assert!(!text.contains(PASSWORD), "{text}");
        Answer { status, text }
    }

    /// Makes a person.
    fn write(&self) -> Answer {
        self.send("/control/v1/people", &json!({}))
    }

    fn send(&self, path: &str, body: &Value) -> Answer {
        self.ask(|http, base| http.post(format!("{base}{path}")).json(body).send().unwrap())
    }

    fn open(&self, path: &str) -> Answer {
        self.ask(|http, base| http.get(format!("{base}{path}")).send().unwrap())
    }

    fn probe(&self) -> Answer {
        self.open("/readyz")
    }

    /// A call that writes is refused, and says so.
    fn refuses_to_write(&self, why: &str, fix: &str) {
        Self::is_refused(&self.write(), why, fix);
    }

    fn is_refused(told: &Answer, why: &str, fix: &str) {
        assert_eq!(told.status, 503, "{}", told.text);
        assert!(told.text.contains("the realm's database cannot be used"), "{}", told.text);
        for part in ["postgres://tester@127.0.0.1", why, fix] {
            assert!(told.text.contains(part), "{part}: {}", told.text);
        }
    }

    /// The probe says that no requests should come, and why.
    fn is_unready(&self, why: &str) {
        let told = self.probe();
        assert_eq!(told.status, 503, "{}", told.text);
        assert!(told.text.contains(why), "{}", told.text);
    }

    /// A page that asks the database.
    fn page(&self) -> Answer {
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", "+7(000)0000001")];
        self.ask(|http, base| http.post(format!("{base}/registration/")).form(&fields).send().unwrap())
    }

    /// A page tells of a failure.
    fn page_fails(&self) {
        let page = self.page();
        assert!(page.status >= 500 && page.text.contains("<h1"), "{} {}", page.status, page.text);
    }

    /// Everything is as before, in the same process.
    fn goes_on(&self) {
        until("the server goes on", || self.write().status == 201);
        assert_eq!((self.probe().status, self.page().status), (200, 303));
    }
}

#[test]
fn a_server_goes_on_when_its_database_was_restarted() {
    let mut stand = Stand::start("stand-restarted");
    let served = Served::over(&stand);
    for _ in 0..2 {
        stand.kill();
        served.refuses_to_write("connecting", "can be reached from here");
        served.is_unready("can be reached from here");
        served.page_fails();
        stand.run();
        assert_eq!(served.write().status, 201, "the next request uses it");
        served.goes_on();
    }
}

#[test]
fn a_server_goes_on_when_the_database_behind_a_pooler_was_restarted() {
    let mut stand = Stand::pooled("stand-behind");
    let served = Served::over(&stand);
    stand.kill();
    served.refuses_to_write("", "can be reached from here");
    served.is_unready("can be reached from here");
    stand.run();
    served.goes_on();
}

#[test]
fn a_node_that_hears_nothing_through_a_pooler_says_so_at_its_start() {
    let stand = Stand::pooled("stand-unheard");
    let address = stand.database();
    let direct = stand.direct(&address);
    let mut hears = Program::serve(&["--store", &address, "--store-listen", &direct]);
    let mut hears_nothing = Program::serve(&["--store", &address]);
    let told = hears_nothing.error_line();
    assert!(told.contains("--store-listen") && told.contains("pooler"), "{told}");
    // It started before the other one, and so would have said it by now.
    hears.signal("TERM");
    hears.wait();
    assert_eq!(hears.errors(), "");
}

#[test]
fn a_clock_that_another_start_named_is_told() {
    let stand = Stand::start("stand-clock");
    let address = stand.database();
    let begin = |clock| Program::serve(&["--store", &address, "--clock", clock]);
    let _first = begin("2018-12-01T09:00:00Z");
    let mut second = begin("2019-12-01T09:00:00Z");
    let told = second.error_line();
    assert!(told.contains("2018-12-01T09:00:00Z") && told.contains("--clock"), "{told}");
}

#[test]
fn a_database_that_stands_still_keeps_no_request_for_long() {
    let stand = Stand::start("stand-still");
    let served = Served::over(&stand);
    let written = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                // Some have their turn to write when the database stands still, some wait for it.
                let mut told = served.write();
                while told.status == 201 {
                    written.fetch_add(1, Ordering::Relaxed);
                    told = served.write();
                }
                assert!(told.status == 503 && told.text.contains("postgres://tester@"), "{}", told.text);
            });
        }
        until("there is load", || written.load(Ordering::Relaxed) >= 30);
        stand.stop();
        scope.spawn(|| served.refuses_to_write("no answer within 15 s", "can be reached from here"));
        scope.spawn(|| served.page_fails());
    });
    stand.go_on();
    served.goes_on();
}

#[test]
fn a_server_over_a_standby_reads_and_writes_again_when_it_is_promoted() {
    let mut stand = Stand::start("stand-standby");
    let served = Served::over(&stand);
    stand.kill();
    stand.follow();
    stand.run();
    served.refuses_to_write("in a read-only transaction", "name the server that takes writes");
    served.is_unready("it takes no writes");
    let read = served.open("/control/v1/people");
    assert_eq!(read.status, 200, "{}", read.text);
    stand.promote();
    served.goes_on();
}

#[test]
fn a_database_that_is_made_read_only_takes_no_writes_until_that_is_taken_back() {
    let stand = Stand::start("stand-read-only");
    let served = Served::over(&stand);
    let told = served.send("/control/v1/realms", &json!({"id": "a"}));
    assert_eq!(told.status, 201, "{}", told.text);
    let name = stand.at("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'test%'");
    let turned = |on: &str| {
        stand.at("postgres", &format!("ALTER DATABASE {name} SET default_transaction_read_only = {on}"));
        let served =
            format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        stand.at("postgres", &served);
    };
    turned("on");
    // A connection of before may be met once more while it ends.
    until("the database refuses writes", || served.write().text.contains("in a read-only transaction"));
    served.refuses_to_write("in a read-only transaction", "name the server that takes writes");
    served.is_unready("it takes no writes");
    let reset = served.send("/control/v1/realms/a/reset", &json!({}));
    assert_eq!(reset.status, 503, "{}", reset.text);
    turned("off");
    served.goes_on();
}

#[test]
fn a_server_over_a_full_disk_reads_and_writes_again_when_there_is_room() {
    let folder = Folder::new("full");
    let (library, full) = (folder.path("full_disk.so"), folder.path("full"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/process/full_disk.c");
    let made =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status().unwrap();
    assert!(made.success(), "cc");
    let stand = Stand::within("stand-full", &[("LD_PRELOAD", &library), ("FULL_DISK", &full)]);
    let served = Served::over(&stand);
    fs::write(&full, "").unwrap();
    // What is there of pages is filled first.
    let told = std::iter::repeat_with(|| served.write()).find(|told| told.status != 201).unwrap();
    Served::is_refused(&told, "No space left on device", "free some space where the database is");
    let read = served.open("/control/v1/people");
    assert_eq!(read.status, 200, "{}", read.text);
    fs::remove_file(&full).unwrap();
    served.goes_on();
}

#[test]
fn what_was_answered_in_a_realm_that_was_just_made_or_reset_outlives_the_database() {
    let mut stand = Stand::start("stand-made");
    let served = Served::over(&stand);
    assert_eq!(served.send("/control/v1/realms", &json!({"id": "a"})).status, 201);
    for phone in ["+7(000)0000002", "+7(000)0000003"] {
        // No call of the control API: what those leave in the audit would have all before it written.
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", phone)];
        let begun = served.ask(|http, base| {
            http.post(format!("{base}/realms/a/registration/")).form(&fields).send().unwrap()
        });
        stand.kill();
        stand.run();
        assert_eq!(begun.status, 303, "{}", begun.text);
        let sent = served.open("/realms/a/control/v1/outbox?kind=sms");
        assert!(sent.text.contains(phone), "{}", sent.text);
        assert_eq!(served.send("/control/v1/realms/a/reset", &json!({})).status, 200);
    }
}
