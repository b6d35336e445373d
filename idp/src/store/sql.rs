//! The aggregates over any SQL engine: each statement stands once, in words that SQLite and PostgreSQL share.
//!
//! What an engine spells differently it translates (`postgres/dialect`) or has as a function of its own
//! (`postgres/schema`). A row gets the number after the highest, by the statement itself: a number that was rolled back
//! is given again, so that numbers have no gaps and are the same on every engine.

pub(crate) mod accounts;
mod clients;
mod consents;
mod credentials;
mod desk;
mod family;
mod grants;
mod imports;
mod journal;
pub(crate) mod organisations;
pub(crate) mod outbox;
mod populations;
mod portfolio;
pub(crate) mod pushes;
mod registers;
mod registrations;
mod row;
mod sessions;
pub(crate) mod settings;
mod signatures;
mod touched;
mod value;

use serde::de::DeserializeOwned;

pub(crate) use row::{BodyReader, Columns, Row};
pub(crate) use value::{Bind, Value};

use crate::store::port::MadeUpPeople;
use crate::store::{ReadTx, StoreError};

/// What a transaction has changed that somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    /// A deadline was added or removed.
    Deadlines,
    /// A push was written.
    Pushes,
    /// A setting was kept.
    Settings,
}

/// A transaction that runs statements. Values stand as `?1`, `?2` and so on.
pub(crate) trait Statements {
    /// Runs a statement; tells how many rows it changed.
    fn execute(&self, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError>;

    /// Reads each row that a statement gives.
    fn each(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Who makes up the people of populations.
    fn people(&self) -> Option<&'static dyn MadeUpPeople>;

    /// Notes that the transaction changes what somebody waits for.
    fn moves(&mut self, what: Moved);

    /// Every row.
    fn all<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, values, &mut |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The one row, when there is one.
    fn one<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.all(sql, values, read)?.into_iter().next())
    }

    /// The body of the one row, when there is one.
    fn body<T: DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
        values: &[&dyn Bind],
    ) -> Result<Option<T>, StoreError> {
        Ok(self.bodies(table, sql, values)?.into_iter().next())
    }

    /// The bodies of every row.
    fn bodies<T: DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
        values: &[&dyn Bind],
    ) -> Result<Vec<T>, StoreError> {
        self.all(sql, values, |row| row.body(table, 0))
    }
}

impl<S: Statements> ReadTx for S {}
