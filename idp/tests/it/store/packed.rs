//! What belongs to people is kept packed: files of before are rewritten, anybody reads a body, damage is told.

use std::path::{Path, PathBuf};
use std::process::Output;

use idp::domain::account::Event;
use idp::domain::id::RealmId;
use idp::store::port::PersonFilter;
use idp::store::sqlite::{SqliteEngine, SqliteStore};
use idp::store::{Engine as _, Store as _, StoreError};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::actors::{Folder, Program};
use crate::store::samples::{NOW, account, oid};
use crate::store::schema::of_version;

/// The form that had bodies as JSON.
const READABLE: usize = 10;

fn body(arguments: &[&str]) -> Output {
    Program::command(&[&["body"], arguments].concat()).output().unwrap()
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

/// A file of before with people, one of whose rows is damaged.
fn file_of_before(folder: &Folder) -> PathBuf {
    let file = folder.path("world.sqlite");
    let connection = of_version(&file, READABLE);
    for number in 0..3 {
        let kept = account(number, &format!("+7(000)000000{number}"));
        let id = oid(number).number().cast_signed();
        let json = serde_json::to_string(&kept).unwrap();
        connection
            .execute("INSERT INTO accounts (oid, status, body) VALUES (?1, 'simplified', ?2)", (id, &json))
            .unwrap();
        connection
            .execute("INSERT INTO logins VALUES (?1, ?2)", (format!("+7(000)000000{number}"), id))
            .unwrap();
        connection.execute("INSERT INTO credentials VALUES (?1, '{\"generation\":7}')", [id]).unwrap();
    }
    connection
        .execute_batch(
            "INSERT INTO account_events (seq, oid, at, event) VALUES (5, 1000000001, 1, '{\"event\":\"registered\"}'),
                 (6, 1000000002, 2, '{\"event\":\"registered\"}'), (9, 1000000001, 3, '{\"event\":\"check-passed\"}');
             INSERT INTO register_records VALUES ('interior-ministry', 'a', '{\"key\":\"a\",\"standing\":\"valid\"}');
             UPDATE accounts SET body = '{' WHERE oid = 1000000003",
        )
        .unwrap();
    file
}

/// How the bodies of a file stand in it, by table.
fn kinds(file: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(file).unwrap();
    let sql = "SELECT 'accounts', typeof(body) FROM accounts UNION SELECT 'events', typeof(event) FROM account_events
         UNION SELECT 'credentials', typeof(body) FROM credentials
         UNION SELECT 'records', typeof(body) FROM register_records";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_file_of_before_is_rewritten_and_says_the_same() {
    let folder = Folder::new("packed-before");
    let file = file_of_before(&folder);
    assert!(kinds(&file).iter().all(|(_, kind)| kind == "text"));
    let store = SqliteStore::in_file(&file).unwrap();
    assert!(kinds(&file).iter().all(|(_, kind)| kind == "blob"), "{:?}", kinds(&file));
    let tx = store.read().unwrap();
    assert_eq!(tx.account(oid(0)).unwrap(), Some(account(0, "+7(000)0000000")));
    assert!(matches!(tx.account(oid(2)), Err(StoreError::Corrupt { table: "accounts", .. })));
    let named =
        PersonFilter { name: Some("Журавл Ал".to_owned()), limit: 9, ..PersonFilter::default() };
    assert_eq!(tx.accounts(&named).unwrap().len(), 2);
    assert_eq!(tx.accounts_changed(NOW, false).unwrap(), [oid(0), oid(1)]);
    assert_eq!(tx.credentials(oid(1)).unwrap().generation, 7);
    assert_eq!(tx.passport_record("a").unwrap().unwrap().key, "a");
    let told: Vec<_> = tx.account_events(oid(0)).unwrap();
    assert_eq!(
        told.iter().map(|(at, event)| (at.as_millis(), event.clone())).collect::<Vec<_>>(),
        [(1, Event::Registered), (3, Event::CheckPassed)]
    );
    drop(tx);
    let connection = Connection::open(&file).unwrap();
    let dangling = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!dangling);
    let foreign = connection.execute("INSERT INTO credentials VALUES (7, x'00')", []);
    assert!(foreign.is_err(), "references are checked again");
}

#[test]
fn what_people_have_is_kept_packed_and_exported_readable() {
    let folder = Folder::new("packed");
    let file = folder.path("world.sqlite");
    let store = SqliteStore::in_file(&file).unwrap();
    let mut tx = store.write().unwrap();
    let kept = account(0, "+7(000)0000001");
    tx.put_account(&kept).unwrap();
    tx.append_account_event(oid(0), NOW, &Event::Registered).unwrap();
    tx.append_account_event(oid(0), NOW, &Event::CheckPassed).unwrap();
    tx.put_credentials(oid(0), &Default::default()).unwrap();
    tx.commit().unwrap();
    assert!(kinds(&file).iter().all(|(_, kind)| kind == "blob") && kinds(&file).len() == 3);
    let world = store.kept(&[]).unwrap();
    let row = &world.collections["accounts"][0];
    assert_eq!(row["body"], serde_json::to_value(&kept).unwrap());
    assert_eq!((&row["last_name"], &row["status"]), (&json!("Журавлева"), &json!("simplified")));
    let events: Vec<_> =
        world.collections["account_events"].iter().map(|row| (&row["seq"], &row["event"])).collect();
    let (one, two) = (json!({"event": "registered"}), json!({"event": "check-passed"}));
    assert_eq!(events, [(&json!(1), &one), (&json!(2), &two)]);
}

