//! The journal: writing what requests came to, reading it back.

use std::collections::BTreeSet;

use crate::app::exchange::{Exchange, Trace};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::journal::{Entry, Outcome, Why, Written};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::Dialect;
use crate::store::StoreError;
use crate::store::port::JournalBounds;
pub use crate::store::port::JournalFilter;

/// The request an entry is about, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Method.
    pub method: String,
    /// Path, as the realm serves it.
    pub path: String,
    /// The relying party, as far as it said.
    pub client: Option<String>,
    /// The person, when known.
    pub person: Option<Oid>,
    /// What went over the wire.
    pub trace: Trace,
}

/// Writes that a request was answered.
///
/// # Errors
/// The store failed.
pub fn answered(moment: &Moment<'_>, about: About) -> Result<(), StoreError> {
    write(moment, about, Outcome::Answered, None, None)
}

/// Writes that a request was refused, and why.
///
/// # Errors
/// The store failed.
pub fn refused(moment: &Moment<'_>, about: About, error: Option<String>, why: Why) -> Result<(), StoreError> {
    write(moment, about, Outcome::Refused, error, Some(why))
}

/// Writes that a request was let through only by tolerances of the registration.
///
/// # Errors
/// The store failed.
pub fn tolerated(
    moment: &Moment<'_>,
    about: About,
    dialect: Dialect,
    needed: &[Tolerance],
) -> Result<(), StoreError> {
    if needed.is_empty() {
        return Ok(());
    }
    let codes: BTreeSet<_> = needed.iter().map(|one| one.refused_with(dialect.is_bare())).collect();
    let codes: Vec<_> = codes.into_iter().collect();
    let names: Vec<_> = needed.iter().map(|one| one.name()).collect();
    let fix = format!(
        "accepted only because of tolerances; the real system is believed to answer {}",
        codes.join(" or ")
    );
    remarked(moment, about, Why::new("tolerated", fix).with("tolerances", names.join(", ")))
}

/// Writes that a request was let through although the real system may refuse it.
///
/// # Errors
/// The store failed.
pub fn remarked(moment: &Moment<'_>, about: About, why: Why) -> Result<(), StoreError> {
    write(moment, about, Outcome::Answered, None, Some(why))
}

fn write(
    moment: &Moment<'_>,
    about: About,
    outcome: Outcome,
    error: Option<String>,
    why: Option<Why>,
) -> Result<(), StoreError> {
    let About { method, path, client, person, trace } = about;
    let entry = Entry { at: moment.now, outcome, method, path, client, person, error, why }.bounded();
    let settings = &moment.settings;
    let bounds = JournalBounds { entries: settings.journal_entries_max, bytes: settings.journal_bytes_max };
    let mut tx = moment.write()?;
    let seq = tx.append_journal(&entry, bounds)?;
    tx.commit()?;
    moment.realm.exchanges.keep(seq, &trace, settings.journal_bytes_max);
    Ok(())
}

/// The entries that a filter lets through, oldest first.
///
/// # Errors
/// The store failed.
pub fn read(moment: &Moment<'_>, filter: &JournalFilter) -> Result<Vec<Written>, Stop<()>> {
    Ok(moment.read()?.journal(filter)?)
}

/// One entry, with what went over the wire if that is still kept.
///
/// # Errors
/// The store failed.
pub fn entry(moment: &Moment<'_>, seq: i64) -> Result<Option<(Written, Option<Exchange>)>, Stop<()>> {
    let filter = JournalFilter { seq: Some(seq), limit: 1, ..JournalFilter::default() };
    let found = moment.read()?.journal(&filter)?.into_iter().next();
    Ok(found.map(|written| (written, moment.realm.exchanges.of(seq))))
}
