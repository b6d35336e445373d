//! Every storage engine keeps the same promises.

mod accounts;
mod conformance;
mod due;
mod files;
mod limits;
mod lives;
mod organisations;
mod samples;
mod schema;

use idp::store::sqlite::SqliteEngine;
use idp::store::{Engine, Store};

use crate::actors::Folder;

/// Runs a case on an empty store of every engine.
fn on_every_engine(case: impl Fn(&dyn Store)) {
    on_every_server(|engine| case(engine.open(&idp::domain::id::RealmId::default_realm()).unwrap().as_ref()));
}

/// Runs a case on every engine, none of which has a realm yet.
fn on_every_server(case: impl Fn(&dyn Engine)) {
    case(&SqliteEngine::in_memory());
    let folder = Folder::new("store");
    case(&SqliteEngine::in_file(folder.path("world.sqlite")));
}
