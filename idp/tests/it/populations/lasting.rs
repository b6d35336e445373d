//! Owns tests that the people of a population stay who they are: over restarts, in forks and other worlds, until a reset.

use serde_json::{Value, json};

use super::{declared, encoded, oid, person, searched, touched};
use crate::actors::{Folder, Program, Tester};

const NUMBERS: [u64; 4] = [1, 2, 4_321, 10_000];

/// Some people of a population, with what guards and what happened to them.
fn some(tester: &Tester, population: &Value) -> Vec<Value> {
    let whole = |number: u64| {
        let one = oid(population, number);
        json!([person(tester, one), tester.get("/people/{oid}/events", &[&one])])
    };
    NUMBERS.into_iter().map(whole).collect()
}

fn mould() -> Value {
    json!({"level": "standard", "gender": "F", "password": "Abc-12345", "second_factor": "sms",
        "extras": {"self_employed": {"confirmed": true}}, "citizenship": "SRB"})
}

#[test]
fn they_are_the_same_in_a_fork_of_another_seed_and_another_day() {
    let tester = Tester::start();
    let population = declared(&tester, 10_000, &json!({"last_name": "Примеров"}));
    tester.call("PATCH /people/{oid}", &[&oid(&population, 2)], json!({"last_name": "Другов"})).expect(200);
    let before = some(&tester, &population);
    let fork = tester.realm(json!({"id": "fork", "from": "default", "seed": 99}));
    fork.call("POST /clock/advance", &[], json!({"by": "P400D"})).expect(200);
    assert_eq!(some(&fork, &population), before);
    assert_eq!(touched(&fork), [1]);
    // What is written in the one is not written in the other.
    fork.call("PATCH /people/{oid}", &[&oid(&population, 1)], json!({"last_name": "Иванов"})).expect(200);
    assert_eq!(some(&tester, &population), before);
    // A population of the fork is of other people.
    let (own, other) = (declared(&tester, 5, &json!({})), declared(&fork, 5, &json!({})));
    assert_eq!(own["first_oid"], other["first_oid"]);
    assert_ne!(own["first"], other["first"]);
}

#[test]
fn they_are_the_same_after_a_restart_and_in_an_imported_world() {
    let folder = Folder::new("population");
    let file = folder.path("world.sqlite");
    let serve = || Program::serve(&["--store", file.to_str().unwrap(), "--clock", "2024-09-02T07:00:00Z"]);
    let mut first = serve();
    let tester = Tester::at(&first.base_url);
    let population = declared(&tester, 10_000, &json!({}));
    tester.call("PATCH /people/{oid}", &[&oid(&population, 1)], json!({"last_name": "Иванов"})).expect(200);
    let deleted = json!({"command": "delete"});
    tester.call("POST /people/{oid}/commands", &[&oid(&population, 2)], deleted).expect(200);
    let before = some(&tester, &population);
    first.signal("TERM");
    first.wait();
    let second = serve();
    let tester = Tester::at(&second.base_url);
    assert_eq!(some(&tester, &population), before);
    let world = tester.get("/world", &[]);
    let text = world["collections"]["populations"].to_string();
    assert!(
        text.contains("$argon2") && !text.contains("Test-"),
        "the hash of the password, not the password: {text}"
    );
    // Another server, another seed; with `ESIA_SIM_STAND=1`, the other engine.
    let other = Tester::start();
    other.call("PUT /world", &[], world.clone()).expect(200);
    assert_eq!(some(&other, &population), before);
    assert_eq!(other.get("/world", &[]), world);
    assert_eq!(touched(&other), [2]);
    let email = &person(&other, oid(&population, 10_000))["email"];
    assert_eq!(searched(&other, &format!("login={}", encoded(email))).len(), 1);
}

#[test]
fn a_world_with_a_population_that_cannot_be_read_is_refused() {
    let tester = Tester::start();
    declared(&tester, 10, &json!({}));
    let sound = tester.get("/world", &[]);
    let changes: [fn(&mut Value); 3] = [
        |row| row["body"] = json!({}),
        |row| row["body"]["wishes"]["minor"] = json!(true),
        |row| row["last_oid"] = json!(1_200_000_000),
    ];
    for change in changes {
        let mut document = sound.clone();
        change(&mut document["collections"]["populations"][0]);
        let refused = tester.call("PUT /world", &[], document);
        assert_eq!(refused.status, 400, "{}", refused.text);
    }
    assert_eq!(tester.get("/world", &[]), sound);
}

#[test]
fn a_reset_takes_declared_populations_away_and_brings_planted_ones_back() {
    let tester = Tester::start();
    let file =
        "[[population]]\ncount = 1000\n[population.mould]\nlevel = \"standard\"\nlast_name = \"Примерова\"\n";
    let fixtures = json!({"people/many.toml": file});
    let realm = tester.realm(json!({"id": "planted", "fixtures": {"files": fixtures}}));
    let planted = realm.get("/populations", &[])["populations"][0].clone();
    assert_eq!((&planted["count"], &planted["mould"]["last_name"]), (&json!(1000), &json!("Примерова")));
    let before = person(&realm, oid(&planted, 999));
    declared(&realm, 5, &json!({}));
    let deleted = json!({"command": "delete"});
    realm.call("POST /people/{oid}/commands", &[&before["oid"]], deleted).expect(200);
    assert_eq!(person(&realm, oid(&planted, 999))["status"], "deleted", "and stays so until a reset");
    realm.call("POST /clock/advance", &[], json!({"by": "P30D"})).expect(200);
    tester.call("POST /realms/{id}/reset", &[&"planted"], Value::Null).expect(200);
    assert_eq!(realm.get("/populations", &[])["populations"], json!([planted]));
    assert_eq!(person(&realm, oid(&planted, 999)), before);
    let wrong = json!({"people/many.toml": "[[population]]\ncount = 3\n[population.mould]\nsnils = \"000-000-600 77\"\n"});
    let refused = tester.call("POST /realms", &[], json!({"id": "wrong", "fixtures": {"files": wrong}}));
    assert_eq!(refused.status, 400, "{}", refused.text);
    for part in ["people/many.toml", "line 4", "population 1", "mould.snils"] {
        assert!(refused.text.contains(part), "{part}: {}", refused.text);
    }
}

#[test]
fn a_mould_is_kept_and_everybody_is_of_it() {
    let tester = Tester::start();
    let population = declared(&tester, 100, &mould());
    let one = person(&tester, oid(&population, 77));
    assert_eq!(
        (&one["level"], &one["gender"], &one["citizenship"]),
        (&json!("standard"), &json!("F"), &json!("SRB"))
    );
    assert_eq!(one["passport"]["type"], "FID_DOC");
    let guarded = tester.get("/people/{oid}/credentials", &[&one["oid"]]);
    assert_eq!(guarded["second_factor"], "sms", "{guarded}");
    assert_eq!(population["first"]["password"], "Abc-12345");
    let listed = tester.get("/populations", &[])["populations"][0].clone();
    assert_eq!((&listed["mould"]["gender"], &listed["mould"]["password"]), (&json!("F"), &Value::Null));
}
