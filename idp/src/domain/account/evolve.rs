//! What an account is after an event.

use crate::domain::account::Account;
use crate::domain::account::event::Event;
use crate::domain::account::profile::Profile;
use crate::domain::account::status::Status;
use crate::domain::account::{contacts, revision};
use crate::domain::person::VerifyState;
use crate::domain::time::Timestamp;

/// The account after an event. Total: an event that does not fit the state changes nothing.
#[must_use]
pub fn evolve(mut account: Account, event: &Event, at: Timestamp) -> Account {
    if matches!(account.status, Status::Deleted { .. }) {
        return account;
    }
    let papers = account.profile.identity_document;
    match event {
        Event::Submitted { application } => {
            let seed = account.oid.number();
            application.fill(&mut account.profile, seed, VerifyState::Verifying);
        }
        Event::RevisionSubmitted { .. } | Event::RevisionPassed | Event::RevisionFailed { .. } => {
            revision::evolve(&mut account, event, at);
        }
        Event::CheckPassed => mark_paper(&mut account.profile, papers, VerifyState::Verified),
        Event::CheckFailed { faults } => {
            let refused = faults.iter().any(|fault| fault.fms_state().is_some());
            let state = if refused { VerifyState::VerificationFailed } else { VerifyState::Verified };
            mark_paper(&mut account.profile, papers, state);
        }
        // A document in force stays as it was.
        Event::CheckCancelled if matches!(account.status, Status::Checking { .. }) => {
            mark_paper(&mut account.profile, papers, VerifyState::NotVerified);
        }
        Event::ChangedByParent { data } => data.fill(&mut account),
        Event::Contact(event) => {
            let id = account.profile.next_item_id(account.oid.number());
            contacts::evolve(&mut account.profile.contacts, event, id, at);
        }
        _ => {}
    }
    account.status = next(account.status, event, at);
    if event.changes_data() {
        account.updated_at = at;
    }
    account
}

fn next(status: Status, event: &Event, at: Timestamp) -> Status {
    match (status, event) {
        (gone @ Status::Deleted { .. }, _) => gone,
        (_, Event::Registered) => Status::Simplified,
        (_, Event::Submitted { .. }) => Status::Checking { since: at },
        (_, Event::CheckPassed) => Status::Standard { since: at, revision: None },
        (_, Event::CheckFailed { faults }) => Status::CheckFailed { faults: faults.clone() },
        (
            Status::Standard { since, .. } | Status::LetterOrdered { since, .. },
            Event::LetterOrdered { letter },
        ) => Status::LetterOrdered { since, letter: letter.clone() },
        (Status::LetterOrdered { since, mut letter }, Event::LetterAttemptUsed) => {
            letter.attempts_left = letter.attempts_left.saturating_sub(1);
            Status::LetterOrdered { since, letter }
        }
        (Status::LetterOrdered { since, mut letter }, Event::LetterReturned) => {
            letter.returned = true;
            Status::LetterOrdered { since, letter }
        }
        (Status::LetterOrdered { since, .. }, Event::LetterGivenUp) => {
            Status::Standard { since, revision: None }
        }
        (Status::Standard { revision, .. }, Event::Confirmed { by }) => {
            Status::Confirmed { since: at, by: *by, revision }
        }
        (_, Event::Confirmed { by }) => Status::Confirmed { since: at, by: *by, revision: None },
        // What is known of the person does not change: the moment of the first confirmation stays.
        (Status::Confirmed { since, revision, .. }, Event::Reconfirmed { by }) => {
            Status::Confirmed { since, by: *by, revision }
        }
        (Status::Checking { .. }, Event::CheckCancelled) => Status::Simplified,
        (Status::Standard { since, .. }, Event::CheckCancelled) => Status::Standard { since, revision: None },
        (Status::Confirmed { since, by, .. }, Event::CheckCancelled) => {
            Status::Confirmed { since, by, revision: None }
        }
        (already @ Status::Blocked { .. }, Event::Blocked { .. }) => already,
        (before, Event::Blocked { reason }) => {
            Status::Blocked { reason: reason.clone(), before: Box::new(before) }
        }
        (Status::Blocked { before, .. }, Event::Unblocked) => *before,
        // The SNILS was checked with the card: what remains is a standard account.
        (Status::Confirmed { .. }, Event::TurnedFourteen { level_drops: true }) => {
            Status::Standard { since: at, revision: None }
        }
        (Status::Blocked { reason, before }, event @ Event::TurnedFourteen { .. }) => {
            Status::Blocked { reason, before: Box::new(next(*before, event, at)) }
        }
        (_, Event::Deleted { .. }) => Status::Deleted { at },
        (
            unchanged,
            Event::LetterOrdered { .. }
            | Event::LetterAttemptUsed
            | Event::LetterGivenUp
            | Event::LetterReturned
            | Event::Reconfirmed { .. }
            | Event::CheckCancelled
            | Event::RefusedInPerson { .. }
            | Event::RecoveredInPerson { .. }
            | Event::TurnedFourteen { .. }
            | Event::ChangedByParent { .. }
            | Event::Contact(_)
            | Event::RevisionSubmitted { .. }
            | Event::RevisionPassed
            | Event::RevisionFailed { .. }
            | Event::Unblocked,
        ) => unchanged,
    }
}

fn mark_paper(profile: &mut Profile, id: Option<u64>, state: VerifyState) {
    for document in profile.documents.iter_mut().filter(|document| Some(document.id()) == id) {
        *document = document.clone().with_state(state);
    }
}
