//! What is told of a failure: where, what, and what to do. Passwords are in none of it.

use std::error::Error as _;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::store::StoreError;
use crate::store::postgres::address::Address;
use crate::store::postgres::link::Failure;
use crate::store::postgres::trust::Distrust;

const LOOK: &str = "look whether the database runs and can be reached from here";
const CREDENTIALS: &str = "name the right user and password in --store";
const NAME_ANOTHER: &str = "name a database that exists in --store";
const RIGHTS: &str = "let the user make schemas: GRANT CREATE ON DATABASE … TO …";
pub(super) const OWNER: &str =
    "name the user that made it in --store, or give what it owns to this one: REASSIGN OWNED BY … TO …";
const WRITABLE: &str = "name the server that takes writes in --store";
const SPACE: &str = "free some space where the database is";
const CONNECTIONS: &str = "raise max_connections, or put a pooler before the database";
const NO_TLS: &str = "set TLS up there (ssl = on), or take sslmode out of the address";
const ASK_FOR_TLS: &str =
    "add sslmode=verify-full&sslrootcert=FILE to the address: it lets in only who encrypts";
/// What the client library says of a server that does not know TLS.
const KNOWS_NO_TLS: &str = "server does not support TLS";
pub(super) const BUSY: &str = "look what keeps the database busy";

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
    let Some(db) = why.as_db_error() else { return unreached(address, &why) };
    match fix_of(db.code()) {
        Some(CREDENTIALS) if refuses_plain(db.message()) => unavailable(address, db.message(), ASK_FOR_TLS),
        Some(RIGHTS) if is_anothers(db.message()) => unavailable(address, db.message(), OWNER),
        Some(fix) => unavailable(address, db.message(), fix),
        // The tables are gone, or are others than those that were opened: another node dropped or reset the realm.
        None if is_gone(db.code()) => StoreError::Closed,
        // The library's own words say no more than that the database failed.
        None => StoreError::Engine(why.into_source().unwrap_or_else(|| "the database failed".into())),
    }
}

/// A failure below what the server itself says.
fn unreached(address: &Address, why: &Error) -> StoreError {
    let cause = why.source();
    if let Some(Distrust { why, fix }) = cause.and_then(|cause| cause.downcast_ref()) {
        return unavailable(address, why.as_str(), fix);
    }
    match cause.map(ToString::to_string) {
        Some(cause) if cause == KNOWS_NO_TLS => unavailable(address, "it does not speak TLS", NO_TLS),
        Some(cause) => unavailable(address, format!("{why}: {cause}"), LOOK),
        None => unavailable(address, why.to_string(), LOOK),
    }
}

/// Whether a server refuses a connection because nothing of it is encrypted: by the words of its versions.
fn refuses_plain(message: &str) -> bool {
    message.contains("pg_hba.conf") && ["no encryption", "SSL off"].iter().any(|word| message.contains(word))
}

/// Whether rights are missing on what is there, and not the right to make it; by the words of English and Russian servers.
fn is_anothers(message: &str) -> bool {
    ["schema", "table", "owner", "схем", "таблиц", "владе"].iter().any(|word| message.contains(word))
}

/// Whether a failure says that a schema or a table of the realm is not there.
fn is_gone(code: &SqlState) -> bool {
    [SqlState::UNDEFINED_TABLE, SqlState::INVALID_SCHEMA_NAME, SqlState::DIVISION_BY_ZERO].contains(code)
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
