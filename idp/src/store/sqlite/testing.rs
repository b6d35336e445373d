//! What SQLite does for the statements that look things up: each is found by an index, however many rows there are.

use std::cell::Cell;

use crate::domain::credentials::Credentials;
use crate::domain::id::Oid;
use crate::store::StoreError;
use crate::store::port::{
    AccountReads as _, CredentialReads as _, CredentialWrites as _, MadeUpPeople, Named, Newcomer,
    PersonFilter, Population, Take,
};
use crate::store::sql::{Bind, Moved, Row, Statements, accounts, organisations, outbox, pushes};
use crate::store::sqlite::{SqliteStore, Tx};

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

/// Nobody is made up, but one login is of the first person of populations.
struct Nobody;

impl MadeUpPeople for Nobody {
    fn holder(&self, login: &str) -> Option<Oid> {
        (login == "reserved").then_some(Oid::FIRST_OF_POPULATIONS)
    }

    fn person(&self, _: &Population, _: Oid) -> Result<Newcomer, StoreError> {
        unreachable!("invariant: there is no population")
    }

    fn named(&self, _: &Population, _: Named<'_>, _: &mut Take<'_>) -> Result<(), StoreError> {
        unreachable!("invariant: there is no population")
    }
}

/// A transaction that counts its statements.
struct Counted<'s>(Tx<'s>, Cell<u32>);

impl Counted<'_> {
    fn counted<T>(&self, ask: impl FnOnce(&Self) -> Result<T, StoreError>) -> u32 {
        self.1.set(0);
        ask(self).map(|_| self.1.get()).unwrap()
    }
}

impl Statements for Counted<'_> {
    fn execute(&self, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        self.1.set(self.1.get() + 1);
        self.0.execute(sql, values)
    }

    fn each(
        &self,
        sql: &str,
        bound: &[&dyn Bind],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.1.set(self.1.get() + 1);
        self.0.each(sql, bound, take)
    }

    fn people(&self) -> Option<&'static dyn MadeUpPeople> {
        Some(&Nobody)
    }

    fn moves(&mut self, what: Moved) {
        self.0.moves(what);
    }
}

#[test]
fn who_is_of_no_population_is_looked_up_by_as_many_statements_as_before_there_were_any() {
    let store = SqliteStore::in_memory().unwrap();
    let tx = Tx {
        connection: store.lock(),
        store: &store,
        open: false,
        moves_deadlines: false,
        moves_pushes: false,
    };
    let mut tx = Counted(tx, Cell::new(0));
    let (other, reserved) = (Oid::FIRST, Oid::FIRST_OF_POPULATIONS);
    let filter =
        |login: &str| PersonFilter { login: Some(login.to_owned()), limit: 9, ..PersonFilter::default() };
    for (statements, login, oid) in [(1, "+7(900)0000001", other), (2, "reserved", reserved)] {
        assert_eq!(tx.counted(|tx| tx.account_of_login(login)), statements, "{login}");
        assert_eq!(tx.counted(|tx| tx.accounts_of_snils(login)), statements, "{login}");
        assert_eq!(tx.counted(|tx| tx.accounts(&filter(login))), statements, "{login}");
        assert_eq!(tx.counted(|tx| tx.account(oid)), statements, "{oid}");
        assert_eq!(tx.counted(|tx| tx.credentials(oid)), statements, "{oid}");
        assert_eq!(tx.counted(|tx| tx.account_events(oid)), statements, "{oid}");
    }
    tx.1.set(0);
    let nothing = Credentials::default();
    // Nobody has the number: the account is missed before anything is written of it, as ever.
    assert!(tx.put_credentials(other, &nothing).is_err());
    assert_eq!(tx.1.get(), 1, "writing asks nothing either");
}
