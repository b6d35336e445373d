//! Pushes: kept in the transaction of what they tell of, tried one by one, listed.

use crate::app::Realm;
use crate::domain::client::Client;
use crate::domain::id::Oid;
use crate::domain::push::{Event, Push, State, Try};
use crate::domain::time::{Span, Timestamp};
use crate::store::{StoreError, WriteTx};

/// What the thread that delivers has to do next.
#[derive(Debug)]
pub enum Next {
    /// Send this.
    Send(Box<Push>),
    /// Wait so long, by the machine's clock, or until somebody rings.
    Wait(Span),
    /// Nothing, until somebody rings.
    Rest,
}

/// Keeps a push to an address. Pushes of one topic go one after another.
///
/// # Errors
/// The store failed.
pub(crate) fn post(
    tx: &mut dyn WriteTx,
    now: Timestamp,
    url: &str,
    event: Event,
    topic: Option<String>,
) -> Result<(), StoreError> {
    let id = tx.next_push_id()?;
    tx.put_push(&Push {
        id,
        url: url.to_owned(),
        event,
        topic: topic.unwrap_or_else(|| format!("push {id}")),
        posted_at: now,
        due_at: now,
        state: State::Waiting,
        tries: Vec::new(),
    })
}

/// Tells a system of a refresh token that came a second time, where the registration says an address.
///
/// # Errors
/// The store failed.
pub fn refresh_compromised(
    tx: &mut dyn WriteTx,
    now: Timestamp,
    client: &Client,
    person: Oid,
) -> Result<(), StoreError> {
    let Some(url) = &client.push_url else { return Ok(()) };
    post(tx, now, url, Event::RefreshCompromised { client: client.mnemonic.clone(), person }, None)
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
    Ok(match push.due_at <= now {
        true => Next::Send(Box::new(push)),
        // A clock that stands is moved by a call, which rings.
        false if realm.clock.state().is_running() => Next::Wait(push.due_at.since(now)),
        false => Next::Rest,
    })
}

/// Keeps what came of a try.
///
/// # Errors
/// The store failed.
pub fn tried(
    realm: &Realm,
    push: Push,
    status: Option<u16>,
    failure: Option<String>,
) -> Result<(), StoreError> {
    let terms = realm.settings().pushes;
    let tried = Try { at: realm.clock.now(), status, failure };
    let mut tx = realm.write()?;
    tx.put_push(&push.after(tried, terms.tries_max, terms.pause_ms))?;
    tx.commit()
}

/// Calls the thread that delivers, when something is to be sent at this moment.
pub(crate) fn ring(realm: &Realm, now: Timestamp) {
    // A store that fails tells so to whoever uses it next.
    if matches!(realm.next_push_due(), Ok(Some(due_at)) if due_at <= now) {
        realm.bell.ring();
    }
}
