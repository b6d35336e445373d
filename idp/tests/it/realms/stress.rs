//! Realms reset, forked, made and dropped by many at once under traffic: nothing breaks, nothing answered for is lost.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, rounds};

/// Counts requests, so that what came before what can be told.
#[derive(Default)]
struct Ticks(AtomicU64);

impl Ticks {
    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst)
    }
}

/// Something that was asked and answered, by its ticks.
#[derive(Clone, Copy)]
struct Done {
    asked: u64,
    answered: u64,
}

/// A server under test, and what it has answered for.
struct Storm<'t> {
    tester: &'t Tester,
    /// Never reset, forked from.
    steady: Tester,
    /// Reset all the time, forked from.
    shaken: Tester,
    ticks: Ticks,
    phones: AtomicU32,
    in_steady: Mutex<Vec<String>>,
    in_shaken: Mutex<Vec<(String, Done)>>,
    resets: Mutex<Vec<Done>>,
    is_over: AtomicBool,
}

impl<'t> Storm<'t> {
    fn over(tester: &'t Tester) -> Self {
        Self {
            tester,
            steady: tester.realm(json!({"id": "steady"})),
            shaken: tester.realm(json!({"id": "shaken"})),
            ticks: Ticks::default(),
            phones: AtomicU32::new(0),
            in_steady: Mutex::default(),
            in_shaken: Mutex::default(),
            resets: Mutex::default(),
            is_over: AtomicBool::new(false),
        }
    }

    fn phone(&self) -> String {
        format!("+7(900){:07}", self.phones.fetch_add(1, Ordering::SeqCst))
    }

    fn write_to_steady(&self) {
        let phone = self.phone();
        self.steady.person(json!({"mobile": phone}));
        self.in_steady.lock().unwrap().push(phone);
    }

    fn write_to_shaken(&self) {
        let (phone, asked) = (self.phone(), self.ticks.next());
        self.shaken.person(json!({"mobile": phone}));
        let done = Done { asked, answered: self.ticks.next() };
        self.in_shaken.lock().unwrap().push((phone, done));
    }

    /// Requests of realms that come and go: they are served, or there is no such realm.
    fn call_passing(&self, name: &str) {
        let realm = self.tester.of_name(name);
        for reply in [
            realm.call("POST /people", &[], json!({})),
            realm.open("/login"),
            realm.open("/aas/oauth2/ac?client_id=NOBODY"),
            realm.open("/rs/prns/1000"),
        ] {
            assert!(reply.status < 500, "{name}: {} {}", reply.status, reply.text);
        }
    }

    fn read_shaken(&self) {
        self.shaken.get("/people?limit=1", &[]);
        for path in ["/login", "/registration/", "/aas/oauth2/ac?client_id=NOBODY"] {
            let reply = self.shaken.open(path);
            assert!(reply.status < 500, "{path}: {} {}", reply.status, reply.text);
        }
    }

    fn reset(&self, name: &str) {
        let asked = self.ticks.next();
        self.tester.call("POST /realms/{id}/reset", &[&name], Value::Null).expect(200);
        let done = Done { asked, answered: self.ticks.next() };
        if name == "shaken" {
            self.resets.lock().unwrap().push(done);
        }
    }

    fn fork(&self, origin: &str, name: &str) {
        let known = self.in_steady.lock().unwrap().last().cloned();
        let fork = self.tester.realm(json!({"id": name, "from": origin}));
        if let Some(phone) = known.filter(|_| origin == "steady") {
            assert!(has(&fork, &phone), "a fork of {origin} lacks {phone}");
        }
        assert_eq!(self.tester.call("DELETE /realms/{id}", &[&name], Value::Null).status, 204);
    }

