//! The rules: which command each state grants, which it refuses.

use crate::domain::account::Account;
use crate::domain::account::application::Application;
use crate::domain::account::checked::Checked;
use crate::domain::account::child_details::ChildDetails;
use crate::domain::account::contacts::{self, ContactCommand};
use crate::domain::account::event::Event;
use crate::domain::account::evolve::evolve;
use crate::domain::account::in_person::{BankClient, CertificateOwner, VisitorPapers, same_document};
use crate::domain::account::refusal::Refusal;
use crate::domain::account::revision;
use crate::domain::account::status::{ConfirmedBy, LetterOrder, Level, Revision, Status};
use crate::domain::id::Oid;
use crate::domain::person::document::DocumentNumber;
use crate::domain::ruling::Ruling;
use crate::domain::time::Timestamp;

/// What may be asked of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Keep these data and have them checked.
    Submit(Box<Application>),
    /// Have new data of a person whose data are checked judged, while those stay in force.
    Revise {
        /// The data.
        application: Box<Application>,
        /// Whether the level drops until they are checked and the identity is confirmed anew.
        level_drops: bool,
    },
    /// The registers answered.
    FinishCheck(Checked),
    /// Send a letter with a code.
    OrderLetter(LetterOrder),
    /// A code from a letter.
    EnterLetterCode(String),
    /// Do not wait for the letter.
    GiveUpLetter,
    /// Take back the data that are being checked.
    CancelCheck,
    /// A passport is shown at a service centre.
    ConfirmInPerson {
        /// The passport as the operator sees it.
        shown: DocumentNumber,
        /// The centre's number.
        centre: u32,
    },
    /// The letter came back: nobody took it.
    ReturnLetter,
    /// A service centre does not confirm the visitor.
    RefuseInPerson {
        /// Why.
        reason: String,
        /// The centre's number.
        centre: u32,
    },
    /// A service centre gives access back to a visitor with papers.
    RecoverInPerson {
        /// What the visitor shows.
        papers: VisitorPapers,
        /// The centre's number.
        centre: u32,
    },
    /// A service centre deletes the account of a visitor with papers.
    DeleteInPerson {
        /// What the visitor shows.
        papers: VisitorPapers,
        /// The centre's number.
        centre: u32,
    },
    /// A qualified signature whose certificate names its owner.
    ConfirmBySignature(Box<CertificateOwner>),
    /// A bank's word.
    ConfirmByBank(Box<BankClient>),
    /// The tester's own word that the person is confirmed.
    ConfirmByControl,
    /// A confirmed parent answers for the child whose account this is.
    VouchForChild {
        /// The parent's account.
        parent: Oid,
    },
    /// The child's fourteenth birthday has come.
    TurnFourteen {
        /// Whether the level drops until the own passport is confirmed.
        level_drops: bool,
    },
    /// A parent changes the data of a child's account.
    ChangeByParent {
        /// The parent's account.
        parent: Oid,
        /// The data.
        data: Box<ChildDetails>,
    },
    /// Something about a contact.
    Contact(ContactCommand),
    /// Lock the account.
    Block(String),
    /// Lift the lock.
    Unblock,
    /// Delete the account.
    Delete,
}

type Decision = Ruling<Event, Refusal>;

/// The account after a command, before anything is kept.
///
/// # Errors
/// The rules say no.
pub fn after_command(account: Account, command: Command, now: Timestamp) -> Result<Account, Refusal> {
    let ruling = decide(&account, command, now);
    ruling.answer.map(|()| ruling.events.iter().fold(account, |account, event| evolve(account, event, now)))
}

