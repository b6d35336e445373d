//! A server that is killed while realms are reset has them as they were before or as they are after, never in between.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, client, rounds};
use crate::realms::stress::integrity;

const REALMS: [&str; 2] = ["default", "own"];
const CLOCKS: [&str; 2] = ["2020-01-02T03:04:05Z", "2019-05-06T07:08:09Z"];

fn serve(store: &Path) -> Program {
    Program::serve(&["--store", store.to_str().unwrap(), "--clock", "2018-12-01T09:00:00Z"])
}

fn realms(base_url: &str) -> [Tester; 2] {
    REALMS.map(|name| Tester::at(&format!("{base_url}/realms/{name}")))
}

/// Resets a realm until the server is gone.
fn reset(base_url: &str, name: &str, answered: &AtomicU32) {
    let client = client();
    let path = format!("{base_url}/control/v1/realms/{name}/reset");
    while let Ok(reply) = client.post(&path).send() {
        assert_eq!(reply.status().as_u16(), 200);
        answered.fetch_add(1, Ordering::SeqCst);
    }
}

/// Reads as often as it is told, which takes as long as it takes, then kills the server.
fn kill_after(program: &mut Program, reads: u64) {
    let client = client();
    for _ in 0..reads {
        client.get(format!("{}/control/v1/openapi.json", program.base_url)).send().unwrap();
    }
    program.signal("KILL");
    program.wait();
}

fn people(realm: &Tester) -> Value {
    realm.get("/people?limit=1000", &[])["people"].clone()
}

#[test]
fn a_server_killed_while_it_resets_keeps_clock_seed_settings_and_content_whole() {
    let folder = Folder::new("resets");
    let store = folder.path("world.sqlite");
    let mut program = serve(&store);
    Tester::at(&program.base_url).realm(json!({"id": "own", "seed": 9}));
    let seeds =
        REALMS.map(|name| Tester::at(&program.base_url).get("/realms/{id}", &[&name])["seed"].clone());
    let planted = realms(&program.base_url).map(|realm| people(&realm));
    let delays = realms(&program.base_url).map(|realm| realm.get("/registers", &[])["delay"].clone());
    let mut chance = 2018_u64;
    for round in 0..rounds(3) {
        let base_url = program.base_url.clone();
        for (realm, clock) in realms(&base_url).iter().zip(CLOCKS) {
            realm.call("PUT /clock", &[], json!({"mode": "frozen", "now": clock})).expect(200);
            realm.call("PUT /registers", &[], json!({"delay": "PT7S"})).expect(200);
            realm.person(json!({"last_name": "Временный"}));
        }
        let answered: [AtomicU32; 2] = Default::default();
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::scope(|scope| {
            for (name, answered) in REALMS.into_iter().zip(&answered) {
                let base_url = &base_url;
                scope.spawn(move || reset(base_url, name, answered));
            }
            kill_after(&mut program, (chance >> 33) % 40);
        });
        program = serve(&store);
        for (number, realm) in realms(&program.base_url).iter().enumerate() {
            let name = REALMS[number];
            let shown = realm.get("/realms/{id}", &[&name]);
            assert_eq!(
                (&shown["seed"], &shown["state"]),
                (&seeds[number], &json!("serving")),
                "{round} {name}"
            );
            assert_eq!(realm.get("/clock", &[])["now"], CLOCKS[number], "{round} {name}");
            let (found, delay) = (people(realm), realm.get("/registers", &[])["delay"].clone());
            let more = found.as_array().unwrap().len() - planted[number].as_array().unwrap().len();
            let is_before = (more, &delay) == (1, &json!("PT7S"));
            let is_after = (&found, &delay) == (&planted[number], &delays[number]);
            let was_answered = answered[number].load(Ordering::SeqCst) > 0;
            assert!(is_after || (is_before && !was_answered), "{round} {name}: {more} more, {delay}");
            reset_by_one(&program.base_url, name);
        }
        let own = folder.path("world.sqlite.realms").join("own.sqlite");
        for file in [&store, &own] {
            assert_eq!(integrity(file), "ok", "{round} {}", file.display());
            let unfinished = format!("{}.unfinished", file.display());
            assert!(!Path::new(&unfinished).exists(), "{round} {unfinished}");
        }
    }
}

fn reset_by_one(base_url: &str, name: &str) {
    Tester::at(base_url).call("POST /realms/{id}/reset", &[&name], Value::Null).expect(200);
}
