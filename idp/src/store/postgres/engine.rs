//! The realms of a database: found by the marks of their schemas, made, prepared aside, put in place, dropped.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::id::RealmId;
use crate::store::kept::{Kept, Unfilled};
use crate::store::nodes::{Heard, Revision, SharedEngine};
use crate::store::postgres::address::Address;
use crate::store::postgres::migrate::{VERSION, missing};
use crate::store::postgres::place::{Mark, Place};
use crate::store::postgres::pool::{Patience, Pool};
use crate::store::postgres::standing::{CHANNEL, STANDING, generation};
use crate::store::postgres::told::OWNER;
use crate::store::postgres::{Mode, PostgresStore, Tx};
use crate::store::sql::Statements as _;
use crate::store::{Draft, Engine, Store, StoreError, Version};

/// After so many seconds a draft that was not placed is one that a killed process left.
const DRAFT_SECS_MAX: i64 = 3_600;
const NAME_ANOTHER: &str = "name another database with --store";
const MARKS: &str = "SELECT nspname, coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace
    WHERE nspname LIKE 'esia\\_%' ORDER BY nspname";
const MARK_OF: &str = "SELECT coalesce(obj_description(oid, 'pg_namespace'), ''),
        CAST(has_schema_privilege(oid, 'USAGE') AS int)::bigint
    FROM pg_namespace WHERE nspname = ?1";
const NOW: &str = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS bigint)";
/// A number that no transaction had before.
const ONCE: &str = "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)";

/// What becomes of a schema that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is made.
    Made,
    /// It is told that it is not there.
    Told,
}

/// The realms of a database.
pub struct PostgresEngine {
    pool: Arc<Pool>,
    open: Mutex<HashMap<RealmId, Arc<PostgresStore>>>,
}

