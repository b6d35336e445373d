//! What happens by itself: deadlines that fell due, each at its own moment and in order.

use crate::app::account::{accounts, registers};
use crate::app::centre::import;
use crate::app::{Realm, family};
use crate::domain::account::{Checked, Command, Status, arriving_letter};
use crate::domain::deadline::Deadline;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// Something that happened by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deadline: Deadline,
}

/// Lets happen what fell due until `now`, each in a transaction of its own. While nothing is due, the database is not
/// asked.
///
/// # Errors
/// The store failed.
pub fn settle(realm: &Realm, now: Timestamp) -> Result<Vec<Happened>, StoreError> {
    let mut happened = Vec::new();
    while realm.next_due()?.is_some_and(|due_at| due_at <= now) {
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

fn meet(realm: &Realm, tx: &mut dyn WriteTx, at: Timestamp, deadline: Deadline) -> Result<(), StoreError> {
    match (deadline, tx.account(deadline.person())?) {
        // The person may have no account before.
        (Deadline::ImportFinishes { request, .. }, _) => import::finish(tx, &realm.settings(), at, request),
        (_, None) => Ok(()),
        (Deadline::CheckFinishes { person }, Some(account)) => {
            // A register that fell silent meanwhile leaves the check running.
            let Some(faults) = registers::ask(&realm.settings(), tx, person)? else { return Ok(()) };
            let ruling = accounts::carry_out(tx, account, Command::FinishCheck(Checked { at, faults }), at)?;
            // A check that was overtaken (the account was blocked or deleted meanwhile) ends in nothing.
            ruling.map(|_| ()).or(Ok(()))
        }
        (Deadline::LetterArrives { .. }, Some(account)) => match arriving_letter(&account, at) {
            Some(letter) => tx.post(&letter, at),
            None => Ok(()),
        },
        (Deadline::LetterReturns { .. }, Some(account)) => {
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
        (Deadline::CardCheckFinishes { card, .. }, Some(account)) => {
            family::finish_check(tx, &realm.settings(), &account, card, at)
        }
        (Deadline::ChildTurnsFourteen { .. }, Some(account)) => {
            family::turn_fourteen(tx, &realm.settings(), account, at)
        }
    }
}
