//! Databases in files: prepared aside, placed in one step, left behind by nobody, and watched while they are open.

use std::fs;
use std::path::PathBuf;

use idp::domain::id::RealmId;
use idp::store::sqlite::SqliteEngine;
use idp::store::{Engine, Store, StoreError};

use crate::actors::Folder;
use crate::store::on_every_server;

fn put(store: &dyn Store, value: &str) -> Result<(), StoreError> {
    let mut tx = store.write()?;
    tx.put_setting("a", value)?;
    tx.commit()
}

fn kept(store: &dyn Store) -> Option<String> {
    store.read().unwrap().setting("a").unwrap()
}

fn names(folder: PathBuf) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_placed_takes_the_place_of_what_was_there_and_closes_it() {
    on_every_server(|engine| {
        let realm: RealmId = "r".parse().unwrap();
        let mut before = None;
        for value in ["1", "2", "3"] {
            let draft = engine.draft(&realm, None).unwrap();
            let store = draft.store();
            put(store.as_ref(), value).unwrap();
            draft.place().unwrap();
            assert_eq!(kept(store.as_ref()).as_deref(), Some(value));
            assert_eq!(kept(engine.open(&realm).unwrap().as_ref()).as_deref(), Some(value));
            put(store.as_ref(), value).unwrap();
            let old: Option<Box<dyn Store>> = before.replace(store);
            assert!(old.is_none_or(|old| matches!(put(old.as_ref(), "9"), Err(StoreError::Closed))));
        }
    });
}

#[test]
fn what_is_not_placed_leaves_nothing() {
    let folder = Folder::new("draft");
    let engine = SqliteEngine::in_file(folder.path("world.sqlite"));
    let store = engine.open(&RealmId::default_realm()).unwrap();
    put(store.as_ref(), "1").unwrap();
    let realm: RealmId = "r".parse().unwrap();
    for copy_of in [None, Some(&RealmId::default_realm())] {
        let draft = engine.draft(&realm, copy_of).unwrap();
        put(draft.store().as_ref(), "2").unwrap();
        assert!(!names(folder.path("world.sqlite.realms")).is_empty());
        drop(draft);
        assert!(names(folder.path("world.sqlite.realms")).is_empty());
    }
    drop(engine.draft(&RealmId::default_realm(), None).unwrap());
    assert_eq!(kept(store.as_ref()).as_deref(), Some("1"));
    assert!(!names(folder.path("")).iter().any(|name| name.contains("unfinished")));
}

#[test]
fn what_a_killed_process_left_unfinished_is_removed_at_the_start() {
    let folder = Folder::new("leftovers");
    let world = folder.path("world.sqlite");
    let engine = SqliteEngine::in_file(world.clone());
    for name in ["default", "r"] {
        put(engine.open(&name.parse().unwrap()).unwrap().as_ref(), "1").unwrap();
    }
    drop(engine);
    let realms = folder.path("world.sqlite.realms");
    for name in ["r.sqlite.unfinished", "r.sqlite.unfinished-wal", "gone.sqlite-wal", "gone.sqlite-shm"] {
        fs::write(realms.join(name), "half").unwrap();
    }
    fs::write(realms.join("notes.txt"), "mine").unwrap();
    fs::write(folder.path("world.sqlite.unfinished"), "half").unwrap();
    let engine = SqliteEngine::in_file(world);
    assert_eq!(engine.realms().unwrap(), ["r".parse().unwrap()]);
    assert_eq!(names(realms), ["notes.txt", "r.sqlite"]);
    assert_eq!(names(folder.path("")), ["world.sqlite", "world.sqlite.lock", "world.sqlite.realms"]);
    assert_eq!(kept(engine.open(&"r".parse().unwrap()).unwrap().as_ref()).as_deref(), Some("1"));
}

#[test]
fn a_commit_is_refused_while_the_file_is_not_the_one_that_was_opened() {
    let folder = Folder::new("watched");
    let (world, away) = (folder.path("world.sqlite"), folder.path("away.sqlite"));
    let engine = SqliteEngine::in_file(world.clone());
    let store = engine.open(&RealmId::default_realm()).unwrap();
    put(store.as_ref(), "1").unwrap();
    let refused = |why: &str| {
        let told = put(store.as_ref(), "2").unwrap_err().to_string();
        assert!(told.contains(why) && told.contains("world.sqlite"), "{told}");
        assert_eq!(store.check().unwrap_err().to_string(), told);
        assert_eq!(kept(store.as_ref()).as_deref(), Some("1"));
    };
    fs::rename(&world, &away).unwrap();
    refused("it was removed while it was open");
    fs::copy(&away, &world).unwrap();
    refused("another file was put in its place");
    fs::rename(&away, &world).unwrap();
    put(store.as_ref(), "1").unwrap();
    store.check().unwrap();
    fs::rename(folder.path("world.sqlite-wal"), &away).unwrap();
    refused("world.sqlite-wal: it was removed");
    fs::rename(&away, folder.path("world.sqlite-wal")).unwrap();
    put(store.as_ref(), "2").unwrap();
}
