//! What is new in a realm since somebody last looked: entries of the journal, messages, the clock.

use crate::app::realms::outbox;
use crate::app::{Moment, Realm};
use crate::domain::journal::Written;
use crate::domain::notice::Posted;
use crate::domain::time::{Span, Timestamp};
use crate::runtime::clock::ClockState;
use crate::store::StoreError;
use crate::store::port::{JournalFilter, OutboxFilter};

/// How much is told at once; the rest follows at once.
const ROWS_MAX: u32 = 500;

/// Up to where somebody has seen a realm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// The number of the last entry of the journal.
    pub entry: i64,
    /// The number of the last message.
    pub message: i64,
}

/// What is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Entries and messages, in the order of their moments.
    pub items: Vec<Item>,
    /// The clock.
    pub clock: ClockState,
    /// The moment of the look.
    pub now: Timestamp,
}

/// Something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Entries of the journal that are no longer kept: after the first number and before the second.
    Lost(i64, i64),
    /// A message.
    Message(Posted),
    /// An entry of the journal.
    Entry(Box<Written>),
}

impl Item {
    /// Up to where somebody has seen the realm who sees this.
    pub fn seen(&self, before: Seen) -> Seen {
        match self {
            Self::Lost(_, next) => Seen { entry: next - 1, ..before },
            Self::Message(posted) => Seen { message: posted.id, ..before },
            Self::Entry(written) => Seen { entry: written.seq, ..before },
        }
    }
}

/// Where the realm stands now.
///
/// # Errors
/// The store failed.
pub fn present(moment: &Moment<'_>) -> Result<(Seen, ClockState), StoreError> {
    let tx = moment.read()?;
    let entry = tx.journal(&JournalFilter { limit: 1, ..JournalFilter::default() })?;
    let newest = OutboxFilter { limit: Some(1), newest_first: true, ..OutboxFilter::default() };
    let message = tx.outbox(&newest)?;
    let seen = Seen {
        entry: entry.first().map_or(0, |written| written.seq),
        message: message.first().map_or(0, |posted| posted.id),
    };
    Ok((seen, moment.realm.clock.state()))
}

/// What is new since somebody last looked. What happened at one moment is told in the order in which a request brings
/// it about: messages, then the entry.
///
/// # Errors
/// The store failed.
pub fn since(moment: &Moment<'_>, seen: Seen) -> Result<News, StoreError> {
    let tx = moment.read()?;
    let messages =
        OutboxFilter { after: Some(seen.message), limit: Some(ROWS_MAX), ..OutboxFilter::default() };
    let messages = tx.outbox(&messages)?;
    let newest = JournalFilter { after: Some(seen.entry), limit: ROWS_MAX, ..JournalFilter::default() };
    let oldest = JournalFilter { before: Some(seen.entry + i64::from(ROWS_MAX) + 1), ..newest.clone() };
    let mut entries = tx.journal(&oldest)?;
    if entries.is_empty() {
        // None of the next ones is kept any more: what is left begins further on.
        entries = tx.journal(&newest)?;
    }
    let lost = entries.first().map(|first| first.seq).filter(|first| *first > seen.entry + 1);
    let mut items: Vec<_> = lost.map(|next| Item::Lost(seen.entry, next)).into_iter().collect();
    items.extend(merged(messages, entries));
    Ok(News { items, clock: moment.realm.clock.state(), now: moment.now })
}

/// Messages and entries in one row; neither changes the order of its own numbers, which a clock set back may not follow.
fn merged(messages: Vec<Posted>, entries: Vec<Written>) -> Vec<Item> {
    let mut items = Vec::with_capacity(messages.len() + entries.len());
    let mut messages = messages.into_iter().peekable();
    for written in entries {
        while let Some(posted) = messages.next_if(|posted| posted.at <= written.entry.at) {
            items.push(Item::Message(posted));
        }
        items.push(Item::Entry(Box::new(written)));
    }
    items.extend(messages.map(Item::Message));
    items
}

/// Whether the outbox has what a filter lets through.
///
/// # Errors
/// The store failed.
pub fn has_message(moment: &Moment<'_>, filter: &OutboxFilter) -> Result<bool, StoreError> {
    let one = OutboxFilter { limit: Some(1), ..filter.clone() };
    Ok(!outbox::read(moment, &one)?.is_empty())
}

/// After which real time something falls due by itself; nothing where the clock stands, which is moved by a call.
///
/// # Errors
/// The store failed.
pub fn due_within(realm: &Realm) -> Result<Option<Span>, StoreError> {
    if !realm.clock.state().is_running() {
        return Ok(None);
    }
    Ok(realm.next_due()?.map(|due_at| due_at.since(realm.clock.now())))
}
