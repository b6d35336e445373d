//! Faults of the database: told by name before anything is written, and over when they are over.

use std::time::Duration;

use idp::domain::id::RealmId;
use idp::store::postgres::{Patience, PostgresEngine};
use idp::store::{Engine as _, StoreError};

use crate::actors::{Folder, PASSWORD, Program, Stand, until};
use crate::store::postgres::{engine_at, kept, put};

/// What is told of a database that cannot be opened; it names the database and not the password.
fn refusal(address: &str) -> String {
    let engine = engine_at(address);
    let told = engine.realms().err().or_else(|| engine.open(&RealmId::default_realm()).err()).unwrap();
    assert!(matches!(told, StoreError::Unavailable { .. }), "{told:?}");
    let told = told.to_string();
    assert!(told.starts_with("postgres://") && told.contains("/test_") && !told.contains(PASSWORD), "{told}");
    told
}

#[test]
fn what_cannot_be_opened_is_told_by_name_and_nothing_is_written() {
    let stand = Stand::shared();
    let address = stand.database();
    let database = address.rsplit('/').next().unwrap();
    let schemas = || stand.at(&address, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'esia%'");
    stand.at(&address, "CREATE ROLE guest LOGIN PASSWORD 'pw-8Kq2'");
    for (address, part) in [
        (stand.address("tester", "pw-8Kq2x", database), "name the right user and password"),
        (stand.address("nobody", PASSWORD, database), "name the right user and password"),
        (stand.address("tester", PASSWORD, "test_none"), "name a database that exists"),
        (stand.address("guest", PASSWORD, database), "GRANT CREATE ON DATABASE"),
        (format!("postgres://tester:{PASSWORD}@127.0.0.1:1/{database}"), "can be reached"),
    ] {
        let told = refusal(&address);
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(schemas(), "0");
}

#[test]
fn another_programs_schema_and_a_newer_one_are_refused_and_left_alone() {
    let stand = Stand::shared();
    for (made, part) in [
        ("CREATE SCHEMA esia_default; CREATE TABLE esia_default.letters (text text)", "another program's"),
        (
            "CREATE SCHEMA esia_default; COMMENT ON SCHEMA esia_default IS 'esia-sim realm default version 999'",
            "version 999, newer than this program's",
        ),
    ] {
        let address = stand.database();
        stand.at(&address, made);
        let tables = || {
            stand.at(
                &address,
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'esia_default'::regnamespace",
            )
        };
        let before = tables();
        let told = refusal(&address);
        assert!(told.contains(part), "{told}");
        assert_eq!(tables(), before);
    }
}

#[test]
fn a_schema_that_another_user_made_is_told_and_left_alone() {
    let stand = Stand::shared();
    let address = stand.database();
    put(engine_at(&address).open(&RealmId::default_realm()).unwrap().as_ref(), "1").unwrap();
    let database = address.rsplit('/').next().unwrap();
    stand.at(
        &address,
        &format!(
            "CREATE ROLE stranger LOGIN PASSWORD '{PASSWORD}'; CREATE ROLE visitor LOGIN PASSWORD '{PASSWORD}';
             GRANT CREATE ON DATABASE {database} TO stranger, visitor; GRANT USAGE ON SCHEMA esia_default TO visitor"
        ),
    );
    for user in ["stranger", "visitor"] {
        let engine = engine_at(&stand.address(user, PASSWORD, database));
        let told = engine
            .realms()
            .and_then(|_| put(engine.open(&RealmId::default_realm())?.as_ref(), "2"))
            .unwrap_err()
            .to_string();
        assert!(told.contains("permission denied") && told.contains("REASSIGN OWNED"), "{user}: {told}");
    }
    assert_eq!(stand.at(&address, "SELECT value FROM esia_default.settings WHERE name = 'a'"), "1");
}

#[test]
fn a_slip_in_the_address_makes_no_file() {
    let folder = Folder::new("slips");
    for store in
        ["postgres:/u:pw-8Kq2@h/d", "postgress://u:pw-8Kq2@h/d", "host=h password=pw-8Kq2", "sqlite:///w"]
    {
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
            let mut program = Program::command(command);
            let done = program.args(["--store", store]).current_dir(folder.path("")).output().unwrap();
            let said = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(2), "{said}");
            assert!(
                said.contains("looks like the address of something else") && !said.contains(PASSWORD),
                "{said}"
            );
        }
    }
    assert_eq!(std::fs::read_dir(folder.path("")).unwrap().count(), 0);
}

#[test]
fn a_database_that_takes_no_writes_is_told_and_can_be_read() {
    // What is set of a database holds on new connections, and a pooler keeps some.
    let address = Stand::shared().direct_database();
    let engine = engine_at(&address);
    let store = engine.open(&RealmId::default_realm()).unwrap();
    put(store.as_ref(), "1").unwrap();
    store.check().unwrap();
    let database = address.rsplit('/').next().unwrap();
    Stand::shared()
        .at(&address, &format!("ALTER DATABASE {database} SET default_transaction_read_only TO on"));
    let again = engine_at(&address);
    let store = again.open(&RealmId::default_realm());
    let told = store.map_or_else(|why| why, |store| store.check().unwrap_err()).to_string();
    assert!(told.contains("name the server that takes writes"), "{told}");
}

