//! Statements and rows of SQLite.

use rusqlite::types::{FromSql, ToSql, ToSqlOutput, Value as Cell, ValueRef};
use rusqlite::{Row as Found, Statement, params_from_iter};

use crate::store::StoreError;
use crate::store::port::MadeUpPeople;
use crate::store::sql::{Bind, BodyReader, Columns, Moved, Row, Statements, Value};
use crate::store::sqlite::{Tx, packed};

/// A value as SQLite takes it.
struct Bound<'v>(&'v dyn Bind);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self.0.value() {
            Value::Int(number) => number.map_or(ValueRef::Null, ValueRef::Integer),
            Value::Text(text) => text.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())),
            Value::Json(text) => ValueRef::Text(text.as_bytes()),
            Value::Body(text) => return Ok(ToSqlOutput::Owned(Cell::Blob(packed::pack(text.as_bytes())))),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// A row that SQLite found.
struct Read<'r, 's>(&'r Found<'r>, &'r Tx<'s>);

impl Read<'_, '_> {
    fn get<T: FromSql>(&self, place: usize) -> Result<T, StoreError> {
        self.0.get(place).map_err(|why| self.1.told(why))
    }
}

impl Columns for Read<'_, '_> {
    fn int(&self, place: usize) -> Result<Option<i64>, StoreError> {
        self.get(place)
    }

    fn text(&self, place: usize) -> Result<Option<String>, StoreError> {
        self.get(place)
    }

    fn body(&self, place: usize, read: &mut BodyReader<'_>) -> Result<(), StoreError> {
        match self.0.get_ref(place).map_err(|why| self.1.told(why))? {
            ValueRef::Null => {}
            ValueRef::Text(json) => read(Ok(json)),
            ValueRef::Blob(body) => {
                packed::unpack(body, |json| read(json.map_err(|why| why.to_string())));
            }
            ValueRef::Integer(_) | ValueRef::Real(_) => read(Err("a number is no body".to_owned())),
        }
        Ok(())
    }
}

impl Tx<'_> {
    fn prepared<T>(
        &self,
        sql: &str,
        run: impl FnOnce(&mut Statement<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| run(&mut statement))
            .map_err(|why| self.told(why))
    }
}

impl Statements for Tx<'_> {
    fn execute(&self, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        let values = values.iter().map(|value| Bound(*value));
        self.prepared(sql, |statement| statement.execute(params_from_iter(values)))
    }

    fn each(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let values = values.iter().map(|value| Bound(*value));
        self.prepared(sql, |statement| {
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                if let Err(why) = read(&Row(&Read(row, self))) {
                    return Ok(Err(why));
                }
            }
            Ok(Ok(()))
        })?
    }

    fn people(&self) -> Option<&'static dyn MadeUpPeople> {
        self.store.people.get().copied()
    }

    fn moves(&mut self, what: Moved) {
        match what {
            Moved::Deadlines => self.moves_deadlines = true,
            Moved::Pushes => self.moves_pushes = true,
            // Nobody else has the database open.
            Moved::Settings => {}
        }
    }
}