#[test]
fn a_body_that_is_damaged_or_of_another_dictionary_is_told_by_its_table() {
    let folder = Folder::new("packed-damaged");
    let file = folder.path("world.sqlite");
    let engine = SqliteEngine::in_file(file.clone());
    let store = engine.open(&RealmId::default_realm()).unwrap();
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(000)0000001")).unwrap();
    tx.put_account(&account(1, "+7(000)0000002")).unwrap();
    tx.commit().unwrap();
    let connection = Connection::open(&file).unwrap();
    let sql = "SELECT body FROM accounts WHERE oid = 1000000001";
    let whole: Vec<u8> = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    for (body, why) in [
        (Vec::new(), "empty"),
        ([&[9], &whole[1..]].concat(), "packed with dictionary 9"),
        (whole[..20].to_vec(), "damaged"),
    ] {
        connection.execute("UPDATE accounts SET body = ?1 WHERE oid = 1000000001", [body]).unwrap();
        match store.read().unwrap().account(oid(0)) {
            Err(StoreError::Corrupt { table: "accounts", why: told }) => {
                assert!(told.contains(why), "{told}");
            }
            other => panic!("{why}: {other:?}"),
        }
        assert_eq!(store.read().unwrap().account(oid(1)).unwrap(), Some(account(1, "+7(000)0000002")));
    }
}

#[test]
fn a_command_shows_any_body_while_a_server_has_the_file_open() {
    let folder = Folder::new("body");
    let file = folder.path("world.sqlite");
    let name = file.to_str().unwrap();
    let program = Program::serve(&["--store", name]);
    let shown = body(&["--store", name, "accounts", "1000000001"]);
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    let value: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!((&value["oid"], value["profile"]["name"]["last"].is_string()), (&json!(1_000_000_001), true));
    assert!(text(&shown.stdout).contains("\n  \"oid\": 1000000001"), "a line for each member");
    let event = body(&["--store", name, "account_events", "1000000001", "1"]);
    assert_eq!(serde_json::from_slice::<Value>(&event.stdout).unwrap(), json!({"event": "registered"}));
    drop(program);
    assert!(body(&["--store", name, "accounts", "1000000001"]).status.success(), "the server has ended");
}

#[test]
fn the_command_says_what_it_cannot_show() {
    let folder = Folder::new("body-faults");
    let file = folder.path("world.sqlite");
    let store = SqliteStore::in_file(&file).unwrap();
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(000)0000001")).unwrap();
    tx.commit().unwrap();
    Connection::open(&file).unwrap().execute("UPDATE accounts SET body = x'0901'", []).unwrap();
    std::fs::write(folder.path("text"), "this is a letter, and no database at all").unwrap();
    let (name, letter, nowhere) =
        (file.to_str().unwrap(), folder.path("text"), folder.path("nowhere.sqlite"));
    for (arguments, part) in [
        (
            vec!["--store", name, "accounts", "1000000001"],
            "the body of accounts 1000000001 is corrupt: it is packed with dictionary 9",
        ),
        (vec!["--store", name, "accounts", "7"], "accounts has no row 7"),
        (vec!["--store", name, "accounts", "1", "2"], "a row of accounts is found by oid:"),
        (vec!["--store", name, "account_events", "1"], "a row of account_events is found by oid and seq:"),
        (
            vec!["--store", name, "logins", "a"],
            "table logins has no bodies; these have: account_events, accounts, ",
        ),
        (vec!["--store", letter.to_str().unwrap(), "accounts", "1"], "not a database"),
        (
            vec!["--store", nowhere.to_str().unwrap(), "accounts", "1"],
            "nowhere.sqlite: there is no such file",
        ),
        (vec!["--store", name, "--realm", "other", "accounts", "1"], "other.sqlite: there is no such file"),
        (vec!["--store", "memory", "accounts", "1"], "bodies are read from a file"),
        (vec!["--store", "postgres://u@h/d", "accounts", "1"], "SELECT body FROM \"esia_default\".accounts"),
    ] {
        let told = body(&arguments);
        assert_eq!(told.status.code(), Some(1), "{arguments:?}");
        assert!(text(&told.stderr).contains(part), "{arguments:?}: {}", text(&told.stderr));
        assert!(told.stdout.is_empty());
    }
    assert!(!nowhere.exists(), "a file that is not there is not made");
}
