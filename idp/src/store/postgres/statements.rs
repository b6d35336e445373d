//! Statements and rows of PostgreSQL.
//!
//! Each statement is parsed, bound and run in one message and is kept by no name: a pooler may give each transaction
//! another connection of the server.

use std::borrow::Cow;
use std::error::Error;

use tokio_postgres::types::{FromSql, ToSql, Type};

use crate::store::StoreError;
use crate::store::port::MadeUpPeople;
use crate::store::postgres::Tx;
use crate::store::postgres::dialect::{json_without_nul, translated, without_nul};
use crate::store::sql::{Bind, BodyReader, Columns, Moved, Row, Statements, Value};

/// A value as PostgreSQL takes it.
enum Bound<'v> {
    Int(Option<i64>),
    Text(Option<Cow<'v, str>>),
    Json(Cow<'v, str>),
}

impl<'v> Bound<'v> {
    fn of(value: &'v dyn Bind) -> Self {
        match value.value() {
            Value::Int(number) => Self::Int(number),
            Value::Text(Some(text)) if text.contains('\0') => Self::Text(Some(without_nul(text).into())),
            Value::Text(text) => Self::Text(text.map(Cow::Borrowed)),
            // A body stays as it is: its readers are people with a client of the database (decision 0034).
            Value::Json(text) | Value::Body(text) if text.contains("\\u0000") => {
                Self::Json(json_without_nul(text).into())
            }
            Value::Json(text) | Value::Body(text) => Self::Json(text.into()),
        }
    }

    fn typed(&self) -> (&(dyn ToSql + Sync), Type) {
        match self {
            Self::Int(number) => (number, Type::INT8),
            Self::Text(text) => (text, Type::TEXT),
            // The server takes the type of the column, whose form on the wire is the text.
            Self::Json(text) => (text, Type::UNKNOWN),
        }
    }
}

/// A text or a JSON value, as its text.
struct Told<'t>(&'t str);

impl<'t> FromSql<'t> for Told<'t> {
    fn from_sql(_: &Type, raw: &'t [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(str::from_utf8(raw)?))
    }

    fn accepts(of: &Type) -> bool {
        [Type::TEXT, Type::JSON, Type::NAME].contains(of)
    }
}

/// A row that PostgreSQL found.
struct Read<'r, 's>(&'r tokio_postgres::Row, &'r Tx<'s>);

impl Read<'_, '_> {
    fn get<'r, T: FromSql<'r>>(&'r self, place: usize) -> Result<T, StoreError> {
        self.0.try_get(place).map_err(|why| self.1.told(why.into()))
    }
}

impl Columns for Read<'_, '_> {
    fn int(&self, place: usize) -> Result<Option<i64>, StoreError> {
        self.get(place)
    }

    fn text(&self, place: usize) -> Result<Option<String>, StoreError> {
        Ok(self.get::<Option<Told<'_>>>(place)?.map(|Told(text)| text.to_owned()))
    }

    fn body(&self, place: usize, read: &mut BodyReader<'_>) -> Result<(), StoreError> {
        if let Some(Told(json)) = self.get(place)? {
            read(Ok(json.as_bytes()));
        }
        Ok(())
    }
}

impl Statements for Tx<'_> {
    fn execute(&self, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        let (sql, bound) = (translated(sql), bound(values));
        let typed: Vec<_> = bound.iter().map(Bound::typed).collect();
        let changed = self.ask(|client| async move { client.execute_typed(&sql, &typed).await })?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    fn each(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (sql, bound) = (translated(sql), bound(values));
        let typed: Vec<_> = bound.iter().map(Bound::typed).collect();
        let rows = self.ask(|client| async move { client.query_typed(&sql, &typed).await })?;
        rows.iter().try_for_each(|row| read(&Row(&Read(row, self))))
    }

    fn people(&self) -> Option<&'static dyn MadeUpPeople> {
        self.store.people.get().copied()
    }

    fn moves(&mut self, what: Moved) {
        match what {
            // Another node may move the same: the database is asked each time.
            Moved::Deadlines | Moved::Pushes => {}
            Moved::Settings => self.moves_settings = true,
        }
    }
}

fn bound<'v>(values: &[&'v dyn Bind]) -> Vec<Bound<'v>> {
    values.iter().map(|value| Bound::of(*value)).collect()
}
