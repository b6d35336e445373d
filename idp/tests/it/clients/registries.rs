//! Owns tests with the clients of package registries: PyPI esia-connector, npm esia, npm passport-esia.

use idp::boot::Options;
use idp::runtime::clock::ClockState;
use serde_json::json;

use crate::clients::program::Program;
use crate::oauth::kit::openssl::{Identity, public_key_of};
use crate::oauth::kit::world::World;

const SCOPE: &str = "openid fullname birthdate gender snils id_doc contacts addresses";

/// A provider on the machine's time, which these libraries compare tokens with.
fn world(issuer: &str) -> World {
    World::of(Options { clock: ClockState::SYSTEM, issuer: issuer.to_owned(), ..Options::for_tests() })
}

fn real() -> World {
    world("http://esia.gosuslugi.ru/")
}

#[test]
fn esia_connector_of_pypi_signs_in_checks_the_id_token_and_reads_a_person() {
    let world = real();
    let person = world.person("confirmed");
    let key = world.get("/public/esia.pub.pem").text();
    let ended = Program::python("esia-connector.py").run(&world, &person, SCOPE, &key);
    assert!(ended.well, "{}", ended.errors);
    let known = world.get(&format!("/control/v1/people/{}", person.oid)).json();
    let (told, read) = (&ended.told, &ended.told["person"]);
    assert_eq!(told["oid"], json!(person.oid));
    for (wire, control) in [("lastName", "last_name"), ("firstName", "first_name"), ("snils", "snils")] {
        assert_eq!(read[wire], known[control], "{wire}");
    }
    assert_eq!((&read["trusted"], &read["status"]), (&json!(true), &json!("REGISTERED")));
    let passport = &told["documents"]["elements"][0];
    assert_eq!(
        (&passport["type"], &passport["number"]),
        (&json!("RF_PASSPORT"), &known["passport"]["number"])
    );
    let kinds: Vec<_> =
        told["contacts"]["elements"].as_array().unwrap().iter().map(|one| &one["type"]).collect();
    assert!(kinds.contains(&&json!("MBT")) || kinds.contains(&&json!("EML")), "{kinds:?}");
    assert!(told["addresses"]["elements"].is_array());
}

#[test]
fn esia_connector_refuses_another_issuer_and_another_key() {
    let person_of = |world: &World| world.person("confirmed");
    let elsewhere = world("http://127.0.0.1/");
    let key = elsewhere.get("/public/esia.pub.pem").text();
    let program = Program::python("esia-connector.py");
    let ended = program.run(&elsewhere, &person_of(&elsewhere), SCOPE, &key);
    assert!(!ended.well && ended.errors.contains("Invalid issuer"), "{}", ended.errors);
    let world = real();
    let strange = public_key_of(&Identity::stranger().certificate);
    let ended = program.run(&world, &person_of(&world), SCOPE, &strange);
    assert!(!ended.well && ended.errors.contains("Signature verification failed"), "{}", ended.errors);
}

#[test]
fn esia_of_npm_signs_in_and_reads_a_person() {
    let world = real();
    let person = world.person("confirmed");
    let ended = Program::node("esia.js").run(&world, &person, SCOPE, "");
    assert!(ended.well, "{}", ended.errors);
    let known = world.get(&format!("/control/v1/people/{}", person.oid)).json();
    let told = &ended.told;
    assert_eq!(told["token"]["urn:esia:sbj_id"], json!(person.oid));
    assert_eq!(told["person"]["lastName"], known["last_name"]);
    assert_eq!(told["documents"]["elements"][0]["series"], known["passport"]["series"]);
    let link = told["contacts"]["elements"][0].as_str().expect("a link");
    assert!(link.starts_with(&world.base), "{link}");
    assert!(told["answer"]["refresh_token"].is_string());
}

#[test]
fn esia_of_npm_is_refused_with_another_key_and_the_journal_says_why() {
    let mut world = real();
    let person = world.person("confirmed");
    world.party.identity = Identity::stranger();
    let ended = Program::node("esia.js").run(&world, &person, SCOPE, "");
    assert!(!ended.well && ended.errors.contains("Code is required"), "{}", ended.errors);
    let facts = world.refused("ESIA-007005", "signature");
    assert!(facts["detail"].as_str().unwrap().contains("not registered for this client"), "{facts}");
}

#[test]
fn passport_esia_of_npm_is_refused_since_it_signs_no_token_request() {
    let world = real();
    let person = world.person("confirmed");
    let ended = Program::node("passport-esia.js").run(&world, &person, "openid fullname", "");
    assert!(!ended.well, "{}", ended.told);
    let told = ended.told.to_string();
    assert!(told.contains("ESIA-007014") && told.contains("[client_secret]"), "{told} {}", ended.errors);
    assert_eq!(world.refused("ESIA-007014", "parameter-missing")["missing"], json!("client_secret"));
    // Its authorization request is good: the code was issued.
    let journal = world.get("/control/v1/journal").json();
    assert_eq!(journal["entries"].as_array().unwrap().len(), 1, "{journal}");
}
