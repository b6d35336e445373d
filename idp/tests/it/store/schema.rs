//! The schema: made once, kept over restarts, refused when it is a newer program's; broken rows are told by table.

use std::path::Path;

use idp::domain::id::RealmId;
use idp::store::port::{JournalFilter, OutboxFilter, PersonFilter};
use idp::store::sqlite::{SqliteEngine, SqliteStore};
use idp::store::{Engine as _, ReadTx, Store as _, StoreError};
use rusqlite::Connection;

use crate::actors::Folder;
use crate::source::compare;
use crate::store::samples::{NOW, account, client, entries, entry, oid, redeemed, refresh, session};

/// The steps of the schema, from number 1.
const STEPS: [&str; 11] = [
    include_str!("../../../src/store/sqlite/schema/0001_world.sql"),
    include_str!("../../../src/store/sqlite/schema/0002_former_logins.sql"),
    include_str!("../../../src/store/sqlite/schema/0003_contacts_taken_off.sql"),
    include_str!("../../../src/store/sqlite/schema/0004_bounds.sql"),
    include_str!("../../../src/store/sqlite/schema/0005_consents.sql"),
    include_str!("../../../src/store/sqlite/schema/0006_pushes.sql"),
    include_str!("../../../src/store/sqlite/schema/0007_portal_sid.sql"),
    include_str!("../../../src/store/sqlite/schema/0020_phone_rest.sql"),
    include_str!("../../../src/store/sqlite/schema/0022_people_by_name.sql"),
    include_str!("../../../src/store/sqlite/schema/0030_imports.sql"),
    include_str!("../../../src/store/sqlite/schema/0040_messenger.sql"),
];

/// An empty file as an earlier version made it.
pub(crate) fn of_version(file: &Path, version: usize) -> Connection {
    let connection = Connection::open(file).unwrap();
    STEPS[..version].iter().for_each(|step| connection.execute_batch(step).unwrap());
    connection.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    connection
}

/// What SQLite says its schema is.
fn dump(file: &Path) -> (i64, Vec<String>) {
    let connection = Connection::open(file).unwrap();
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema ORDER BY type, name").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
    (version, rows.filter_map(Result::unwrap).collect())
}

#[test]
fn a_new_file_has_the_schema_that_the_steps_lead_to() {
    let folder = Folder::new("present");
    let (old, new) = (folder.path("old.sqlite"), folder.path("new.sqlite"));
    drop(of_version(&old, STEPS.len()));
    drop(SqliteStore::in_file(&old).unwrap());
    drop(SqliteStore::in_file(&new).unwrap());
    compare("idp/src/store/sqlite/schema/present.sql", &present(&old));
    assert_eq!(dump(&old), dump(&new));
}

/// The statements that make the schema of a file.
fn present(file: &Path) -> String {
    let connection = Connection::open(file).unwrap();
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").unwrap();
    let all = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let head =
        "-- What the steps lead to. Made by a test from them: `make golden` rewrites it; do not edit.\n"
            .to_owned();
    all.fold(head, |text, sql| text + "\n" + &sql.unwrap() + ";\n")
}

#[test]
fn opening_twice_is_opening_once() {
    let folder = Folder::new("schema");
    let (once, twice) = (folder.path("once.sqlite"), folder.path("twice.sqlite"));
    drop(SqliteStore::in_file(&once).unwrap());
    drop(SqliteStore::in_file(&twice).unwrap());
    drop(SqliteStore::in_file(&twice).unwrap());
    assert_eq!(dump(&once), dump(&twice));
    assert!(dump(&once).0 > 0);
}

#[test]
fn every_table_is_strict_and_what_looks_things_up_has_an_index() {
    let folder = Folder::new("strict");
    let file = folder.path("world.sqlite");
    drop(SqliteStore::in_file(&file).unwrap());
    let connection = Connection::open(&file).unwrap();
    let query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict \
                 AND name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(query).unwrap();
    let lax: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(lax.is_empty(), "{lax:?}");
    for question in [
        "SELECT oid FROM logins WHERE login = 'a'",
        "SELECT body FROM accounts WHERE snils = 'a'",
        "SELECT body FROM grants WHERE id = 'a'",
        "SELECT body FROM refreshes WHERE token = 'a'",
        "DELETE FROM refreshes WHERE oid = 1",
        "SELECT body FROM sessions WHERE id = 'a'",
        "SELECT body FROM sessions WHERE oid = 1 ORDER BY started_at DESC",
        "SELECT event FROM account_events WHERE oid = 1",
        "SELECT id FROM deadlines ORDER BY due_at, id LIMIT 1",
        "DELETE FROM sessions WHERE expires_at <= 1",
        "DELETE FROM pendings WHERE expires_at <= 1",
        "DELETE FROM grants WHERE stage = 'granted' AND expires_at <= 1",
    ] {
        let plan: String =
            connection.query_row(&format!("EXPLAIN QUERY PLAN {question}"), [], |row| row.get(3)).unwrap();
        assert!(plan.contains("USING") && !plan.contains("TEMP"), "{question}: {plan}");
    }
}

