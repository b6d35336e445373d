//! What SQLite does for the statements that look things up: each is found by an index, however many rows there are.

use crate::store::sql::{accounts, organisations, outbox, pushes};
use crate::store::sqlite::SqliteStore;

/// The steps of a statement's query plan.
fn steps(sql: &str) -> Vec<String> {
    let store = SqliteStore::in_memory().unwrap();
    let connection = store.lock();
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let values = vec![rusqlite::types::Null; plan.parameter_count()];
    let rows = plan.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn every_search_of_people_is_one_look_up_in_an_index() {
    for (sql, found_by) in [
        (accounts::BY_LOGIN, "accounts USING INTEGER PRIMARY KEY (rowid=?"),
        (accounts::BY_LOGIN, "logins USING PRIMARY KEY (login=?)"),
        (accounts::BY_SNILS, "accounts USING INDEX accounts_by_snils (snils=?"),
        (accounts::BY_NAME, "accounts USING COVERING INDEX accounts_by_name (last_name>? AND last_name<?)"),
        (accounts::IN_ORDER, "accounts USING INTEGER PRIMARY KEY (rowid>?"),
        (accounts::WITH_LETTERS, "accounts USING INDEX accounts_with_letters"),
    ] {
        let steps = steps(sql);
        assert!(steps.iter().any(|step| step.contains(found_by)), "{sql}: {steps:?}");
        let reads_all = |step: &&String| step.contains("SCAN") && !step.contains("accounts_with_letters");
        assert_eq!(steps.iter().find(reads_all), None, "{sql}");
    }
}

#[test]
fn every_search_of_organisations_is_a_look_up_in_an_index() {
    for sql in [organisations::BY_OGRN, organisations::BY_MEMBER, organisations::IN_ORDER] {
        let steps = steps(sql);
        assert!(!steps.iter().any(|step| step.contains("SCAN") || step.contains("TEMP")), "{sql}: {steps:?}");
    }
}

#[test]
fn the_messages_to_one_recipient_are_found_by_an_index() {
    let forgotten = steps(outbox::FORGET);
    assert!(forgotten.iter().any(|step| step.contains("(rowid<?)")), "{forgotten:?}");
    for sql in [outbox::TO_ONE, outbox::TO_ONE_NEWEST_FIRST] {
        let steps = steps(sql);
        assert!(steps.iter().all(|step| step.contains("outbox_by_recipient (recipient=?")), "{steps:?}");
    }
}

#[test]
fn the_next_push_is_found_by_indices() {
    let next = steps(pushes::NEXT);
    assert!(next.iter().any(|step| step.contains("pushes_by_moment")), "{next:?}");
    for found in [next, steps(pushes::OF_TOPIC)] {
        assert!(found.iter().any(|step| step.contains("pushes_by_topic (topic=?")), "{found:?}");
    }
}