    /// One of the eight things that happen at once.
    fn shake(&self, number: usize) {
        match number {
            0..=2 => self.reset("shaken"),
            3 => self.reset("default"),
            4 | 5 => self.fork("shaken", &format!("fork-{number}")),
            6 => self.fork("steady", "fork-6"),
            _ => {
                self.tester.realm(json!({"id": "made"}));
                self.reset("made");
                assert_eq!(self.tester.call("DELETE /realms/{id}", &[&"made"], Value::Null).status, 204);
            }
        }
    }

    fn round(&self) {
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|number| scope.spawn(move || self.shake(number))).collect();
            all.into_iter().for_each(|one| one.join().unwrap());
        });
        // No reset is under way now.
        self.write_to_shaken();
        let resets = std::mem::take(&mut *self.resets.lock().unwrap());
        for (phone, written) in std::mem::take(&mut *self.in_shaken.lock().unwrap()) {
            let is_there = has(&self.shaken, &phone);
            if resets.iter().all(|reset| reset.answered < written.asked) {
                assert!(is_there, "{phone} was answered for after every reset and is gone");
            }
            if resets.iter().any(|reset| written.answered < reset.asked) {
                assert!(!is_there, "{phone} was there before a reset and is there still");
            }
        }
    }

    /// One piece of the traffic beside the rounds.
    fn ask(&self, number: usize) {
        match number {
            0 => self.write_to_steady(),
            1 => self.write_to_shaken(),
            2 => self.read_shaken(),
            3 => self.call_passing("fork-4"),
            _ => self.call_passing("made"),
        }
    }

    /// Rounds under traffic.
    fn run(&self, rounds: u32) {
        std::thread::scope(|scope| {
            for number in 0..5 {
                scope.spawn(move || {
                    while !self.is_over.load(Ordering::SeqCst) {
                        self.ask(number);
                    }
                });
            }
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                (0..rounds).for_each(|_| self.round());
            }));
            self.is_over.store(true, Ordering::SeqCst);
            if let Err(why) = ended {
                std::panic::resume_unwind(why);
            }
        });
        for phone in self.in_steady.lock().unwrap().iter() {
            assert!(has(&self.steady, phone), "{phone} is gone from a realm that was never reset");
        }
    }
}

/// Whether a realm has a person of this phone.
pub(crate) fn has(realm: &Tester, phone: &str) -> bool {
    let found = realm.get(&format!("/people?login={}", phone.replace('+', "%2B")), &[]);
    !found["people"].as_array().unwrap().is_empty()
}

#[test]
fn realms_in_memory_stay_whole_however_many_reset_and_fork_at_once() {
    let tester = Tester::start();
    Storm::over(&tester).run(rounds(2));
}

#[test]
fn realms_in_files_stay_whole_however_many_reset_and_fork_at_once() {
    let folder = Folder::new("stress");
    let file = folder.path("world.sqlite");
    let serve = || Program::serve(&["--store", file.to_str().unwrap()]);
    let mut program = serve();
    let tester = Tester::at(&program.base_url);
    let storm = Storm::over(&tester);
    storm.run(rounds(2));
    let phones = storm.in_steady.into_inner().unwrap();
    program.signal("TERM");
    program.wait();
    assert_eq!(program.errors(), "");
    let realms = folder.path("world.sqlite.realms");
    let entries = std::fs::read_dir(&realms).unwrap();
    for name in entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let database = name.trim_end_matches("-wal").trim_end_matches("-shm");
        assert!(["shaken.sqlite", "steady.sqlite"].contains(&database), "{name} is left");
    }
    for file in [&file, &realms.join("shaken.sqlite"), &realms.join("steady.sqlite")] {
        assert_eq!(integrity(file), "ok", "{}", file.display());
    }
    let program = serve();
    let steady = Tester::at(&program.base_url).of_name("steady");
    for phone in &phones {
        assert!(has(&steady, phone), "{phone} is gone after a restart");
    }
}

/// What SQLite says of a database as a whole.
pub(crate) fn integrity(file: &Path) -> String {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap()
}
