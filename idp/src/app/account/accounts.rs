//! Carrying out commands on accounts: the ruling's events are kept, told and followed up, then the answer is given.

use crate::app::account::{links, logins, registers};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{self, Account, Command, ContactEvent, Event, FieldFault, LoginKind, Refusal};
use crate::domain::credentials::{CredentialEvent, Factor};
use crate::domain::deadline::Deadline;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::contact::ContactKind;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// Why a command on a person's account does not go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommandRefusal {
    /// There is no such account.
    #[error("no account has the oid {0}")]
    NoAccount(Oid),
    /// The rules say no.
    #[error(transparent)]
    Rules(#[from] Refusal),
}

impl Explained for CommandRefusal {
    fn why(&self) -> Why {
        Why::new(reason::CONFIRMATION_REFUSED).with("detail", self)
    }
}

/// Carries out a command on a person's account, with what follows from it.
///
/// # Errors
/// There is no such account, the rules say no, or the store failed.
pub fn command(moment: &Moment<'_>, person: Oid, command: Command) -> Result<Account, Stop<CommandRefusal>> {
    let mut tx = moment.write()?;
    let Some(account) = tx.account(person)? else {
        return Err(Stop::refused(CommandRefusal::NoAccount(person)));
    };
    let command = registers_word(&moment.settings, &*tx, person, command)?;
    let may_start_check = matches!(command, Command::Submit(_) | Command::Revise { .. } | Command::Unblock);
    let orders_letter = match &command {
        Command::OrderLetter(letter) => Some(letter.arrives_at),
        _ => None,
    };
    let ruling = carry_out(&mut *tx, account, command, moment.now)?;
    if let Ok(after) = &ruling {
        // A check that fell due under a lock ended in nothing: the registers are asked again when it is lifted.
        let starts_check = may_start_check && after.is_checking();
        follow_up(moment, &mut *tx, person, starts_check, orders_letter)?;
    }
    ruling.map_err(|why| Stop::refused(why.into()))
}

/// No word of a tester gives one SNILS to two accounts: the check's answer names the fault.
fn registers_word(
    settings: &Settings,
    tx: &dyn WriteTx,
    person: Oid,
    command: Command,
) -> Result<Command, StoreError> {
    let Command::FinishCheck(mut checked) = command else { return Ok(command) };
    if !checked.faults.contains(&FieldFault::SnilsTaken) && registers::snils_is_taken(settings, tx, person)? {
        checked.faults.push(FieldFault::SnilsTaken);
    }
    Ok(Command::FinishCheck(checked))
}

/// What the simulated world does of itself after a command.
fn follow_up(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    person: Oid,
    starts_check: bool,
    letter_arrives_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    if starts_check && registers::ask(&moment.settings, tx, person)?.is_some() {
        let delay = moment.settings.registers.delay_ms;
        tx.put_deadline(moment.now + delay, &Deadline::CheckFinishes { person })?;
    }
    match letter_arrives_at {
        Some(arrives_at) if moment.settings.letters_come_back => {
            let returns_at = arrives_at + moment.settings.letter_storage_ms;
            tx.put_deadline(returns_at, &Deadline::LetterReturns { person })?;
        }
        Some(arrives_at) => tx.put_deadline(arrives_at, &Deadline::LetterArrives { person })?,
        None => {}
    }
    Ok(())
}

/// Judges a command and keeps what came of it, whatever the answer.
///
/// # Errors
/// The store failed; the inner error is the rules' no.
pub fn carry_out(
    tx: &mut dyn WriteTx,
    account: Account,
    command: Command,
    now: Timestamp,
) -> Result<Result<Account, Refusal>, StoreError> {
    let ruling = account::decide(&account, command, now);
    let account = keep(tx, account, &ruling.events, now)?;
    Ok(ruling.answer.map(|()| account))
}

/// Keeps events: the account after them, its history, the messages they send, the sessions they end.
///
/// # Errors
/// The store failed.
pub fn keep(
    tx: &mut dyn WriteTx,
    account: Account,
    events: &[Event],
    now: Timestamp,
) -> Result<Account, StoreError> {
    if events.is_empty() {
        return Ok(account);
    }
    let person = account.oid;
    let mut after = account;
    for event in events {
        let before = after.clone();
        after = account::evolve(after, event, now);
        tx.append_account_event(person, now, event)?;
        for notice in account::notices(&before, event) {
            tx.post(&notice, now)?;
        }
        if matches!(event, Event::Blocked { .. } | Event::Deleted { .. } | Event::RecoveredInPerson { .. }) {
            tx.remove_sessions_of(person)?;
            tx.withdraw_refreshes_of(person)?;
        }
        logins::remember(tx, &before, &after, event)?;
        if matches!(event, Event::Deleted { .. }) {
            links::end_links(tx, person, now)?;
        }
    }
    tx.put_account(&after)?;
    Ok(after)
}

/// Takes a phone from the account that has it, when that is not this person's; others' addresses are not free and stay.
///
/// # Errors
/// The store failed.
// SIM: that the account of before loses the phone is inferred from the text of ESIA-039812.
pub fn take_over(
    tx: &mut dyn WriteTx,
    login: &str,
    person: Option<Oid>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let kind = ContactKind::Mobile;
    let holder = tx.account_of_login(login)?.filter(|holder| Some(*holder) != person);
    let Some(holder) = holder.filter(|_| LoginKind::of(login) == LoginKind::Mobile) else { return Ok(()) };
    let Some(account) = tx.account(holder)? else { return Ok(()) };
    keep(tx, account, &[Event::Contact(ContactEvent::Lost { kind })], now)?;
    let credentials = tx.credentials(holder)?;
    if credentials.factor.goes_to(kind) {
        // Codes would go to a stranger; without a phone nobody could sign in.
        let off = credentials.evolve(&CredentialEvent::FactorSet(Factor::Off));
        tx.put_credentials(holder, &off)?;
    }
    Ok(())
}

/// An account after a tester's command, without the messages a citizen would get.
///
/// # Errors
/// The store failed.
pub fn raised(
    tx: &mut dyn WriteTx,
    account: Account,
    command: Command,
    now: Timestamp,
) -> Result<Account, StoreError> {
    let mut account = account;
    for event in account::decide(&account, command, now).events {
        tx.append_account_event(account.oid, now, &event)?;
        account = account::evolve(account, &event, now);
    }
    Ok(account)
}