/// Judges a command.
pub fn decide(account: &Account, command: Command, now: Timestamp) -> Decision {
    match &account.status {
        Status::Deleted { .. } => return Ruling::no(Refusal::Deleted),
        Status::Blocked { .. } => return decide_blocked(account, &command),
        _ => {}
    }
    match command {
        Command::Submit(_) | Command::Revise { .. } if account.is_child(now.date()) => {
            Ruling::no(Refusal::ManagedByParent)
        }
        Command::Submit(_) | Command::Revise { .. } if needs_mobile(account) => Ruling::no(Refusal::NoMobile),
        Command::Submit(application) => submit(account, application),
        Command::Revise { application, level_drops } => revision::revise(account, application, level_drops),
        Command::FinishCheck(checked) => finish_check(&account.status, checked),
        Command::CancelCheck => match &account.status {
            Status::Checking { .. } => Ruling::yes(vec![Event::CheckCancelled]),
            _ if account.revision().is_some_and(Revision::is_running) => {
                Ruling::yes(vec![Event::CheckCancelled])
            }
            _ => Ruling::no(Refusal::NoCheckRunning),
        },
        Command::OrderLetter(letter) => order_letter(&account.status, letter, now),
        Command::EnterLetterCode(code) => enter_code(&account.status, &code, now),
        Command::GiveUpLetter => match &account.status {
            Status::LetterOrdered { .. } => Ruling::yes(vec![Event::LetterGivenUp]),
            _ => Ruling::no(Refusal::NoLetter),
        },
        Command::ReturnLetter => match &account.status {
            Status::LetterOrdered { letter, .. } if letter.returned => Ruling::no(Refusal::LetterReturned),
            Status::LetterOrdered { .. } => Ruling::yes(vec![Event::LetterReturned]),
            _ => Ruling::no(Refusal::NoLetter),
        },
        // Letter S003: the operator compares the passport shown with the account.
        Command::ConfirmInPerson { shown, centre } => {
            confirm(account, ConfirmedBy::Centre { centre }, || same_document(account, &shown))
        }
        Command::RefuseInPerson { reason, centre } => {
            Ruling::yes(vec![Event::RefusedInPerson { centre, reason }])
        }
        Command::RecoverInPerson { papers, centre } => recover(account, &papers, centre),
        Command::DeleteInPerson { papers, centre } => delete_in_person(account, &papers, centre),
        Command::ConfirmBySignature(owner) => {
            confirm(account, ConfirmedBy::Signature, || owner.is_owner_of(account))
        }
        Command::ConfirmByBank(client) => confirm(account, ConfirmedBy::Bank, || client.is_owner_of(account)),
        Command::ConfirmByControl if account.profile.made_by_parent => vouch(account, ConfirmedBy::Control),
        Command::ConfirmByControl => confirm(account, ConfirmedBy::Control, || Ok(())),
        Command::VouchForChild { parent } => vouch(account, ConfirmedBy::Parent { parent }),
        Command::TurnFourteen { level_drops } => turn_fourteen(account, level_drops),
        Command::ChangeByParent { parent, data } => change_by_parent(account, parent, data, now),
        Command::Contact(command) => {
            let ruling = contacts::decide(&account.profile.contacts, command, now);
            ruling.lifted(Event::Contact, Refusal::Contact)
        }
        Command::Block(reason) => Ruling::yes(vec![Event::Blocked { reason }]),
        Command::Unblock => Ruling::no(Refusal::NotBlocked),
        Command::Delete => Ruling::yes(vec![Event::Deleted { centre: None }]),
    }
}

/// A locked account only waits to be unlocked or deleted.
fn decide_blocked(account: &Account, command: &Command) -> Decision {
    match command {
        Command::Unblock => Ruling::yes(vec![Event::Unblocked]),
        Command::Delete => Ruling::yes(vec![Event::Deleted { centre: None }]),
        // A birthday comes to the locked as well.
        Command::TurnFourteen { level_drops } => turn_fourteen(account, *level_drops),
        Command::Submit(_)
        | Command::Revise { .. }
        | Command::FinishCheck(_)
        | Command::OrderLetter(_)
        | Command::EnterLetterCode(_)
        | Command::GiveUpLetter
        | Command::ReturnLetter
        | Command::ConfirmInPerson { .. }
        | Command::RefuseInPerson { .. }
        | Command::RecoverInPerson { .. }
        | Command::DeleteInPerson { .. }
        | Command::CancelCheck
        | Command::ConfirmBySignature(_)
        | Command::ConfirmByBank(_)
        | Command::ConfirmByControl
        | Command::VouchForChild { .. }
        | Command::ChangeByParent { .. }
        | Command::Contact(_)
        | Command::Block(_) => Ruling::no(Refusal::Blocked),
    }
}

/// Whether checked data may not change for want of a proved mobile phone (MR 4.2.1).
fn needs_mobile(account: &Account) -> bool {
    matches!(account.status, Status::Standard { .. } | Status::Confirmed { .. }) && account.mobile().is_none()
}

fn submit(account: &Account, application: Box<Application>) -> Decision {
    match &account.status {
        // The form can be corrected and sent again as often as one likes; no limit was found.
        Status::Simplified | Status::CheckFailed { .. } => {
            Ruling::yes(vec![Event::Submitted { application }])
        }
        Status::Standard { .. } => revision::revise(account, application, false),
        Status::Checking { .. } => Ruling::no(Refusal::CheckRunning),
        Status::LetterOrdered { .. } => Ruling::no(Refusal::LetterPending),
        Status::Confirmed { .. } => Ruling::no(Refusal::AlreadyConfirmed),
        Status::Blocked { .. } => Ruling::no(Refusal::Blocked),
        Status::Deleted { .. } => Ruling::no(Refusal::Deleted),
    }
}

fn finish_check(status: &Status, checked: Checked) -> Decision {
    match status {
        Status::Checking { .. } if checked.faults.is_empty() => Ruling::yes(vec![Event::CheckPassed]),
        Status::Checking { .. } => Ruling::yes(vec![Event::CheckFailed { faults: checked.faults }]),
        Status::Standard { revision: Some(revision), .. }
        | Status::Confirmed { revision: Some(revision), .. } => revision::finish(revision, checked),
        _ => Ruling::no(Refusal::NoCheckRunning),
    }
}

