//! Owns tests with clients of package registries over HTTPS: they verify the provider by the variables it gives.

use std::collections::BTreeMap;

use idp::boot::Options;
use idp::runtime::clock::ClockState;
use idp::tls::{Source, Wanted};
use serde_json::json;

use crate::actors::options;
use crate::clients::program::Program;
use crate::oauth::kit::world::World;

const SCOPE: &str = "openid fullname birthdate gender snils id_doc contacts addresses";

/// A provider on the machine's time, over HTTPS when `is_secure`.
fn world(is_secure: bool) -> World {
    let tls = is_secure.then(|| Wanted { certificate: Source::PerRun, names: Vec::new() });
    World::of(Options { clock: ClockState::SYSTEM, tls, ..options() })
}

#[test]
fn requests_oauthlib_of_pypi_signs_in_over_https_and_refuses_plain_http() {
    let world = world(true);
    let person = world.person("confirmed");
    let program = Program::python("requests-oauthlib.py");
    let ended = program.run(&world, &person, SCOPE, "");
    assert!(ended.well, "{}", ended.errors);
    let known = world.get(&format!("/control/v1/people/{}", person.oid)).json();
    assert_eq!(
        (&ended.told["oid"], &ended.told["issuer"]),
        (&json!(person.oid), &json!("http://esia.gosuslugi.ru/"))
    );
    assert_eq!(ended.told["person"]["snils"], known["snils"]);

    let plain = self::world(false);
    let ended = program.run(&plain, &plain.person("confirmed"), SCOPE, "");
    assert!(!ended.well && ended.errors.contains("InsecureTransportError"), "{}", ended.errors);
}

#[test]
fn esia_connector_and_esia_of_npm_sign_in_over_https() {
    let world = world(true);
    assert!(world.base.starts_with("https://"), "{}", world.base);
    let key = world.get("/public/esia.pub.pem").text();
    let person = world.person("confirmed");
    let known = world.get(&format!("/control/v1/people/{}", person.oid)).json();
    for program in [Program::python("esia-connector.py"), Program::node("esia.js")] {
        let ended = program.run(&world, &person, SCOPE, &key);
        assert!(ended.well, "{}", ended.errors);
        assert_eq!(ended.told["person"]["lastName"], known["last_name"]);
    }
}

#[test]
fn clients_without_the_root_trust_nothing() {
    let world = world(true);
    let person = world.person("confirmed");
    for (program, words) in [
        (Program::python("requests-oauthlib.py"), "CERTIFICATE_VERIFY_FAILED"),
        (Program::node("esia.js"), "certificate"),
    ] {
        let ended = program.run_within(&world, &person, SCOPE, "", BTreeMap::new());
        assert!(!ended.well && ended.errors.contains(words), "{}", ended.errors);
    }
}
