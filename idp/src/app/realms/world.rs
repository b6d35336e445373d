//! A whole realm as one document that another server, of this version or a later one, can begin a realm from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::app::Realm;
use crate::app::people::populations;
use crate::app::realm::SETTINGS_ROW;
use crate::app::realms::travel::CLOCK_ROW;
use crate::app::stop::{Explained, control_refused};
use crate::domain::journal::Why;
use crate::store::StoreError;
use crate::store::kept::{Kept, Row};
use crate::store::port::{JournalFilter, OrganisationFilter, OutboxFilter, PersonFilter};

/// What such a document calls itself.
const FORMAT: &str = "esia-sim-world";
/// The collection of names and texts, and the names of those that belong to a server rather than to a world.
const SETTINGS: &str = "settings";
const OF_THE_SERVER: [&str; 6] = ["begun_at", "boots", "faults", "forged", "listen", "tokens"];
/// Those that no world is without: they say how the realm goes on, and what a reset brings back.
const NEEDED: [&str; 4] = [CLOCK_ROW, "planted", "seed", SETTINGS_ROW];
/// The collection of the journal.
const JOURNAL: &str = "journal";

/// A whole realm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// `esia-sim-world`.
    pub format: String,
    /// Which form the collections have.
    pub version: usize,
    /// Rows of named values, by collection.
    pub collections: BTreeMap<String, Vec<Row>>,
}

/// The document holds no world.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoWorld(pub String);

impl Explained for NoWorld {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

impl World {
    /// Everything that a realm keeps, with its clock and its settings; the journal if it is wanted.
    ///
    /// # Errors
    /// The store failed.
    pub fn of(realm: &Realm, with_journal: bool) -> Result<Self, StoreError> {
        let but = if with_journal { &[][..] } else { &[JOURNAL] };
        let Kept { version, mut collections } = realm.kept(but)?;
        let rows = collections.entry(SETTINGS.to_owned()).or_default();
        rows.retain(|row| {
            !row.get("name").and_then(Value::as_str).is_some_and(|name| OF_THE_SERVER.contains(&name))
        });
        // What a realm has from the server it stands in is its own in the document.
        for (name, value) in standing_rows(realm) {
            rows.retain(|row| row.get("name").and_then(Value::as_str) != Some(name));
            rows.push(
                [("name".to_owned(), json!(name)), ("value".to_owned(), json!(value))].into_iter().collect(),
            );
        }
        rows.sort_by(|one, other| {
            one.get("name").and_then(Value::as_str).cmp(&other.get("name").and_then(Value::as_str))
        });
        Ok(Self { format: FORMAT.to_owned(), version, collections })
    }

    /// What it holds, for a store.
    ///
    /// # Errors
    /// It is no world.
    pub fn kept(self) -> Result<Kept, NoWorld> {
        if self.format != FORMAT {
            return Err(NoWorld(format!("expected the format {FORMAT:?}, not {:?}", self.format)));
        }
        let rows = self.collections.get(SETTINGS).into_iter().flatten();
        let names: Vec<_> = rows.filter_map(|row| row.get("name")?.as_str()).collect();
        if let Some(missing) = NEEDED.iter().find(|name| !names.contains(name)) {
            return Err(NoWorld(format!("the collection {SETTINGS} has no row {missing:?}")));
        }
        if let Some(foreign) = OF_THE_SERVER.iter().find(|name| names.contains(name)) {
            return Err(NoWorld(format!(
                "the row {foreign:?} of {SETTINGS} belongs to a server, not to a world"
            )));
        }
        Ok(Kept { version: self.version, collections: self.collections })
    }
}

/// What a realm may have from the server it stands in: its clock and its settings.
fn standing_rows(realm: &Realm) -> [(&'static str, String); 2] {
    let clock = serde_json::to_string(&realm.clock.state());
    let settings = serde_json::to_string(&*realm.settings());
    [
        (CLOCK_ROW, clock.expect("invariant: a clock's state always serialises")),
        (SETTINGS_ROW, settings.expect("invariant: settings always serialise")),
    ]
}

/// Reads once what a realm was filled with: what its own parsers do not take is no world.
///
/// # Errors
/// A row cannot be read.
pub fn check(realm: &Realm) -> Result<(), NoWorld> {
    let told = |why: StoreError| NoWorld(why.to_string());
    let tx = realm.read().map_err(told)?;
    tx.accounts(&PersonFilter { limit: u32::MAX, touched: true, ..PersonFilter::default() }).map_err(told)?;
    realm.allowance.quotas.check_people(tx.accounts_count().map_err(told)?).map_err(told)?;
    populations::check(&*tx).map_err(told)?;
    tx.clients().map_err(told)?;
    tx.organisations(&OrganisationFilter { limit: u32::MAX, ..OrganisationFilter::default() })
        .map_err(told)?;
    tx.outbox(&OutboxFilter::default()).map_err(told)?;
    tx.journal(&JournalFilter { limit: u32::MAX, ..JournalFilter::default() }).map_err(told)?;
    tx.next_deadline().map_err(told)?;
    Ok(())
}
