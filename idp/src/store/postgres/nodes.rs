//! What nodes tell one another through the database: the state of a realm, who delivers a push, what is remembered for all.

use std::time::Duration;

use crate::domain::control_call::Call;
use crate::domain::id::RealmId;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::nodes::{Beaten, Heard, Node, Revision, SharedEngine, SharedStore};
use crate::store::postgres::engine::{Missing, PostgresEngine};
use crate::store::postgres::place::Place;
use crate::store::postgres::standing::{CHANNEL, revision};
use crate::store::postgres::{Mode, PostgresStore, audit};
use crate::store::sql::Statements as _;

const BEAT: &str = "INSERT INTO nodes (name, address, version, since, seen_at)
    SELECT ?1, ?2, ?3, now.ms, now.ms FROM (SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)) AS now (ms)
    ON CONFLICT (name) DO UPDATE SET address = ?2, version = ?3, seen_at = excluded.seen_at";
const FORGET: &str = "DELETE FROM nodes WHERE name = ?1
    OR seen_at < extract(epoch FROM clock_timestamp()) * 1000 - 600000";
const SEEN: &str = "SELECT name, address, version, since, seen_at FROM nodes
    WHERE seen_at >= extract(epoch FROM clock_timestamp()) * 1000 - 600000 ORDER BY name";
const FOLLOW: &str = "UPDATE standing SET followed_until =
    CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + ?1";

const CLAIM: &str = "INSERT INTO claims (push, until) SELECT id, now.ms + ?3 FROM pushes,
        (SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)) AS now (ms)
    WHERE id = ?1 AND state = 'waiting' AND due_at = ?2
    ON CONFLICT (push) DO UPDATE SET until = excluded.until WHERE claims.until < excluded.until - ?3";
const NOTE: &str = "INSERT INTO notes (name, number, body)
    VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM notes), ?2)
    ON CONFLICT (name) DO UPDATE SET body = ?2 RETURNING number";
/// One note in so many has the oldest ones removed.
const SWEEP_EACH: i64 = 64;
const OLD_NOTES: &str = "DELETE FROM notes WHERE number <= (SELECT max(number) FROM notes) - ?1";

impl SharedStore for PostgresStore {
    fn revision(&self) -> Result<Revision, StoreError> {
        revision(&self.begin(Mode::Read)?)
    }

    fn claim_push(&self, push: u64, due_at: Timestamp, term: Duration) -> Result<bool, StoreError> {
        let term = i64::try_from(term.as_millis()).unwrap_or(i64::MAX);
        let tx = self.begin(Mode::Write)?;
        let is_claimed = tx.execute(CLAIM, &[&push.cast_signed(), &due_at.as_millis(), &term])? > 0;
        tx.end()?;
        Ok(is_claimed)
    }

    fn release_push(&self, push: u64) -> Result<(), StoreError> {
        let tx = self.begin(Mode::Write)?;
        tx.execute("DELETE FROM claims WHERE push = ?1", &[&push.cast_signed()])?;
        tx.end()
    }

    fn note(&self, name: &str, body: &str, max: u32) -> Result<(), StoreError> {
        let tx = self.begin(Mode::Write)?;
        let number = tx.one(NOTE, &[&name, &body], |row| row.get::<i64>(0))?.unwrap_or_default();
        if number % SWEEP_EACH == 0 {
            tx.execute(OLD_NOTES, &[&max])?;
        }
        tx.end()
    }

    fn noted(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.begin(Mode::Read)?.one("SELECT body FROM notes WHERE name = ?1", &[&name], |row| row.get(0))
    }
}

impl SharedEngine for PostgresEngine {
    fn revision(&self, realm: &RealmId) -> Result<Option<Revision>, StoreError> {
        match self.glance_at_standing(&Place::of(realm)) {
            Ok(revision) => Ok(revision),
            // Its tables are gone, or there never were any.
            Err(StoreError::Closed) => Ok(None),
            Err(why) => Err(why),
        }
    }

    fn reopen(&self, realm: &RealmId) -> Result<(), StoreError> {
        self.store_of(realm, Missing::Told).map(drop)
    }

    fn close(&self, realm: &RealmId) {
        self.close_here(realm);
    }

    fn listen(&self, heard: Heard) {
        self.hear(heard);
    }

    fn tell(&self, what: &str) -> Result<(), StoreError> {
        self.among_servers(Mode::Write, |tx| {
            tx.execute("SELECT pg_notify(?1, ?2)", &[&CHANNEL, &what]).map(|_| ())
        })
    }

    fn keep_calls(&self, calls: &[Call], max: u32) -> Result<(), StoreError> {
        self.among_servers(Mode::Write, |tx| audit::keep(tx, calls, max))
    }

    fn calls(&self, after: u64, realm: Option<&str>, limit: u32) -> Result<Vec<Call>, StoreError> {
        self.among_servers(Mode::Read, |tx| audit::read(tx, after, realm, limit))
    }

    fn is_about(&self, heard: &str, realm: &RealmId) -> bool {
        Place::of(realm).schema == heard
    }

    fn follow(&self, realm: &RealmId, term: Duration) -> Result<(), StoreError> {
        let term = i64::try_from(term.as_millis()).unwrap_or(i64::MAX);
        self.within(Mode::Write, &Place::of(realm), |tx| tx.execute(FOLLOW, &[&term]).map(|_| ()))
    }

    fn beat(&self, node: &Node) -> Result<(), StoreError> {
        let Node { name, address, version } = node;
        self.among_servers(Mode::Write, |tx| {
            tx.execute(BEAT, &[&name.as_str(), &address.as_str(), &version.as_str()]).map(|_| ())
        })
    }

    fn leave(&self, node: &Node) -> Result<(), StoreError> {
        self.among_servers(Mode::Write, |tx| tx.execute(FORGET, &[&node.name.as_str()]).map(|_| ()))
    }

    fn nodes(&self) -> Result<Vec<Beaten>, StoreError> {
        self.among_servers(Mode::Read, |tx| {
            tx.all(SEEN, &[], |row| {
                let node = Node { name: row.get(0)?, address: row.get(1)?, version: row.get(2)? };
                let at = |place| Ok::<_, StoreError>(Timestamp::from_millis(row.get(place)?));
                Ok(Beaten { node, since: at(3)?, seen_at: at(4)? })
            })
        })
    }
}
