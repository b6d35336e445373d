//! A process that is killed has lost nothing it answered, and never repeats itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc;

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, client, rounds};

/// How many threads make people, and how many register them.
const WRITERS: u32 = 5;

fn serve(store: &Path) -> Program {
    let store = store.to_str().unwrap();
    Program::serve(&["--store", store, "--seed", "5", "--clock", "2018-12-01T09:00:00Z"])
}

/// Makes people until the server is gone; tells each that was answered for.
fn make_people(base_url: &str, answered: &mpsc::Sender<Value>) {
    let client = client();
    loop {
        let request = client
            .post(format!("{base_url}/control/v1/people"))
            .header("content-type", "application/json")
            .body("{\"level\":\"standard\"}");
        let Ok(person) = request.send().and_then(|reply| reply.json()) else { return };
        if answered.send(person).is_err() {
            return;
        }
    }
}

/// Begins registrations until the server is gone; tells the phone of each whose code was promised.
fn register(base_url: &str, first: u32, answered: &mpsc::Sender<String>) {
    let client = client();
    for number in first.. {
        let phone = format!("+7(000){number:07}");
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", phone.as_str())];
        match client.post(format!("{base_url}/registration/")).form(&fields).send() {
            Ok(reply) if reply.status().as_u16() == 303 => {
                if answered.send(phone).is_err() {
                    return;
                }
            }
            _ => return,
        }
    }
}

#[test]
fn a_killed_server_has_lost_nothing_it_answered() {
    let folder = Folder::new("crash");
    let store = folder.path("world.sqlite");
    let mut people: BTreeMap<u64, Value> = BTreeMap::new();
    let mut phones: BTreeSet<String> = BTreeSet::new();
    for round in 0..rounds(3) {
        let mut program = serve(&store);
        let base_url = program.base_url.clone();
        let (made, making) = mpsc::channel();
        let (begun, beginning) = mpsc::channel();
        std::thread::scope(|scope| {
            for thread in 0..WRITERS {
                let (made, begun, base_url) = (made.clone(), begun.clone(), &base_url);
                scope.spawn(move || make_people(base_url, &made));
                scope.spawn(move || register(base_url, (round * WRITERS + thread) * 5_000, &begun));
            }
            for _ in 0..30 {
                let mut person = making.recv().unwrap();
                person.as_object_mut().unwrap().remove("password");
                assert_eq!(people.insert(person["oid"].as_u64().unwrap(), person), None);
                phones.insert(beginning.recv().unwrap());
            }
            program.signal("KILL");
            program.wait();
            drop((made, begun));
            for mut person in making.try_iter() {
                person.as_object_mut().unwrap().remove("password");
                assert_eq!(people.insert(person["oid"].as_u64().unwrap(), person), None);
            }
            phones.extend(beginning.try_iter());
        });
    }
    let program = serve(&store);
    let tester = Tester::at(&program.base_url);
    for (oid, person) in &people {
        assert_eq!(tester.get("/people/{oid}", &[oid]), *person);
    }
    let (sent, _) = tester.pages("/outbox?kind=sms&limit=1000", "messages");
    let sent: BTreeSet<_> = sent.iter().filter_map(|one| one["to"].as_str()).collect();
    let lost: Vec<_> = phones.iter().filter(|phone| !sent.contains(phone.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_restart_keeps_realms_clock_and_settings_and_repeats_no_identifier() {
    let folder = Folder::new("restart");
    let store = folder.path("world.sqlite");
    let mut codes = BTreeSet::new();
    let mut kept = Value::Null;
    for round in 0..4 {
        let mut program = serve(&store);
        let tester = Tester::at(&program.base_url);
        if round == 0 {
            let realm = tester
                .realm(json!({"id": "kept", "clock": {"mode": "frozen", "now": "2018-05-05T05:05:05Z"}}));
            realm.call("PUT /registers", &[], json!({"delay": "PT7S"})).expect(200);
            realm.person(json!({"last_name": "Постоянный"}));
            kept = realm.get("/people?limit=1000", &[]);
        }
        let realm = Tester::at(&format!("{}/realms/kept", tester.base_url));
        assert_eq!(realm.get("/people?limit=1000", &[]), kept);
        assert_eq!(realm.get("/clock", &[])["now"], "2018-05-05T05:05:05Z");
        assert_eq!(realm.get("/registers", &[])["delay"], "PT7S");
        for _ in 0..5 {
            let oid = tester.get("/people?limit=1", &[])["people"][0]["oid"].clone();
            let walk = json!({"person": oid, "authorize_url": tester.authorize_url("s")});
            let back = tester.call("POST /sign-ins", &[], walk).expect(200)["redirect_to"].to_string();
            assert!(codes.insert(back.clone()), "{back} again");
        }
        program.signal("TERM");
        assert_eq!(program.wait().0.code(), Some(0));
    }
}

#[test]
fn a_server_killed_while_it_makes_realms_starts_again_with_whole_ones() {
    let folder = Folder::new("realms");
    let store = folder.path("world.sqlite");
    let mut program = serve(&store);
    let base_url = program.base_url.clone();
    let (made, making) = mpsc::channel();
    let answered: Vec<String> = std::thread::scope(|scope| {
        for wish in ["{}", "{\"from\":\"default\"}"] {
            let (made, base_url) = (made.clone(), &base_url);
            scope.spawn(move || {
                let client = client();
                while let Ok(reply) = client
                    .post(format!("{base_url}/control/v1/realms"))
                    .header("content-type", "application/json")
                    .body(wish)
                    .send()
                {
                    let Ok(realm) = reply.json::<Value>() else { return };
                    let _ = made.send(realm["realm"].as_str().unwrap().to_owned());
                }
            });
        }
        let mut answered: Vec<_> = making.iter().take(10).collect();
        program.signal("KILL");
        program.wait();
        drop(made);
        answered.extend(making.iter());
        answered
    });
    let program = serve(&store);
    let tester = Tester::at(&program.base_url);
    let people = tester.get("/people?limit=1000", &[])["people"].as_array().unwrap().len();
    let listed = tester.get("/realms", &[]);
    let names: BTreeSet<_> =
        listed["realms"].as_array().unwrap().iter().filter_map(|one| one["realm"].as_str()).collect();
    assert!(answered.iter().all(|name| names.contains(name.as_str())), "{answered:?} {names:?}");
    for name in names.iter().filter(|name| **name != "default") {
        let realm = Tester::at(&format!("{}/realms/{name}", tester.base_url));
        assert_eq!(realm.get("/people?limit=1000", &[])["people"].as_array().unwrap().len(), people);
        assert_eq!(realm.get("/clients", &[]), tester.get("/clients", &[]));
    }
}