fn order_letter(status: &Status, letter: LetterOrder, now: Timestamp) -> Decision {
    match status {
        Status::LetterOrdered { letter: sent, .. } if !sent.is_spent(now) => {
            Ruling::no(Refusal::LetterPending)
        }
        Status::Standard { revision: Some(revision), .. } if revision.is_running() => {
            Ruling::no(Refusal::CheckRunning)
        }
        other => may_confirm(other, || Ruling::yes(vec![Event::LetterOrdered { letter }])),
    }
}

fn enter_code(status: &Status, code: &str, now: Timestamp) -> Decision {
    let Status::LetterOrdered { letter, .. } = status else {
        return Ruling::no(Refusal::NoLetter);
    };
    if letter.returned {
        return Ruling::no(Refusal::LetterReturned);
    }
    if letter.attempts_left == 0 {
        return Ruling::no(Refusal::CodeExhausted);
    }
    if now >= letter.expires_at {
        return Ruling::no(Refusal::CodeExpired);
    }
    if code.trim() == letter.code {
        return Ruling::yes(vec![Event::Confirmed { by: ConfirmedBy::Letter }]);
    }
    let why = match letter.attempts_left - 1 {
        0 => Refusal::CodeExhausted,
        attempts_left => Refusal::CodeWrong { attempts_left },
    };
    Ruling::no_but(why, vec![Event::LetterAttemptUsed])
}

/// Government decree 111 of 04.02.2022: the legal representative registers a child under fourteen.
fn vouch(account: &Account, by: ConfirmedBy) -> Decision {
    match &account.status {
        _ if !account.profile.made_by_parent => Ruling::no(Refusal::NotAChild),
        Status::Confirmed { .. } => Ruling::no(Refusal::AlreadyConfirmed),
        _ => Ruling::yes(vec![Event::Confirmed { by }]),
    }
}

fn turn_fourteen(account: &Account, level_drops: bool) -> Decision {
    if account.profile.made_by_parent {
        Ruling::yes(vec![Event::TurnedFourteen { level_drops }])
    } else {
        Ruling::no(Refusal::NotAChild)
    }
}

/// A service centre gives access back where the registers have vouched for the papers it compares.
fn recover(account: &Account, papers: &VisitorPapers, centre: u32) -> Decision {
    if account.level() < Level::Standard {
        return Ruling::no(Refusal::NotStandard);
    }
    match papers.are_of(account) {
        Ok(()) => Ruling::yes(vec![Event::RecoveredInPerson { centre }]),
        Err(why) => Ruling::no(why),
    }
}

/// A service centre deletes an account at its owner's word; papers are compared where the registers vouched for them.
fn delete_in_person(account: &Account, papers: &VisitorPapers, centre: u32) -> Decision {
    // MR В: ESIA-032304, an account without a phone is not deleted for a centre; that the phone must be a proved
    // mobile one is inferred.
    if account.mobile().is_none() {
        return Ruling::no(Refusal::NoMobile);
    }
    let own = if account.level() < Level::Standard { Ok(()) } else { papers.are_of(account) };
    own.map_or_else(Ruling::no, |()| Ruling::yes(vec![Event::Deleted { centre: Some(centre) }]))
}

fn confirm(account: &Account, by: ConfirmedBy, check: impl FnOnce() -> Result<(), Refusal>) -> Decision {
    // MR А.9, Regl appendix З: whom a letter confirmed, a bank or a centre confirms again; the level does not show it.
    if let Status::Confirmed { by: ConfirmedBy::Letter, .. } = &account.status
        && matches!(by, ConfirmedBy::Centre { .. } | ConfirmedBy::Bank)
    {
        return check().map_or_else(Ruling::no, |()| Ruling::yes(vec![Event::Reconfirmed { by }]));
    }
    may_confirm(&account.status, || match check() {
        Ok(()) => Ruling::yes(vec![Event::Confirmed { by }]),
        Err(why) => Ruling::no(why),
    })
}

/// Every way to confirm begins from a standard account; a letter under way does not stand in the way of another.
fn may_confirm(status: &Status, then: impl FnOnce() -> Decision) -> Decision {
    match status {
        Status::Standard { .. } | Status::LetterOrdered { .. } => then(),
        Status::Checking { .. } => Ruling::no(Refusal::CheckRunning),
        Status::Simplified | Status::CheckFailed { .. } => Ruling::no(Refusal::NotStandard),
        Status::Confirmed { .. } => Ruling::no(Refusal::AlreadyConfirmed),
        Status::Blocked { .. } => Ruling::no(Refusal::Blocked),
        Status::Deleted { .. } => Ruling::no(Refusal::Deleted),
    }
}

/// Judges a change by a parent: only the one who registered the account, and while it is a child's (MR 4.2.1).
fn change_by_parent(account: &Account, parent: Oid, data: Box<ChildDetails>, now: Timestamp) -> Decision {
    if !account.is_child(now.date()) {
        return Ruling::no(Refusal::NotAChild);
    }
    if !account.is_managed_by(parent, now.date()) {
        return Ruling::no(Refusal::ManagedByParent);
    }
    Ruling::yes(vec![Event::ChangedByParent { data }])
}
