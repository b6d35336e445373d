//! Pushes: kept in the transaction of what they tell of, tried one by one, listed.

mod posted;

pub(crate) use posted::{ArmedFaults, Message, post};

use std::time::Duration;

use crate::app::Realm;
use crate::domain::client::Client;
use crate::domain::id::Oid;
use crate::domain::push::{Event, Push, Try};
use crate::domain::time::{Span, Timestamp};
use crate::store::{StoreError, WriteTx};

/// After so long a look is taken whether the node that sends the next push has done so.
const ANOTHER_NODE_SENDS: Span = Span::from_secs(1);
/// So much longer than its answer may take, a push is this node's to send.
const SPARE: Duration = Duration::from_secs(5);

/// What the thread that delivers has to do next.
#[derive(Debug)]
pub enum Next {
    /// Send this, at this moment.
    Send(Box<Push>, Timestamp),
    /// Wait so long, by the machine's clock, or until somebody rings.
    Wait(Span),
    /// Nothing, until somebody rings.
    Rest,
}

/// Tells a system of a refresh token that came a second time, where the registration says an address.
///
/// # Errors
/// The store failed.
pub(crate) fn refresh_compromised(
    tx: &mut dyn WriteTx,
    now: Timestamp,
    faults: &dyn ArmedFaults,
    client: &Client,
    person: Oid,
) -> Result<(), StoreError> {
    let Some(url) = &client.push_url else { return Ok(()) };
    let client = &client.mnemonic;
    let event = Event::RefreshCompromised { client: client.clone(), person };
    post(tx, now, faults, Message { url, client, event, topic: None })
}

/// What is to be done next for a realm; the pause is real where its clock runs.
///
/// # Errors
/// The store failed.
pub fn next(realm: &Realm) -> Result<Next, StoreError> {
    if realm.is_dropped() {
        return Ok(Next::Rest);
    }
    let now = realm.clock.now();
    let Some(push) = realm.read()?.next_push()? else { return Ok(Next::Rest) };
    if push.due_at <= now && !is_ours(realm, &push)? {
        return Ok(Next::Wait(ANOTHER_NODE_SENDS));
    }
    Ok(match push.due_at <= now {
        true => Next::Send(Box::new(push), now),
        // A clock that stands is moved by a call, which rings.
        false if realm.clock.state().is_running() => Next::Wait(push.due_at.since(now)),
        false => Next::Rest,
    })
}

/// Whether no other node delivers a push; for as long as this one may take, none begins to.
fn is_ours(realm: &Realm, push: &Push) -> Result<bool, StoreError> {
    let Some(shared) = realm.shared() else { return Ok(true) };
    let term = Duration::from_millis(realm.settings().pushes.timeout_real_ms_max.into()) + SPARE;
    shared.claim_push(push.id, push.due_at, term)
}

/// Keeps what came of a try that was begun at a moment.
///
/// # Errors
/// The store failed.
pub fn tried(
    realm: &Realm,
    push: Push,
    at: Timestamp,
    status: Option<u16>,
    failure: Option<String>,
) -> Result<(), StoreError> {
    let terms = realm.settings().pushes;
    let tried = Try { at, status, failure };
    let mut tx = realm.write()?;
    let id = push.id;
    tx.put_push(&push.after(tried, terms.tries_max, terms.pause_ms))?;
    tx.commit()?;
    realm.shared().map_or(Ok(()), |shared| shared.release_push(id))
}

/// Calls the thread that delivers, when something is to be sent at this moment, or later by a clock that runs.
pub(crate) fn ring(realm: &Realm, now: Timestamp) {
    // A store that fails tells so to whoever uses it next.
    let is_called = |due_at| due_at <= now || realm.clock.state().is_running();
    if matches!(realm.next_push_due(), Ok(Some(due_at)) if is_called(due_at)) {
        realm.bell.ring();
    }
}
