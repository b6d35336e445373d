//! What is told of a failure: where, what, and what to do. Passwords are in none of it.

use std::error::Error as _;

use tokio_postgres::error::SqlState;

use crate::store::StoreError;
use crate::store::error::engine;
use crate::store::postgres::address::Address;
use crate::store::postgres::link::Failure;

const LOOK: &str = "look whether the database runs and can be reached from here";
const CREDENTIALS: &str = "name the right user and password in --store";
const NAME_ANOTHER: &str = "name a database that exists in --store";
const RIGHTS: &str = "let the user make schemas: GRANT CREATE ON DATABASE … TO …";
const WRITABLE: &str = "name the server that takes writes in --store";
const SPACE: &str = "free some space where the database is";
const CONNECTIONS: &str = "raise max_connections, or put a pooler before the database";
const BUSY: &str = "look what keeps the database busy";

/// Something that is wrong with a database, with what to do.
pub(super) fn unavailable(address: &Address, why: impl Into<String>, fix: &'static str) -> StoreError {
    StoreError::Unavailable { database: address.to_string(), why: why.into(), fix }
}

/// A failure with the database it happened at.
pub(super) fn told(address: &Address, failure: Failure) -> StoreError {
    let why = match failure {
        Failure::Silent(patience) => {
            return unavailable(address, format!("no answer within {} s", patience.as_secs()), LOOK);
        }
        Failure::Told(why) => why,
    };
    let Some(db) = why.as_db_error() else {
        let cause = why.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        return unavailable(address, format!("{why}{cause}"), LOOK);
    };
    match fix_of(db.code()) {
        Some(fix) => unavailable(address, db.message(), fix),
        // The tables are gone: another node dropped the realm.
        None if is_gone(db.code()) => StoreError::Closed,
        None => engine(why),
    }
}

/// Whether a failure says that a schema or a table of the realm is not there.
fn is_gone(code: &SqlState) -> bool {
    [SqlState::UNDEFINED_TABLE, SqlState::INVALID_SCHEMA_NAME].contains(code)
}

fn fix_of(code: &SqlState) -> Option<&'static str> {
    let fix = match code.code() {
        "28P01" | "28000" => CREDENTIALS,
        "3D000" => NAME_ANOTHER,
        "42501" => RIGHTS,
        "25006" => WRITABLE,
        "53100" | "54000" => SPACE,
        "53300" => CONNECTIONS,
        "57014" | "55P03" | "25P03" => BUSY,
        "57P01" | "57P02" | "57P03" => LOOK,
        class if class.starts_with("08") || class.starts_with("58") => LOOK,
        _ => return None,
    };
    Some(fix)
}
