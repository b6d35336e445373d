//! The journal: writing what requests came to, reading it back.

use std::collections::BTreeSet;

use crate::app::exchange::{Exchange, Trace};
use crate::app::realm::{note, noted};
use crate::app::{Moment, Realm};
use crate::domain::journal::{Outcome, Why, Written, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::Dialect;
use crate::store::StoreError;
pub use crate::store::port::JournalFilter;

/// How many exchanges the nodes of a realm remember together, each of at most 64 KiB a body.
const SHARED_MAX: u32 = 2_000;

/// Notes that the request was answered.
pub fn answered(moment: &Moment<'_>) {
    moment.note(Outcome::Answered, None, None);
}

/// Notes that the request was refused, and why.
pub fn refused(moment: &Moment<'_>, error: Option<String>, why: Why) {
    moment.note(Outcome::Refused, error, Some(why));
}

/// Notes that the request was let through only by tolerances of the registration.
pub fn tolerated(moment: &Moment<'_>, dialect: Dialect, needed: &[Tolerance]) {
    if needed.is_empty() {
        return;
    }
    let codes: BTreeSet<_> = needed.iter().map(|one| one.refused_with(dialect.is_bare())).collect();
    let codes: Vec<_> = codes.into_iter().collect();
    let names: Vec<_> = needed.iter().map(|one| one.name()).collect();
    let fix = format!(
        "accepted only because of tolerances; the real system is believed to answer {}",
        codes.join(" or ")
    );
    remarked(moment, Why::new(reason::TOLERATED).with_fix(fix).with("tolerances", names.join(", ")));
}

/// Notes that the request was let through although the real system may refuse it.
pub fn remarked(moment: &Moment<'_>, why: Why) {
    moment.note(Outcome::Answered, None, Some(why));
}

/// The entries that a filter lets through, oldest first.
///
/// # Errors
/// The store failed.
pub fn read(moment: &Moment<'_>, filter: &JournalFilter) -> Result<Vec<Written>, StoreError> {
    moment.read()?.journal(filter)
}

/// One entry, with what went over the wire if that is still kept.
///
/// # Errors
/// The store failed.
pub fn entry(moment: &Moment<'_>, seq: i64) -> Result<Option<(Written, Option<Exchange>)>, StoreError> {
    let filter = JournalFilter { seq: Some(seq), limit: 1, ..JournalFilter::default() };
    let found = moment.read()?.journal(&filter)?.into_iter().next();
    let Some(written) = found else { return Ok(None) };
    let exchange = match (moment.realm.exchanges.of(seq), moment.realm.shared()) {
        (None, Some(shared)) => noted(shared, &name_of(seq))?,
        (own, _) => own,
    };
    Ok(Some((written, exchange)))
}

/// Remembers what went over the wire for all nodes, masked; nothing where no other node can be asked.
pub fn share(realm: &Realm, trace: &Trace) {
    let Some(shared) = realm.shared() else { return };
    let shown = trace.shown();
    for seq in realm.exchanges.entries_of(trace) {
        // The answer is on its way: a store that fails tells so to whoever uses it next.
        let _ = note(shared, &name_of(seq), &shown, SHARED_MAX);
    }
}

fn name_of(seq: i64) -> String {
    format!("exchange {seq}")
}
