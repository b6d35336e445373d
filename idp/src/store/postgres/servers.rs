//! What belongs to no realm: the nodes that serve, and the audit of control calls.

use crate::store::StoreError;
use crate::store::postgres::engine::PostgresEngine;
use crate::store::postgres::place::Place;
use crate::store::postgres::{Mode, Tx};

/// Its schema: no realm's name begins with a line.
const SCHEMA: &str = "esia__nodes";
const MAKE: &str = "CREATE SCHEMA IF NOT EXISTS esia__nodes;
    COMMENT ON SCHEMA esia__nodes IS 'esia-sim nodes version 2';
    CREATE TABLE IF NOT EXISTS esia__nodes.nodes (
        name text COLLATE \"C\" PRIMARY KEY, address text NOT NULL, version text NOT NULL,
        since bigint NOT NULL, seen_at bigint NOT NULL);
    CREATE TABLE IF NOT EXISTS esia__nodes.calls (
        number bigint PRIMARY KEY, at bigint NOT NULL, last_at bigint NOT NULL, times bigint NOT NULL,
        caller text NOT NULL, token text, operation text, realm text, status bigint NOT NULL)";

impl PostgresEngine {
    /// Does something with what belongs to no realm, in one transaction; its tables are made where they are not.
    pub(super) fn among_servers<T>(
        &self,
        mode: Mode,
        work: impl Fn(&Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let place = Place::named(SCHEMA);
        match self.within(mode, &place, &work) {
            // A table is missing.
            Err(StoreError::Closed) => {
                self.within(Mode::Write, &place, |tx| tx.run(MAKE))?;
                self.within(mode, &place, &work)
            }
            done => done,
        }
    }
}
