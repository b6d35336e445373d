//! `migrate`: a store is brought to this version without being served, or refused as a whole.

use std::process::Output;

use crate::actors::{Folder, PASSWORD, Program, Stand, Tester};
use crate::store::schema::of_version;

fn migrate(store: &str) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        Program::command(&["migrate", "--store", store]).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

fn version(file: &std::path::Path) -> i64 {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

#[test]
fn the_realms_of_a_file_are_brought_to_this_version_once() {
    let folder = Folder::new("migrate");
    let file = folder.path("world.sqlite");
    let other = folder.path("world.sqlite.realms/class-5.sqlite");
    std::fs::create_dir_all(other.parent().unwrap()).unwrap();
    drop((of_version(&file, 5), of_version(&other, 7)));
    let store = file.to_str().unwrap();
    let (code, said, errors) = migrate(store);
    assert_eq!((code, errors.as_str()), (Some(0), ""), "{said}");
    let present = version(&file);
    assert_eq!(version(&other), present);
    assert_eq!(
        said,
        format!("realm default: from version 5 to {present}\nrealm class-5: from version 7 to {present}\n")
    );
    let (_, said, _) = migrate(store);
    assert_eq!(
        said,
        format!("realm default: version {present} already\nrealm class-5: version {present} already\n")
    );
    assert_eq!(Program::serve(&["--store", store]).ready["ready"], true);
}

#[test]
fn a_file_with_one_newer_realm_is_refused_and_left_alone_as_a_whole() {
    let folder = Folder::new("migrate-newer");
    let file = folder.path("world.sqlite");
    let newer = folder.path("world.sqlite.realms/z.sqlite");
    std::fs::create_dir_all(newer.parent().unwrap()).unwrap();
    drop((of_version(&file, 5), of_version(&newer, 7)));
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let (code, said, errors) = migrate(file.to_str().unwrap());
    assert_eq!((code, said.as_str()), (Some(1), ""));
    for part in ["z.sqlite", "999", "use the newer program"] {
        assert!(errors.contains(part), "{errors}");
    }
    assert_eq!((version(&file), version(&newer)), (5, 999));
}

#[test]
fn what_is_not_there_or_open_elsewhere_is_told_and_nothing_is_made() {
    let folder = Folder::new("migrate-none");
    let file = folder.path("none.sqlite");
    let (code, _, errors) = migrate(file.to_str().unwrap());
    assert!(code == Some(1) && errors.contains("no such file") && !file.exists(), "{errors}");
    assert_eq!(std::fs::read_dir(folder.path("")).unwrap().count(), 0);
    let (code, _, errors) = migrate("memory");
    assert!(code == Some(1) && errors.contains("always of this version"), "{errors}");
    let (code, _, errors) = migrate("postgres://u:s3cret@h");
    assert!(
        code == Some(2) && errors.contains("names no database") && !errors.contains("s3cret"),
        "{errors}"
    );
    let served = folder.path("served.sqlite");
    let _program = Program::serve(&["--store", served.to_str().unwrap()]);
    let (code, _, errors) = migrate(served.to_str().unwrap());
    assert!(code == Some(1) && errors.contains("another esia-idp has it open"), "{errors}");
}

#[test]
fn the_realms_of_a_database_are_brought_to_this_version_or_refused_as_a_whole() {
    let stand = Stand::shared();
    let address = stand.database();
    let first = Program::serve(&["--store", &address]);
    Tester::at(&first.base_url).realm(serde_json::json!({"id": "class-5"}));
    drop(first);
    let (code, said, errors) = migrate(&address);
    assert_eq!(code, Some(0), "{errors}");
    let present: usize = said.lines().next().unwrap().split(' ').nth(3).unwrap().parse().unwrap();
    let already = |realm: &str| format!("realm {realm}: version {present} already\n");
    assert_eq!(said, already("class-5") + &already("default"));
    let marked = |version: usize| {
        let comment = format!("esia-sim realm class-5 version {version}");
        stand.at(&address, &format!("COMMENT ON SCHEMA \"esia_class-5\" IS '{comment}'"));
    };
    marked(present + 1);
    let (code, said, errors) = migrate(&address);
    assert_eq!((code, said.as_str()), (Some(1), ""), "{errors}");
    assert!(errors.contains("esia_class-5") && errors.contains("use the newer program"), "{errors}");
    assert!(!errors.contains(PASSWORD), "{errors}");
    let made = include_str!("../../../src/store/postgres/schema/0001_world.sql");
    let before = format!(
        "DROP SCHEMA \"esia_class-5\" CASCADE; CREATE SCHEMA \"esia_class-5\";
         SET search_path TO \"esia_class-5\"; {made}"
    );
    stand.at(&address, &before);
    marked(1);
    let (code, said, errors) = migrate(&address);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(said, format!("realm class-5: from version 1 to {present}\n") + &already("default"));
}
