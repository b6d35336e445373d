//! Time: setting the clock, moving it, and letting fall due what falls due on the way, in order.

use crate::app::{Realm, Stop};
use crate::app::{accounts, family, registers};
use crate::domain::account::{Checked, Command, Status, arriving_letter};
use crate::domain::deadline::Deadline;
use crate::domain::time::{TimeError, Timestamp};
pub use crate::runtime::clock::ClockState;
use crate::store::{StoreError, WriteTx};

/// The name of the setting row that holds the clock.
pub const CLOCK_ROW: &str = "clock";

/// Something that happened by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deadline: Deadline,
}

/// Why the clock cannot be moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TravelRefusal {
    /// The duration is none.
    #[error(transparent)]
    Duration(#[from] TimeError),
    /// Moving back is setting, not advancing.
    #[error("the duration leads back; set the clock instead")]
    Backwards,
}

/// Lets happen what fell due until `now`, each at its own moment and in order.
///
/// # Errors
/// The store failed.
pub fn settle(realm: &Realm, now: Timestamp) -> Result<Vec<Happened>, StoreError> {
    let mut happened = Vec::new();
    while is_due(realm, now)? {
        let mut tx = realm.write()?;
        // Another request may have met it in between.
        let Some((row, at, deadline)) = tx.next_deadline()?.filter(|(_, at, _)| *at <= now) else { break };
        meet(realm, tx.as_mut(), at, deadline)?;
        tx.remove_deadline(row)?;
        tx.commit()?;
        happened.push(Happened { at, deadline });
    }
    Ok(happened)
}

/// Whether anything has fallen due: the question every request asks, so it only reads.
fn is_due(realm: &Realm, now: Timestamp) -> Result<bool, StoreError> {
    Ok(realm.read()?.next_deadline()?.is_some_and(|(_, due_at, _)| due_at <= now))
}

fn meet(realm: &Realm, tx: &mut dyn WriteTx, at: Timestamp, deadline: Deadline) -> Result<(), StoreError> {
    let Some(account) = tx.account(deadline.person())? else { return Ok(()) };
    match deadline {
        Deadline::CheckFinishes { person } => {
            // A register that fell silent meanwhile leaves the check running.
            let Some(faults) = registers::ask(&realm.settings(), tx, person)? else { return Ok(()) };
            let ruling = accounts::carry_out(tx, account, Command::FinishCheck(Checked { at, faults }), at)?;
            // A check that was overtaken (the account was blocked or deleted meanwhile) ends in nothing.
            ruling.map(|_| ()).or(Ok(()))
        }
        Deadline::LetterArrives { .. } => match arriving_letter(&account, at) {
            Some(letter) => tx.post(&letter, at),
            None => Ok(()),
        },
        Deadline::LetterReturns { .. } => {
            let storage = realm.settings().letter_storage_ms;
            // A letter ordered after this one waits for its own moment.
            let due = matches!(&account.status,
                Status::LetterOrdered { letter, .. } if letter.arrives_at + storage == at);
            if due {
                // A letter whose code was spent meanwhile is nobody's concern.
                let _ = accounts::carry_out(tx, account, Command::ReturnLetter, at)?;
            }
            Ok(())
        }
        Deadline::CardCheckFinishes { card, .. } => {
            family::finish_check(tx, &realm.settings(), &account, card, at)
        }
        Deadline::ChildTurnsFourteen { .. } => family::turn_fourteen(tx, &realm.settings(), account, at),
    }
}

/// Sets the clock.
///
/// # Errors
/// The store failed.
pub fn set(realm: &Realm, state: ClockState) -> Result<Vec<Happened>, StoreError> {
    let _alone = realm.pull_lever();
    move_to(realm, state)
}

fn move_to(realm: &Realm, state: ClockState) -> Result<Vec<Happened>, StoreError> {
    keep(realm, state)?;
    realm.clock.set(state);
    settle(realm, realm.clock.now())
}

/// Moves the clock forward by an ISO 8601 duration.
///
/// # Errors
/// The duration is none or leads back; the store failed.
pub fn advance(realm: &Realm, by: &str) -> Result<Vec<Happened>, Stop<TravelRefusal>> {
    let _alone = realm.pull_lever();
    let now = realm.clock.now();
    let then = now.after_iso(by).map_err(|error| Stop::refused(error.into()))?;
    if then < now {
        return Err(Stop::refused(TravelRefusal::Backwards));
    }
    let state = ClockState::showing(then, realm.clock.state().is_running());
    Ok(move_to(realm, state)?)
}

fn keep(realm: &Realm, state: ClockState) -> Result<(), StoreError> {
    let text = serde_json::to_string(&state).expect("invariant: a clock's state always serialises");
    let mut tx = realm.write()?;
    tx.put_setting(CLOCK_ROW, &text)?;
    tx.commit()
}