#[test]
fn a_restarted_database_is_used_again_without_a_restart_of_the_provider() {
    let mut stand = Stand::start("stand-restarted");
    let engine = engine_at(&stand.database());
    let store = engine.open(&RealmId::default_realm()).unwrap();
    put(store.as_ref(), "1").unwrap();
    for value in ["2", "3"] {
        let mut under_way = store.write().unwrap();
        under_way.put_setting("a", "lost").unwrap();
        stand.kill();
        assert!(matches!(under_way.commit(), Err(StoreError::Unavailable { .. })));
        let told = put(store.as_ref(), "lost").unwrap_err().to_string();
        assert!(told.contains("can be reached from here"), "{told}");
        store.check().unwrap_err();
        stand.run();
        put(store.as_ref(), value).unwrap();
        assert_eq!(kept(store.as_ref()).unwrap().as_deref(), Some(value));
        store.check().unwrap();
    }
}

#[test]
fn a_database_that_stands_still_keeps_nobody_for_ever() {
    let stand = Stand::start("stand-still");
    let of = Duration::from_millis;
    let patience = Patience { statement: of(200), answer: of(400), idle: of(30_000) };
    let engine = PostgresEngine::patient(stand.database().parse().unwrap(), patience).unwrap();
    let store = engine.open(&RealmId::default_realm()).unwrap();
    put(store.as_ref(), "1").unwrap();
    stand.stop();
    let told =
        [put(store.as_ref(), "2").unwrap_err(), kept(store.as_ref()).unwrap_err()].map(|why| why.to_string());
    stand.go_on();
    assert!(told.iter().all(|told| told.contains("no answer within")), "{told:?}");
    until("it is used again", || put(store.as_ref(), "3").is_ok());
    assert_eq!(kept(store.as_ref()).unwrap().as_deref(), Some("3"));
}

#[test]
fn a_writer_that_hangs_keeps_the_realm_only_for_so_long() {
    let address = Stand::shared().database();
    let of = Duration::from_millis;
    let engine = |idle| {
        let patience = Patience { statement: of(300), answer: of(10_000), idle: of(idle) };
        PostgresEngine::patient(address.parse().unwrap(), patience).unwrap()
    };
    let (hanging, other) = (engine(2_000), engine(30_000));
    let realm = RealmId::default_realm();
    let (stores, other) = (hanging.open(&realm).unwrap(), other.open(&realm).unwrap());
    let mut tx = stores.write().unwrap();
    tx.put_setting("a", "lost").unwrap();
    until("the database lets the next one write", || put(other.as_ref(), "2").is_ok());
    assert!(tx.commit().is_err());
    assert_eq!(kept(other.as_ref()).unwrap().as_deref(), Some("2"));
}

#[test]
fn the_program_tells_what_is_wrong_without_the_password_and_ends() {
    let stand = Stand::shared();
    let unreachable = format!("postgres://tester:{PASSWORD}@127.0.0.1:1/test_0");
    let refused = stand.address("tester", "pw-8Kq2x", "postgres");
    let no_port = format!("postgres://tester:{PASSWORD}@127.0.0.1:port/test_0");
    for (address, code, part) in [
        (unreachable, 1, "look whether the database runs"),
        (refused, 1, "name the right user and password"),
        (no_port, 2, "expected postgres://USER"),
    ] {
        let done =
            Program::command(&["serve", "--listen", "127.0.0.1:0", "--store", &address]).output().unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&done.stderr), String::from_utf8_lossy(&done.stdout));
        assert_eq!(done.status.code(), Some(code), "{said}");
        assert!(said.contains(part) && !said.contains("pw-8Kq2"), "{said}");
    }
}

#[test]
fn the_program_serves_a_database_and_finds_its_realms_again() {
    let address = Stand::shared().database();
    let seeded = ["--store", address.as_str(), "--seed", "7"];
    let first = Program::serve(&seeded);
    let tester = crate::actors::Tester::at(&first.base_url);
    tester.realm(serde_json::json!({"id": "class-5"}));
    let person = tester.person(serde_json::json!({"last_name": "Примерова"}));
    drop(first);
    let again = Program::serve(&seeded[..2]);
    let tester = crate::actors::Tester::at(&again.base_url);
    assert_eq!(tester.get("/people/{oid}", &[&person["oid"]])["last_name"], "Примерова");
    let realms = tester.get("/realms", &[]);
    assert!(realms["realms"].as_array().unwrap().iter().any(|row| row["realm"] == "class-5"), "{realms}");
}
