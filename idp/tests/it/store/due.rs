//! The earliest deadline is known at any time, and is never wrong.

use idp::domain::deadline::Deadline;
use idp::domain::id::{Oid, RealmId};
use idp::domain::time::Timestamp;
use idp::store::Store;

use crate::store::{on_every_engine, on_every_server};

const SOON: Timestamp = Timestamp::from_secs(1_000);
const LATE: Timestamp = Timestamp::from_secs(2_000);

fn put(store: &dyn Store, at: Timestamp) {
    let mut tx = store.write().unwrap();
    tx.put_deadline(at, &Deadline::CheckFinishes { person: Oid::FIRST }).unwrap();
    tx.commit().unwrap();
}

fn remove_first(store: &dyn Store) {
    let mut tx = store.write().unwrap();
    let (row, ..) = tx.next_deadline().unwrap().unwrap();
    tx.remove_deadline(row).unwrap();
    tx.commit().unwrap();
}

#[test]
fn the_earliest_deadline_follows_every_commit_and_no_rollback() {
    on_every_engine(|store| {
        assert_eq!(store.next_due().unwrap(), None);
        put(store, LATE);
        assert_eq!(store.next_due().unwrap(), Some(LATE));
        put(store, SOON);
        assert_eq!(store.next_due().unwrap(), Some(SOON));
        let mut tx = store.write().unwrap();
        let (row, ..) = tx.next_deadline().unwrap().unwrap();
        tx.remove_deadline(row).unwrap();
        drop(tx);
        assert_eq!(store.next_due().unwrap(), Some(SOON), "nothing was removed");
        remove_first(store);
        assert_eq!(store.next_due().unwrap(), Some(LATE));
        remove_first(store);
        assert_eq!(store.next_due().unwrap(), None);
    });
}

#[test]
fn a_copy_knows_the_deadlines_of_its_origin_and_a_reset_those_of_the_new_content() {
    on_every_server(|engine| {
        let (origin, copy): (RealmId, RealmId) = (RealmId::default_realm(), "copy".parse().unwrap());
        let first = engine.open(&origin).unwrap();
        put(first.as_ref(), SOON);
        let draft = engine.draft(&copy, Some(&origin)).unwrap();
        let forked = draft.store();
        draft.place().unwrap();
        assert_eq!(forked.next_due().unwrap(), Some(SOON));
        let draft = engine.draft(&origin, None).unwrap();
        let renewed = draft.store();
        assert_eq!(renewed.next_due().unwrap(), None);
        put(renewed.as_ref(), LATE);
        draft.place().unwrap();
        assert_eq!(renewed.next_due().unwrap(), Some(LATE));
        assert_eq!(engine.open(&origin).unwrap().next_due().unwrap(), Some(LATE));
    });
}
