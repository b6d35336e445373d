//! A push as it is kept, with the faults that are armed for it: late, lost, twice, in another order, forged.

use crate::domain::fault::{Armed, Fault, FaultPoint};
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::push::{Event, Operation, Push, State, Try};
use crate::domain::time::{Span, Timestamp};
use crate::store::{StoreError, WriteTx};

/// How late a push comes when nothing is said.
const LATE_SECS: u32 = 3_600;
/// How long a push waits for the one that is to go before it, when nothing is said.
const HELD_SECS: u32 = 86_400;
/// How far the number of a consent that does not exist is from the right one.
const UNKNOWN_CONSENT_STEP: u64 = 1_000_000;

/// Where armed faults are taken from.
pub(crate) trait ArmedFaults {
    /// The faults of a point to commit now; each counts as committed with the transaction.
    fn take(&self, tx: &mut dyn WriteTx, point: FaultPoint, client: &Mnemonic, person: Oid) -> Vec<Armed>;
}

/// Something to be told to an address.
pub(crate) struct Message<'m> {
    /// Where it goes.
    pub(crate) url: &'m str,
    /// Whose address it is.
    pub(crate) client: &'m Mnemonic,
    /// What is told.
    pub(crate) event: Event,
    /// Pushes of one topic go one after another; without it a push waits for no other.
    pub(crate) topic: Option<String>,
}

/// Keeps a push.
///
/// # Errors
/// The store failed.
pub(crate) fn post(
    tx: &mut dyn WriteTx,
    now: Timestamp,
    faults: &dyn ArmedFaults,
    message: Message<'_>,
) -> Result<(), StoreError> {
    let armed = taken(tx, faults, &message);
    let id = tx.next_push_id()?;
    let topic = message.topic.unwrap_or_else(|| format!("push {id}"));
    let url = message.url.to_owned();
    let usual = Push {
        id,
        url,
        event: message.event,
        topic,
        posted_at: now,
        due_at: now,
        state: State::Waiting,
        tries: Vec::new(),
        faults: Vec::new(),
    };
    if armed.is_empty() {
        return keep(tx, usual);
    }
    let is_armed = |fault| armed.iter().any(|one| one.fault == fault);
    keep(tx, distorted(usual.clone(), &armed))?;
    if is_armed(Fault::PushDoubled) {
        let again = Push { faults: vec![Fault::PushDoubled], ..usual.clone() };
        let id = tx.next_push_id()?;
        keep(tx, Push { id, ..again })?;
    }
    for (fault, operation) in
        [(Fault::PushForgedIssue, Operation::Issue), (Fault::PushForgedRevoke, Operation::Revoke)]
    {
        if is_armed(fault) {
            let event = of_operation(usual.event.clone(), operation);
            let id = tx.next_push_id()?;
            keep(tx, Push { id, event, faults: vec![fault], ..usual.clone() })?;
        }
    }
    Ok(())
}

fn taken(tx: &mut dyn WriteTx, faults: &dyn ArmedFaults, message: &Message<'_>) -> Vec<Armed> {
    let mut take = |point| faults.take(tx, point, message.client, message.event.person());
    let mut armed = take(FaultPoint::Push);
    if matches!(message.event, Event::Consent { .. }) {
        armed.extend(take(FaultPoint::ConsentPush));
    }
    armed
}

/// A push with the faults that change itself.
fn distorted(mut push: Push, armed: &[Armed]) -> Push {
    for Armed { fault, amount, .. } in armed {
        let after = |usual| Span::from_secs(i64::from(amount.unwrap_or(usual)));
        match fault {
            Fault::PushLate => push.due_at = push.posted_at + after(LATE_SECS),
            Fault::PushSwapped => {
                push.topic = held(&push);
                push.due_at = push.posted_at + after(HELD_SECS);
            }
            Fault::PushLost => {
                push.state = State::GivenUp;
                let failure = Some("an armed fault lost it: it was never sent".to_owned());
                push.tries.push(Try { at: push.posted_at, status: None, failure });
            }
            Fault::PushOtherPerson => push.event = of_another(push.event),
            Fault::PushUnknownConsent => push.event = of_no_consent(push.event),
            _ => {}
        }
        let is_another_push =
            matches!(fault, Fault::PushDoubled | Fault::PushForgedIssue | Fault::PushForgedRevoke);
        if !is_another_push {
            push.faults.push(*fault);
        }
    }
    push
}

/// Keeps a push. One that is held for it changes places with it: the new one takes the earlier number and goes first.
fn keep(tx: &mut dyn WriteTx, new: Push) -> Result<(), StoreError> {
    let waits = match new.state {
        State::Waiting => tx.waiting_push(&held(&new))?,
        State::Taken | State::GivenUp => None,
    };
    let Some(earlier) = waits else { return tx.put_push(&new) };
    let topic = if new.topic == earlier.topic { format!("swapped {}", new.id) } else { new.topic.clone() };
    let due_at = earlier.posted_at.max(new.posted_at);
    tx.put_push(&Push { id: new.id, topic: topic.clone(), due_at, ..earlier.clone() })?;
    tx.put_push(&Push { id: earlier.id, topic, due_at, ..new })
}

/// The topic of a push that is held back until the next one of its subject.
fn held(push: &Push) -> String {
    format!("held {} {}", push.event.subject(), push.url)
}

fn of_operation(event: Event, operation: Operation) -> Event {
    match event {
        Event::Consent { person, session, consent, .. } => {
            Event::Consent { operation, person, session, consent }
        }
        other @ Event::RefreshCompromised { .. } => other,
    }
}

fn of_another(event: Event) -> Event {
    let next = |person: Oid| Oid::new(person.number() + 1);
    match event {
        Event::Consent { operation, person, session, consent } => {
            Event::Consent { operation, person: next(person), session, consent }
        }
        Event::RefreshCompromised { client, person } => {
            Event::RefreshCompromised { client, person: next(person) }
        }
    }
}

fn of_no_consent(event: Event) -> Event {
    match event {
        Event::Consent { operation, person, session, consent } => {
            Event::Consent { operation, person, session, consent: consent + UNKNOWN_CONSENT_STEP }
        }
        other @ Event::RefreshCompromised { .. } => other,
    }
}