#[test]
fn a_newer_programs_database_is_refused_and_left_alone() {
    let folder = Folder::new("newer");
    let file = folder.path("world.sqlite");
    drop(SqliteStore::in_file(&file).unwrap());
    let connection = Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);
    let refused = SqliteStore::in_file(&file).err().unwrap();
    let said = refused.to_string();
    assert!(
        said.contains(&file.display().to_string()) && said.contains("999") && said.contains("newer"),
        "{said}"
    );
    assert_eq!(dump(&file).0, 999);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = Folder::new("text");
    let file = folder.path("world.sqlite");
    std::fs::write(&file, "this is a letter, not a database; it is long enough to have a header of its own")
        .unwrap();
    assert!(matches!(SqliteStore::in_file(&file), Err(StoreError::Unusable { .. })));
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let folder = Folder::new("foreign");
    let file = folder.path("theirs.sqlite");
    for theirs in [
        "CREATE TABLE letters (text)",
        "CREATE TABLE accounts (sum)",
        "DROP TABLE letters; DROP TABLE accounts; PRAGMA application_id = 7; CREATE TABLE settings (a)",
    ] {
        let connection = Connection::open(&file).unwrap();
        connection.execute_batch(theirs).unwrap();
        drop(connection);
        let before = std::fs::read(&file).unwrap();
        let refused = SqliteStore::in_file(&file).err().unwrap();
        assert!(matches!(&refused, StoreError::Unusable { file: named, .. } if *named == file), "{refused}");
        assert!(std::fs::read(&file).unwrap() == before, "{theirs}: the file was changed");
    }
}

#[test]
fn a_world_from_before_worlds_were_signed_is_opened_and_signed() {
    let folder = Folder::new("unsigned");
    let file = folder.path("world.sqlite");
    drop(SqliteStore::in_file(&file).unwrap());
    let mark = || {
        let connection = Connection::open(&file).unwrap();
        connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0)).unwrap()
    };
    let signed = mark();
    assert_ne!(signed, 0);
    Connection::open(&file).unwrap().pragma_update(None, "application_id", 0).unwrap();
    drop(SqliteStore::in_file(&file).unwrap());
    assert_eq!(mark(), signed);
}

#[test]
fn everything_is_there_after_a_restart() {
    let folder = Folder::new("reopened");
    let file = folder.path("world.sqlite");
    let read = |tx: &dyn ReadTx| {
        (
            tx.account(oid(0)).unwrap(),
            tx.client(&"DIARY".parse().unwrap()).unwrap(),
            tx.grant(redeemed(1, NOW).id).unwrap(),
            tx.refresh("token").unwrap(),
            tx.sessions_of(oid(0)).unwrap(),
            tx.journal(&JournalFilter { limit: 10, ..JournalFilter::default() }).unwrap(),
            tx.setting("a").unwrap(),
        )
    };
    let store = SqliteStore::in_file(&file).unwrap();
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(000)0000001")).unwrap();
    tx.put_client(&client("DIARY")).unwrap();
    tx.put_grant(&redeemed(1, NOW)).unwrap();
    tx.put_refresh("token", &refresh(1, NOW)).unwrap();
    tx.put_session(&session(1, oid(0), NOW)).unwrap();
    tx.append_journal(&entry(Some("DIARY"), Some("E")), entries(10)).unwrap();
    tx.put_setting("a", "1").unwrap();
    tx.commit().unwrap();
    let before = read(store.read().unwrap().as_ref());
    drop(store);
    let store = SqliteStore::in_file(&file).unwrap();
    assert_eq!(read(store.read().unwrap().as_ref()), before);
    assert!(before.0.is_some() && before.3.is_some() && before.4.len() == 1 && before.5.len() == 1);
}

