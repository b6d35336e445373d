//! A schema of an earlier version is brought to this one, with everything it kept.

use idp::domain::account::Event;
use idp::domain::id::RealmId;
use idp::store::Engine as _;
use idp::store::port::PersonFilter;

use crate::actors::Stand;
use crate::store::postgres::engine_at;
use crate::store::samples::{NOW, account, oid};

/// The steps that made bodies the only place of names.
const BEFORE: [&str; 2] = [
    include_str!("../../../../src/store/postgres/schema/0001_world.sql"),
    include_str!("../../../../src/store/postgres/schema/0002_imports.sql"),
];

#[test]
fn a_schema_of_before_gets_the_columns_people_are_searched_by() {
    let stand = Stand::shared();
    let address = stand.database();
    let json = serde_json::to_string(&account(0, "+7(000)0000001")).unwrap();
    let rows = format!(
        "INSERT INTO accounts (oid, status, body) VALUES (1000000001, 'simplified', '{json}'), (1000000002, 'simplified', '{{}}');
         INSERT INTO account_events (seq, oid, at, event) VALUES (5, 1000000001, 1, '{{\"event\":\"registered\"}}'),
             (6, 1000000002, 2, '{{\"event\":\"registered\"}}'), (9, 1000000001, 3, '{{\"event\":\"check-passed\"}}')"
    );
    let made = format!(
        "CREATE SCHEMA esia_default; SET search_path TO esia_default; {}; {rows};
         COMMENT ON SCHEMA esia_default IS 'esia-sim realm default version 2'",
        BEFORE.join("\n")
    );
    stand.at(&address, &made);
    let store = engine_at(&address).open(&RealmId::default_realm()).unwrap();
    let tx = store.read().unwrap();
    let named =
        PersonFilter { name: Some("Журавл Ал".to_owned()), limit: 9, ..PersonFilter::default() };
    assert_eq!(tx.accounts(&named).unwrap(), [account(0, "+7(000)0000001")]);
    assert_eq!(tx.accounts_changed(NOW, false).unwrap(), [oid(0)]);
    let told: Vec<_> = tx.account_events(oid(0)).unwrap().into_iter().map(|(_, event)| event).collect();
    assert_eq!(told, [Event::Registered, Event::CheckPassed]);
    drop(tx);
    let mut tx = store.write().unwrap();
    tx.append_account_event(oid(0), NOW, &Event::CheckPassed).unwrap();
    tx.commit().unwrap();
    let world = store.kept(&["accounts"]).unwrap();
    let numbers: Vec<_> = world.collections["account_events"]
        .iter()
        .map(|row| (row["oid"].as_u64(), row["seq"].as_u64()))
        .collect();
    let (one, two) = (Some(1_000_000_001), Some(1_000_000_002));
    assert_eq!(numbers, [(one, Some(1)), (one, Some(2)), (one, Some(3)), (two, Some(1))]);
}