impl PostgresEngine {
    /// The realms of a database; nothing is asked of it yet.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn at(address: Address) -> Result<Self, StoreError> {
        Self::patient(address, Patience::default())
    }

    /// The same, waiting as long as is said.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn patient(address: Address, patience: Patience) -> Result<Self, StoreError> {
        Ok(Self { pool: Arc::new(Pool::new(address, patience)?), open: Mutex::default() })
    }

    /// Calls `heard` with the names of schemas that nodes wrote to while they were followed.
    pub(super) fn hear(&self, heard: Heard) {
        self.pool.listen(heard);
    }

    fn open_stores(&self) -> MutexGuard<'_, HashMap<RealmId, Arc<PostgresStore>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state of a realm, if it has one.
    ///
    /// # Errors
    /// The database failed, or there are no tables.
    pub(super) fn glance_at_standing(&self, place: &Place) -> Result<Option<Revision>, StoreError> {
        let seen = self.pool.glance(&place.qualified(STANDING))?;
        Ok(seen.map(|[generation, settings]| Revision { generation, settings }))
    }

    /// Does something that belongs to no realm's content, in one transaction under the lock of a place.
    pub(super) fn within<T>(
        &self,
        mode: Mode,
        place: &Place,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let whole = PostgresStore::over(Arc::clone(&self.pool), place.clone());
        let tx = whole.begin(mode)?;
        let done = work(&tx)?;
        // Nobody waits for the end of what only read.
        if mode == Mode::Write {
            tx.end()?;
        }
        Ok(done)
    }

    /// Makes the schema of a mark or brings it to this version.
    fn prepare(&self, place: &Place, wanted: &Mark, missing_is: Missing) -> Result<(), StoreError> {
        self.within(Mode::Write, place, |tx| {
            let schema = &place.schema;
            let seen = match self.mark(tx, schema)? {
                None if missing_is == Missing::Told => return Err(StoreError::Closed),
                None => {
                    tx.run(&format!("CREATE SCHEMA \"{schema}\""))?;
                    0
                }
                Some(mark) => mark.version,
            };
            let steps = missing(&self.pool, schema, seen)?;
            if seen == VERSION {
                return Ok(());
            }
            let comment = Mark { version: VERSION, ..wanted.clone() }.comment();
            tx.run(&format!("{steps}\nCOMMENT ON SCHEMA \"{schema}\" IS '{comment}'"))
        })
    }

    /// What the comment of a schema says; nothing when there is no such schema.
    fn mark(&self, tx: &Tx<'_>, schema: &str) -> Result<Option<Mark>, StoreError> {
        let found =
            tx.one(MARK_OF, &[&schema], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)? == 1)))?;
        let Some((comment, may_use)) = found else { return Ok(None) };
        let Some(mark) = Mark::parse(&comment) else {
            let why = format!("the schema {schema} is another program's");
            return Err(self.pool.unavailable(why, NAME_ANOTHER));
        };
        // PostgreSQL passes over a schema that may not be used, as if its tables were not there.
        if !may_use {
            return Err(self.pool.unavailable(format!("permission denied for schema {schema}"), OWNER));
        }
        Ok(Some(mark))
    }

    /// The schemas that begin like ours, with what their comments say; those of others are left out.
    fn marks(&self, tx: &Tx<'_>) -> Result<Vec<(String, Mark)>, StoreError> {
        let each = tx.all(MARKS, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
        Ok(each.into_iter().filter_map(|(schema, comment)| Some((schema, Mark::parse(&comment)?))).collect())
    }

    /// Removes a schema that is in no realm's place. What cannot be removed now is removed by a later start.
    fn drop_aside(&self, aside: &Place) {
        let schema = &aside.schema;
        let _ = self
            .within(Mode::Write, aside, |tx| tx.run(&format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE")));
    }

    /// The store of a realm, opened where it is not.
    pub(super) fn store_of(
        &self,
        realm: &RealmId,
        missing_is: Missing,
    ) -> Result<Arc<PostgresStore>, StoreError> {
        if let Some(store) = self.open_stores().get(realm) {
            return Ok(Arc::clone(store));
        }
        let place = Place::of(realm);
        let mark = Mark { realm: realm.clone(), aside_since: None, version: VERSION };
        self.prepare(&place, &mark, missing_is)?;
        let store = Arc::new(PostgresStore::over(Arc::clone(&self.pool), place));
        store.pin()?;
        Ok(Arc::clone(self.open_stores().entry(realm.clone()).or_insert(store)))
    }

    /// Closes the store of a realm, and leaves its schema.
    pub(super) fn close_here(&self, realm: &RealmId) {
        if let Some(store) = self.open_stores().remove(realm) {
            // Transactions under way are waited for.
            let _turn = store.turn.lock();
            store.move_to(None);
        }
    }
}

impl Engine for PostgresEngine {
    fn open(&self, realm: &RealmId) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(self.store_of(realm, Missing::Made)?))
    }

    fn draft(&self, realm: &RealmId, copy_of: Option<&RealmId>) -> Result<Box<dyn Draft + '_>, StoreError> {
        let origin = copy_of.map(|origin| self.store_of(origin, Missing::Told)).transpose()?;
        let (place, mark) = self.within(Mode::Write, &Place::of(realm), |tx| aside(tx, realm))?;
        let instead_of = self.revision(realm)?.map(|there| there.generation);
        self.prepare(&place, &mark, Missing::Made)?;
        let store = Arc::new(PostgresStore::over(Arc::clone(&self.pool), place.clone()));
        let draft = Aside { engine: self, realm: realm.clone(), place, store, instead_of, is_placed: false };
        draft.store.pin()?;
        origin.map_or(Ok(()), |origin| draft.store.copy_from(&origin))?;
        Ok(Box::new(draft))
    }

    fn discard(&self, realm: &RealmId) -> Result<(), StoreError> {
        self.close_here(realm);
        let place = Place::of(realm);
        let aside = self.within(Mode::Write, &place, |tx| {
            let mark = self.mark(tx, &place.schema)?.ok_or(StoreError::Closed)?;
            missing(&self.pool, &place.schema, mark.version)?;
            let aside = set_aside(tx, realm, &place)?;
            tx.run(&format!("NOTIFY {CHANNEL}, '{}'", place.schema))?;
            Ok(aside)
        })?;
        self.drop_aside(&aside);
        Ok(())
    }

    fn keeps(&self, realm: &RealmId) -> Result<bool, StoreError> {
        let place = Place::of(realm);
        self.within(Mode::Read, &place, |tx| Ok(self.mark(tx, &place.schema)?.is_some()))
    }

    fn version(&self, realm: &RealmId) -> Result<Version, StoreError> {
        let place = Place::of(realm);
        let mark = self.within(Mode::Read, &place, |tx| self.mark(tx, &place.schema))?;
        let seen = mark.map_or(0, |mark| mark.version);
        missing(&self.pool, &place.schema, seen)?;
        Ok(Version { seen, present: VERSION })
    }

    fn realms(&self) -> Result<Vec<RealmId>, StoreError> {
        let place = Place::of(&RealmId::default_realm());
        let (now, marks) = self.within(Mode::Read, &place, |tx| {
            self.mark(tx, &place.schema)?;
            let now = tx.one(NOW, &[], |row| row.get::<i64>(0))?.unwrap_or_default();
            Ok((now, self.marks(tx)?))
        })?;
        let is_left = |mark: &Mark| mark.aside_since.is_some_and(|since| now - since > DRAFT_SECS_MAX);
        for (schema, _) in marks.iter().filter(|(_, mark)| is_left(mark)) {
            self.within(Mode::Write, &place, |tx| {
                tx.run(&format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE"))
            })?;
        }
        let realms = marks.into_iter().filter(|(_, mark)| mark.aside_since.is_none());
        let mut realms: Vec<_> = realms.map(|(_, mark)| mark.realm).collect();
        realms.sort();
        Ok(realms)
    }

    fn shared(&self) -> Option<&dyn SharedEngine> {
        Some(self)
    }
}

