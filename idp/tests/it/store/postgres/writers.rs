//! Several servers over one database: each sees what the others have committed, and writes after them.

use std::time::Duration;

use idp::domain::deadline::Deadline;
use idp::domain::id::RealmId;
use idp::domain::time::Span;
use idp::store::postgres::{Address, PostgresEngine};
use idp::store::{Engine, Store, StoreError};

use crate::actors::{Stand, until};
use crate::store::postgres::{kept, put};
use crate::store::samples::{NOW, oid, push};

/// Two servers' engines over one database.
fn two() -> [Box<dyn Engine>; 2] {
    let (stand, address) = (Stand::shared(), Stand::shared().database());
    let heard_at = |direct: String| address.parse::<Address>().unwrap().heard_at(direct.parse().unwrap());
    [(); 2].map(|()| -> Box<dyn Engine> {
        Box::new(PostgresEngine::at(heard_at(stand.direct(&address))).unwrap())
    })
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
fn what_a_server_writes_to_a_realm_that_is_followed_is_heard_by_the_others() {
    let engines = two();
    let realm = RealmId::default_realm();
    let [one, other] = engines.each_ref().map(|engine| engine.open(&realm).unwrap());
    let shared = engines[0].shared().unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    shared.listen(Box::new(move |heard| drop(tell.send(heard.to_owned()))));
    put(other.as_ref(), "1").unwrap();
    // The connection that hears is made beside.
    let mut heard = None;
    until("what is written is heard", || {
        shared.follow(&realm, Duration::from_secs(60)).unwrap();
        put(other.as_ref(), "2").unwrap();
        heard = told.try_recv().ok();
        heard.is_some()
    });
    let heard = heard.unwrap();
    assert!(shared.is_about(&heard, &realm) && !shared.is_about(&heard, &"a".parse().unwrap()));
    assert_eq!(kept(one.as_ref()).unwrap().as_deref(), Some("2"));
}

#[test]
fn a_state_is_another_one_after_each_change_of_a_setting_and_after_a_reset() {
    let engines = two();
    let realm = RealmId::default_realm();
    let [one, other] = engines.each_ref().map(|engine| engine.open(&realm).unwrap());
    let seen = || engines[1].shared().unwrap().revision(&realm).unwrap().unwrap();
    let first = seen();
    put(one.as_ref(), "1").unwrap();
    let second = seen();
    assert!(first.generation == second.generation && first.settings != second.settings);
    let mut tx = one.write().unwrap();
    tx.put_deadline(NOW, &Deadline::CheckFinishes { person: oid(0) }).unwrap();
    tx.commit().unwrap();
    assert_eq!(seen(), second, "what is no setting is read by each request anyway");
    engines[0].draft(&realm, None).unwrap().place().unwrap();
    assert_ne!(seen().generation, second.generation);
    // What the other one has open is not what is there now.
    assert!(matches!(kept(other.as_ref()), Err(StoreError::Closed)));
    assert!(matches!(put(other.as_ref(), "2"), Err(StoreError::Closed)));
    assert_eq!(engines[1].shared().unwrap().revision(&"none".parse().unwrap()).unwrap(), None);
}

#[test]
fn of_two_who_put_a_realm_in_the_same_place_the_later_is_told() {
    let engines = two();
    let realm = "a".parse().unwrap();
    let [one, other] = engines.each_ref().map(|engine| engine.draft(&realm, None).unwrap());
    one.place().unwrap();
    assert!(matches!(other.place(), Err(StoreError::Overtaken)));
    assert!(engines[0].keeps(&realm).unwrap());
}

#[test]
fn a_push_is_one_servers_to_send_until_it_was_tried() {
    let engines = two();
    let [one, other] = engines.each_ref().map(|engine| engine.open(&RealmId::default_realm()).unwrap());
    let [one_shared, other_shared] = [&one, &other].map(|store| store.shared().unwrap());
    let push = push(1, NOW);
    let mut tx = one.write().unwrap();
    tx.put_push(&push).unwrap();
    tx.commit().unwrap();
    let term = Duration::from_secs(600);
    assert!(one_shared.claim_push(push.id, NOW, term).unwrap());
    assert!(!other_shared.claim_push(push.id, NOW, term).unwrap());
    one_shared.release_push(push.id).unwrap();
    assert!(other_shared.claim_push(push.id, NOW, Duration::ZERO).unwrap());
    until("the claim of a server that fell silent is over", || {
        one_shared.claim_push(push.id, NOW, term).unwrap()
    });
    let later = NOW + Span::from_secs(1);
    assert!(!other_shared.claim_push(push.id, later, term).unwrap(), "it was tried meanwhile");
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
    assert!(!engines[1].keeps(&realm).unwrap());
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