#[test]
fn a_broken_row_is_told_by_its_table_and_no_other_suffers() {
    let folder = Folder::new("corrupt");
    let file = folder.path("world.sqlite");
    let engine = SqliteEngine::in_file(file.clone());
    let store = engine.open(&RealmId::default_realm()).unwrap();
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(000)0000001")).unwrap();
    tx.put_account(&account(1, "+7(000)0000002")).unwrap();
    tx.put_client(&client("DIARY")).unwrap();
    tx.commit().unwrap();
    let connection = Connection::open(&file).unwrap();
    let broken = [
        "UPDATE accounts SET body = '{\"oid\":1000000001}' WHERE oid = 1000000001",
        "UPDATE clients SET body = '{'",
        "INSERT INTO deadlines (due_at, body) VALUES (1, '{\"what\":\"moon-rises\"}')",
        "INSERT INTO journal (body) VALUES ('[]')",
    ];
    for statement in broken {
        connection.execute(statement, []).unwrap();
    }
    let tx = store.read().unwrap();
    let table = |error: Option<StoreError>| match error {
        Some(StoreError::Corrupt { table, why }) if !why.is_empty() => table,
        other => panic!("{other:?}"),
    };
    assert_eq!(table(tx.account(oid(0)).err()), "accounts");
    assert_eq!(table(tx.accounts(&PersonFilter { limit: 9, ..PersonFilter::default() }).err()), "accounts");
    assert_eq!(table(tx.clients().err()), "clients");
    assert_eq!(table(tx.next_deadline().err()), "deadlines");
    assert_eq!(table(tx.journal(&JournalFilter { limit: 9, ..JournalFilter::default() }).err()), "journal");
    assert_eq!(tx.account(oid(1)).unwrap(), Some(account(1, "+7(000)0000002")));
    assert!(tx.outbox(&OutboxFilter::default()).unwrap().is_empty());
    let wrong = connection.execute("UPDATE accounts SET status = 'golden'", []);
    assert!(wrong.is_err(), "the schema itself refuses a state that is none");
}

#[test]
fn the_consent_for_school_data_of_before_becomes_a_consent_of_the_digital_profile() {
    let folder = Folder::new("school-consent");
    let file = folder.path("world.sqlite");
    let connection = of_version(&file, 4);
    let before = r#"
        INSERT INTO accounts VALUES (1000000001, 'simplified', NULL, '{}');
        INSERT INTO child_cards VALUES (7, 1000000001, NULL, 'checked', '{"id":7,"school_consent":1725260400000}'),
            (8, 1000000001, NULL, 'checked', '{"id":8}');
        INSERT INTO settings
            VALUES ('settings', '{"family":{"school_consent_below_age":14,"child_trusted":true}}');"#;
    connection.execute_batch(before).unwrap();
    drop(connection);
    let store = SqliteStore::in_file(&file).unwrap();
    let tx = store.read().unwrap();
    let given = tx.consents(oid(0), None).unwrap();
    assert_eq!(given.len(), 1);
    assert_eq!(
        (given[0].id, given[0].kid, &given[0].client, given[0].terms.kind.as_str()),
        (1, Some(7), &None, "EDU_JOURNAL")
    );
    assert!(given[0].is_acting(NOW) && given[0].terms.scopes.len() == 12);
    let settings = tx.setting("settings").unwrap().unwrap();
    assert_eq!(settings, r#"{"family":{"child_trusted":true},"consents":{"portfolio_below_age":14}}"#);
}

#[test]
fn the_rest_of_contacts_of_before_becomes_the_rest_of_phones() {
    for (before, after) in [
        (r#"{"contact_rest_ms":0,"change_drops_level":true}"#, r#"{"change_drops_level":true}"#),
        (r#"{"contact_rest_ms":604800000}"#, r#"{"contacts":{"phone_rest_days":7}}"#),
        (r#"{"contact_rest_ms":1}"#, r#"{"contacts":{"phone_rest_days":1}}"#),
        ("{}", "{}"),
    ] {
        let folder = Folder::new("phone-rest");
        let file = folder.path("world.sqlite");
        let connection = of_version(&file, 7);
        connection.execute("INSERT INTO settings (name, value) VALUES ('settings', ?1)", [before]).unwrap();
        drop(connection);
        let store = SqliteStore::in_file(&file).unwrap();
        let settings = store.read().unwrap().setting("settings").unwrap();
        assert_eq!(settings.as_deref(), Some(after), "{before}");
    }
}