/// A place aside that nothing has had before, and the mark of what a realm has there.
fn aside(tx: &Tx<'_>, realm: &RealmId) -> Result<(Place, Mark), StoreError> {
    let number = |sql| tx.one(sql, &[], |row| row.get::<i64>(0)).map(Option::unwrap_or_default);
    let mark = Mark { realm: realm.clone(), aside_since: Some(number(NOW)?), version: VERSION };
    Ok((Place::aside(number(ONCE)?), mark))
}

/// Takes a realm's schema out of its place. Its tables are dropped afterwards: a transaction that drops them waits for
/// each reader, who may wait for a table that it has dropped already.
fn set_aside(tx: &Tx<'_>, realm: &RealmId, place: &Place) -> Result<Place, StoreError> {
    let (aside, mark) = aside(tx, realm)?;
    tx.run(&format!(
        "ALTER SCHEMA \"{}\" RENAME TO \"{1}\"; COMMENT ON SCHEMA \"{1}\" IS '{2}'",
        place.schema,
        aside.schema,
        mark.comment()
    ))?;
    Ok(aside)
}

/// A schema prepared aside; dropped before it is placed, it goes.
struct Aside<'e> {
    engine: &'e PostgresEngine,
    realm: RealmId,
    place: Place,
    store: Arc<PostgresStore>,
    /// The generation of what it is to take the place of, if anything is there.
    instead_of: Option<i64>,
    is_placed: bool,
}

impl Draft for Aside<'_> {
    fn store(&self) -> Box<dyn Store> {
        Box::new(Arc::clone(&self.store))
    }

    fn fill(&self, kept: &Kept) -> Result<(), Unfilled> {
        self.store.fill(kept)
    }

    fn place(mut self: Box<Self>) -> Result<(), StoreError> {
        let (engine, to) = (self.engine, Place::of(&self.realm));
        let (from, schema) = (&self.place.schema, &to.schema);
        let comment = Mark { realm: self.realm.clone(), aside_since: None, version: VERSION }.comment();
        let old = engine.open_stores().get(&self.realm).cloned();
        // Whoever waits to write to the old one must find it closed, not the new one in its place.
        let turns = (self.store.turn.lock(), old.as_ref().map(|old| old.turn.lock()));
        let mut replaced = None;
        engine.within(Mode::Write, &to, |tx| {
            let there = engine.mark(tx, schema)?;
            // Nothing of a newer program is replaced by what this one knows.
            missing(&engine.pool, schema, there.as_ref().map_or(0, |mark| mark.version))?;
            if generation(tx)? != self.instead_of {
                return Err(StoreError::Overtaken);
            }
            replaced = there.map(|_| set_aside(tx, &self.realm, &to)).transpose()?;
            tx.run(&format!(
                "ALTER SCHEMA \"{from}\" RENAME TO \"{schema}\"; \
                 COMMENT ON SCHEMA \"{schema}\" IS '{comment}'; NOTIFY {CHANNEL}, '{schema}'"
            ))
        })?;
        self.is_placed = true;
        if let Some(old) = &old {
            old.move_to(None);
        }
        self.store.move_to(Some(to));
        drop(turns);
        engine.open_stores().insert(self.realm.clone(), Arc::clone(&self.store));
        replaced.iter().for_each(|aside| engine.drop_aside(aside));
        Ok(())
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        if !self.is_placed {
            self.store.move_to(None);
            self.engine.drop_aside(&self.place);
        }
    }
}
