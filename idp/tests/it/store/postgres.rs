//! What only PostgreSQL can meet: writers on several servers, foreign schemas, missing rights, a server that goes away.

mod before;
mod faults;
mod tls;
mod writers;

use idp::domain::id::RealmId;
use idp::store::kept::Kept;
use idp::store::postgres::PostgresEngine;
use idp::store::sqlite::SqliteEngine;
use idp::store::{Engine as _, Store, StoreError};

use crate::actors::Stand;
use crate::store::samples::{NOW, account, client, entries, entry, oid, redeemed, refresh, session};

fn put(store: &dyn Store, value: &str) -> Result<(), StoreError> {
    let mut tx = store.write()?;
    tx.put_setting("a", value)?;
    tx.commit()
}

fn kept(store: &dyn Store) -> Result<Option<String>, StoreError> {
    store.read()?.setting("a")
}

fn engine_at(address: &str) -> PostgresEngine {
    PostgresEngine::at(address.parse().unwrap()).unwrap()
}

/// A little of everything.
fn live(store: &dyn Store) {
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(000)0000001")).unwrap();
    tx.put_client(&client("DIARY")).unwrap();
    tx.put_grant(&redeemed(1, NOW)).unwrap();
    tx.put_refresh("one", &refresh(1, NOW)).unwrap();
    tx.put_refresh("two", &refresh(1, NOW)).unwrap();
    tx.put_session(&session(1, oid(0), NOW)).unwrap();
    tx.append_journal(&entry(Some("DIARY"), Some("E")), entries(10)).unwrap();
    tx.put_setting("a", "1").unwrap();
    tx.commit().unwrap();
}

#[test]
fn a_world_moves_between_the_engines_and_back_and_is_the_same() {
    let realm = RealmId::default_realm();
    let sqlite = SqliteEngine::in_memory();
    let origin = sqlite.open(&realm).unwrap();
    live(origin.as_ref());
    let world = origin.kept(&[]).unwrap();
    let postgres = engine_at(&Stand::shared().database());
    let move_to = |engine: &dyn idp::store::Engine, world: &Kept| {
        let draft = engine.draft(&realm, None).unwrap();
        draft.fill(world).unwrap();
        let store = draft.store();
        draft.place().unwrap();
        store.kept(&[]).unwrap()
    };
    let there = move_to(&postgres, &world);
    assert_eq!(there, world);
    assert_eq!(move_to(&SqliteEngine::in_memory(), &there), world);
    assert!(world.collections.values().filter(|rows| !rows.is_empty()).count() >= 8);
}

#[test]
fn both_engines_keep_the_same_collections_of_the_same_values() {
    let empty = |engine: &dyn idp::store::Engine| {
        let store = engine.open(&RealmId::default_realm()).unwrap();
        store.kept(&[]).unwrap()
    };
    let (sqlite, postgres) =
        (empty(&SqliteEngine::in_memory()), empty(&engine_at(&Stand::shared().database())));
    assert_eq!(sqlite, postgres);
}

#[test]
fn rows_that_do_not_fit_are_told_and_leave_nothing() {
    let engine = engine_at(&Stand::shared().database());
    let version = engine.open(&RealmId::default_realm()).unwrap().kept(&[]).unwrap().version;
    let row = |table: &str, row: serde_json::Value| Kept {
        version,
        collections: serde_json::from_value(serde_json::json!({ table: [row] })).unwrap(),
    };
    let wrong = [
        (row("nothing", serde_json::json!({})), "no collection"),
        (row("journal", serde_json::json!({"x; --": 1})), "no value"),
        (row("sessions", serde_json::json!({"rowid": 1})), "no value"),
        (row("journal", serde_json::json!({"seq": 1})), "null value"),
        (row("journal", serde_json::json!({"seq": true, "body": {}})), "expected"),
        (row("credentials", serde_json::json!({"oid": 1, "body": {}})), "not there"),
        (Kept { version: version + 1, ..row("journal", serde_json::json!({})) }, "not known"),
    ];
    for (kept, part) in wrong {
        let draft = engine.draft(&"r".parse().unwrap(), None).unwrap();
        let told = draft.fill(&kept).unwrap_err().to_string();
        assert!(told.contains(part), "{told}");
        assert!(draft.store().kept(&[]).unwrap().collections.values().all(Vec::is_empty), "{told}");
    }
}

#[test]
fn a_text_with_nul_is_kept_and_harms_no_search() {
    let engine = engine_at(&Stand::shared().database());
    let store = engine.open(&RealmId::default_realm()).unwrap();
    let mut tx = store.write().unwrap();
    tx.append_journal(&entry(Some("A\0B"), None), entries(10)).unwrap();
    let filter = |client: &str| idp::store::port::JournalFilter {
        client: Some(client.to_owned()),
        outcome: Some(entry(None, None).outcome),
        limit: 9,
        ..Default::default()
    };
    assert_eq!(tx.journal(&filter("A\0B")).unwrap().len(), 1);
    assert!(tx.journal(&filter("AB")).unwrap().is_empty());
    tx.commit().unwrap();
}

#[test]
fn what_is_not_placed_leaves_nothing_and_what_a_killed_process_left_goes_after_an_hour() {
    let address = Stand::shared().database();
    let stand = Stand::shared();
    let schemas = || {
        stand.at(
            &address,
            "SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace WHERE nspname LIKE 'esia%'",
        )
    };
    let engine = engine_at(&address);
    let realm = RealmId::default_realm();
    put(engine.open(&realm).unwrap().as_ref(), "1").unwrap();
    for copy_of in [None, Some(&realm)] {
        let draft = engine.draft(&"r".parse().unwrap(), copy_of).unwrap();
        put(draft.store().as_ref(), "2").unwrap();
        assert!(schemas().starts_with("esia__draft_"), "{}", schemas());
        drop(draft);
        assert_eq!(schemas(), "esia_default");
    }
    for (schema, since) in [("esia__draft_1", "1"), ("esia__draft_2", "99999999999")] {
        let comment = format!("esia-sim draft r version 1 since {since}");
        stand.at(&address, &format!("CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS '{comment}'"));
    }
    assert_eq!(engine.realms().unwrap(), [realm]);
    assert_eq!(schemas(), "esia__draft_2 esia_default", "another server may be preparing the younger one");
}
