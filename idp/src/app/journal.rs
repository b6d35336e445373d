//! The journal: writing what requests came to, reading it back.

use std::collections::BTreeSet;

use crate::app::Moment;
use crate::app::exchange::Exchange;
use crate::domain::journal::{Outcome, Why, Written, reason};
use crate::domain::tolerance::Tolerance;
use crate::protocol::oauth::dialect::Dialect;
use crate::store::StoreError;
pub use crate::store::port::JournalFilter;

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
    Ok(found.map(|written| (written, moment.realm.exchanges.of(seq))))
}
