//! Every storage engine keeps the same promises.

mod accounts;
mod conformance;
mod due;
mod files;
mod limits;
mod lives;
mod organisations;
mod packed;
mod populations;
mod postgres;
mod samples;
pub(crate) mod schema;

use idp::store::postgres::PostgresEngine;
use idp::store::sqlite::SqliteEngine;
use idp::store::{Engine, Store};

use crate::actors::{Folder, Stand};

/// Runs a case on an empty store of every engine.
fn on_every_engine(case: impl Fn(&dyn Store)) {
    on_every_server(|engine| case(engine.open(&idp::domain::id::RealmId::default_realm()).unwrap().as_ref()));
}

/// Runs a case on every engine, none of which has a realm yet.
fn on_every_server(case: impl Fn(&dyn Engine)) {
    case(&SqliteEngine::in_memory());
    let folder = Folder::new("store");
    case(&SqliteEngine::in_file(folder.path("world.sqlite")));
    case(&on_postgres());
}

/// An engine over a database of its own.
fn on_postgres() -> PostgresEngine {
    PostgresEngine::at(Stand::shared().database().parse().unwrap()).unwrap()
}
