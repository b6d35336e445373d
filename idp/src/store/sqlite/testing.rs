//! What SQLite says about a statement, for tests.

use crate::store::sqlite::SqliteStore;

/// The steps of a statement's query plan.
pub(crate) fn steps(sql: &str) -> Vec<String> {
    let store = SqliteStore::in_memory().unwrap();
    let connection = store.lock();
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let values = vec![rusqlite::types::Null; plan.parameter_count()];
    let rows = plan.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap();
    rows.map(Result::unwrap).collect()
}
