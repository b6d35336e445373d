//! Several servers over one database: each sees what the others have committed, and writes after them.

use idp::domain::deadline::Deadline;
use idp::domain::id::RealmId;
use idp::store::{Engine, Store, StoreError};

use crate::actors::Stand;
use crate::store::postgres::{engine_at, kept, put};
use crate::store::samples::{NOW, oid};

/// Two servers' engines over one database.
fn two() -> [Box<dyn Engine>; 2] {
    let address = Stand::shared().database();
    [Box::new(engine_at(&address)), Box::new(engine_at(&address))]
}

/// Adds one to a number that the store keeps.
fn count(store: &dyn Store) {
    let mut tx = store.write().unwrap();
    let before: u32 = tx.setting("count").unwrap().map_or(0, |text| text.parse().unwrap());
    tx.put_setting("count", &(before + 1).to_string()).unwrap();
    tx.commit().unwrap();
}

#[test]
fn what_is_read_and_written_in_one_transaction_is_lost_by_no_other_server() {
    let engines = two();
    let stores = engines.each_ref().map(|engine| engine.open(&RealmId::default_realm()).unwrap());
    std::thread::scope(|scope| {
        for number in 0..4_usize {
            let store = stores[number % 2].as_ref();
            scope.spawn(move || (0..20).for_each(|_| count(store)));
        }
    });
    for store in stores {
        assert_eq!(store.read().unwrap().setting("count").unwrap().as_deref(), Some("80"));
    }
}

#[test]
fn a_deadline_that_one_server_sets_is_known_to_the_other_at_once() {
    let [one, other] =
        two().map(|engine| engine.open(&RealmId::default_realm()).map(|store| (engine, store)).unwrap());
    assert_eq!((one.1.next_due().unwrap(), other.1.next_due().unwrap()), (None, None));
    let mut tx = one.1.write().unwrap();
    tx.put_deadline(NOW, &Deadline::CheckFinishes { person: oid(0) }).unwrap();
    tx.commit().unwrap();
    assert_eq!(other.1.next_due().unwrap(), Some(NOW));
}

#[test]
fn reading_waits_for_no_writer_and_sees_one_state() {
    let engines = two();
    let [one, other] = engines.each_ref().map(|engine| engine.open(&RealmId::default_realm()).unwrap());
    put(one.as_ref(), "1").unwrap();
    let mut writing = one.write().unwrap();
    writing.put_setting("a", "2").unwrap();
    let reading = other.read().unwrap();
    assert_eq!(reading.setting("a").unwrap().as_deref(), Some("1"));
    writing.commit().unwrap();
    assert_eq!(reading.setting("a").unwrap().as_deref(), Some("1"), "the state in which it began");
    drop(reading);
    assert_eq!(kept(other.as_ref()).unwrap().as_deref(), Some("2"));
}

#[test]
fn a_realm_that_another_server_dropped_is_told_as_closed() {
    let engines = two();
    let realm: RealmId = "r".parse().unwrap();
    let [_, other] = engines.each_ref().map(|engine| engine.open(&realm).unwrap());
    engines[0].discard(&realm).unwrap();
    assert!(!engines[1].keeps(&realm));
    assert!(matches!(kept(other.as_ref()), Err(StoreError::Closed)));
    assert!(matches!(put(other.as_ref(), "1"), Err(StoreError::Closed)));
}

#[test]
fn two_servers_that_begin_a_realm_at_once_begin_one() {
    let engines = two();
    std::thread::scope(|scope| {
        for engine in &engines {
            scope.spawn(|| put(engine.open(&"r".parse().unwrap()).unwrap().as_ref(), "1").unwrap());
        }
    });
    assert_eq!(engines[0].realms().unwrap(), ["r".parse().unwrap()]);
}
